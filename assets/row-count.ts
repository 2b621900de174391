import { element } from "./element.js";
import type { TableView } from "./table-view.js";
import { text } from "./texts.js";

/** Shows how many rows of a table pass the filter: beside its heading, or instead of the table if none does. */
export function showCount(view: TableView, shownCount: number, isWhole: boolean): void {
  const { table } = view;
  const badge = table.closest("section")?.querySelector<HTMLElement>(":scope > .section-head .badge");
  if (badge !== null && badge !== undefined) {
    const all = (badge.dataset["all"] ??= badge.textContent);
    badge.textContent = isWhole ? all : text("someOf", { shown: shownCount, all });
  }
  showDay(table, shownCount, isWhole);
  const isEmpty = shownCount === 0 && rowCount(view) > 0;
  const shownEmpty = table.nextElementSibling?.matches(".no-match") === true ? table.nextElementSibling : null;
  table.hidden = isEmpty;
  if (!isEmpty) shownEmpty?.remove();
  else if (shownEmpty === null) table.after(element("p", { class: "muted no-match" }, text("noMatch")));
}

/** A filter unfolds the days on which it finds something, and hides the others. */
function showDay(table: HTMLTableElement, shownCount: number, isWhole: boolean): void {
  const line = table.closest<HTMLDetailsElement>("details.day-line");
  if (line === null) return;
  line.hidden = !isWhole && shownCount === 0;
  if (!isWhole && !line.open) {
    line.open = true;
    line.dataset["unfolded"] = "";
  } else if (isWhole && line.dataset["unfolded"] !== undefined) {
    line.open = false;
    delete line.dataset["unfolded"];
  }
}

/** The heading of a table. */
export function toHeading({ table }: TableView): string {
  const searched = table.closest<HTMLElement>("[data-searched]")?.dataset["searched"];
  if (searched !== undefined) return searched;
  const heading = table.closest("details, section")?.querySelector("summary > span, h2");
  return heading?.textContent ?? document.querySelector("h1")?.textContent ?? "";
}

/** How many rows the filter searches. */
export function rowCount({ groups, more }: TableView): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, more.length);
}
