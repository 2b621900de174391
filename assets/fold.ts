import { button } from "./element.js";
import type { Group } from "./table-view.js";
import { text } from "./texts.js";

/** Makes the number of a group's sessions the button that folds them below their sum. */
export function addFoldButton(group: Group, onFold: (key: string) => void): void {
  const count = group.cells.map((cell) => cell.querySelector(".count")).find((found) => found !== null);
  if (group.sum === undefined || count === undefined) return;
  group.tbody.id = `group-${group.key}`;
  const made = button(
    count.textContent,
    () => {
      onFold(group.key);
    },
    "fold",
  );
  made.dataset["count"] = count.textContent;
  made.setAttribute("aria-controls", group.tbody.id);
  count.replaceWith(made);
}

/** @param rowCount the rows that pass the filter */
export function showFold(
  { cells, rows }: Group,
  rowCount: number,
  { isFiltering, isUnfolded }: { readonly isFiltering: boolean; readonly isUnfolded: boolean },
): void {
  for (const cell of cells) {
    const made = cell.querySelector<HTMLButtonElement>(".fold");
    if (made === null) continue;
    const sessions = made.dataset["count"] ?? "";
    const label = rowCount === rows.length ? sessions : text("someOf", { shown: rowCount, all: sessions });
    if (made.textContent !== label) made.textContent = label;
    made.ariaLabel = `${label}: ${rows[0]?.what ?? ""}`;
    made.disabled = isFiltering;
    made.ariaExpanded = String(isUnfolded || isFiltering);
  }
}
