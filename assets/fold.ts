import { button } from "./element.js";
import type { Group } from "./table-view.js";
import { text } from "./texts.js";

/** Adds the button to a group of several rows that folds all but the newest. */
export function addFoldButton(group: Group, onFold: (key: string) => void): void {
  const place = group.cells.find((cell) => cell.matches(":not(.day):is(th)")) ?? group.cells[0];
  if (place === undefined || group.rows.length < 2) return;
  group.tbody.id = `group-${group.key}`;
  const made = button(
    "",
    () => {
      onFold(group.key);
    },
    "fold",
  );
  made.setAttribute("aria-controls", group.tbody.id);
  const count = place.querySelector(".count");
  if (count === null) place.append(" ", made);
  else count.replaceWith(made);
}

/** @param rowCount the rows that pass the filter */
export function showFold({ cells }: Group, rowCount: number, isUnfolded: boolean): void {
  for (const cell of cells) {
    const made = cell.querySelector<HTMLButtonElement>(".fold");
    if (made === null) continue;
    made.hidden = rowCount < 2;
    made.textContent = String(rowCount);
    made.ariaLabel = text("sessions", { count: rowCount });
    made.title = made.ariaLabel;
    made.ariaExpanded = String(isUnfolded);
  }
}
