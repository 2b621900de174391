import { element } from "./element.js";
import type { TableView } from "./table-view.js";
import { text } from "./texts.js";

/** Shows how many rows of a table pass the filter: beside its heading, and in its place if none does. */
export function showCount(view: TableView, shownCount: number, isWhole: boolean): void {
  const { table } = view;
  const badge = table.closest("section")?.querySelector<HTMLElement>(":scope > .section-head .badge");
  if (badge !== null && badge !== undefined) {
    const all = (badge.dataset["all"] ??= badge.textContent);
    badge.textContent = isWhole ? all : text("someOf", { shown: shownCount, all });
  }
  const isEmpty = shownCount === 0 && rowCount(view) > 0;
  const shownEmpty = table.nextElementSibling?.matches(".no-match") === true ? table.nextElementSibling : null;
  table.hidden = isEmpty;
  if (!isEmpty) shownEmpty?.remove();
  else if (shownEmpty === null) table.after(element("p", { class: "muted no-match" }, text("noMatch")));
}

/** The heading of a table. */
export function toHeading({ table }: TableView): string {
  const heading = table.closest("details, section")?.querySelector("summary > span, h2");
  return heading?.textContent ?? document.querySelector("h1")?.textContent ?? "";
}

/** How many rows there are to look through. */
export function rowCount({ groups, more }: TableView): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, more.length);
}
