import { element } from "./element.js";
import type { Row, TableView } from "./table-view.js";
import { text } from "./texts.js";

/** The first column of a history table, with its checkboxes. It is there, hidden and empty, before the first use. */
export interface SelectionCells {
  readonly show: (isOn: boolean, selected: ReadonlySet<string>, selectable: readonly Row[]) => void;
}

export function addSelectionCells(
  { table, groups }: TableView,
  onSelect: (id: string, box: HTMLInputElement, isRange: boolean) => void,
  onSelectAll: (isSelected: boolean) => void,
): SelectionCells {
  const heading = element("th", { scope: "col", class: "select" });
  table.tHead?.rows[0]?.prepend(heading);
  const cells = groups.flatMap(({ sum, rows }) => {
    sum?.prepend(element("td", { class: "select" }));
    return rows.map((row) => {
      const cell = element("td", { class: "select" });
      row.tr.prepend(cell);
      return { row, cell };
    });
  });
  const boxes = new Map<string, HTMLInputElement>();
  const all = checkbox(text("selectAll"));
  all.addEventListener("change", () => {
    onSelectAll(all.checked);
  });

  const fill = (): void => {
    heading.append(all);
    for (const { row, cell } of cells) {
      const { id, isOpen } = row;
      const box = checkbox(text(isOpen ? "selectRunning" : "selectSession", { session: row.what }));
      if (isOpen) {
        box.disabled = true;
        box.title = box.ariaLabel ?? "";
      }
      boxes.set(id, box);
      box.addEventListener("click", ({ shiftKey }) => {
        onSelect(id, box, shiftKey);
      });
      cell.append(box);
    }
  };
  return {
    show: (isOn, selected, selectable) => {
      if (isOn && boxes.size === 0) fill();
      table.classList.toggle("selecting", isOn);
      if (!isOn) return;
      for (const [id, box] of boxes) box.checked = selected.has(id);
      const selectedCount = selectable.filter(({ id }) => selected.has(id)).length;
      all.checked = selectable.length > 0 && selectedCount === selectable.length;
      all.indeterminate = selectedCount > 0 && selectedCount < selectable.length;
      all.disabled = selectable.length === 0;
    },
  };
}

function checkbox(name: string): HTMLInputElement {
  return element("input", { type: "checkbox", "aria-label": name });
}
