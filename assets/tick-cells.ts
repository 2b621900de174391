import { element } from "./element.js";
import type { Row, TableView } from "./table-view.js";
import { text } from "./texts.js";

/** The first column of a history table, with its checkboxes. It is there, hidden and empty, before the first use. */
export interface TickCells {
  readonly show: (isOn: boolean, ticked: ReadonlySet<string>, tickable: readonly Row[]) => void;
}

export function addTickCells(
  { table, groups }: TableView,
  onTick: (id: string, box: HTMLInputElement, isRange: boolean) => void,
  onTickAll: (isTicked: boolean) => void,
): TickCells {
  const heading = element("th", { scope: "col", class: "ticks" });
  table.tHead?.rows[0]?.prepend(heading);
  const cells = groups.flatMap(({ sum, rows }) => {
    sum?.prepend(element("td", { class: "ticks" }));
    return rows.map((row) => {
      const cell = element("td", { class: "ticks" });
      row.tr.prepend(cell);
      return { row, cell };
    });
  });
  const boxes = new Map<string, HTMLInputElement>();
  const all = checkbox(text("tickAll"));
  all.addEventListener("change", () => {
    onTickAll(all.checked);
  });

  const fill = (): void => {
    heading.append(all);
    for (const { row, cell } of cells) {
      const { id, isOpen } = row;
      const box = checkbox(text(isOpen ? "tickRunning" : "tick", { session: row.what }));
      if (isOpen) {
        box.disabled = true;
        box.title = box.ariaLabel ?? "";
      }
      boxes.set(id, box);
      box.addEventListener("click", ({ shiftKey }) => {
        onTick(id, box, shiftKey);
      });
      cell.append(box);
    }
  };
  return {
    show: (isOn, ticked, tickable) => {
      if (isOn && boxes.size === 0) fill();
      table.classList.toggle("selecting", isOn);
      if (!isOn) return;
      for (const [id, box] of boxes) box.checked = ticked.has(id);
      const tickedCount = tickable.filter(({ id }) => ticked.has(id)).length;
      all.checked = tickable.length > 0 && tickedCount === tickable.length;
      all.indeterminate = tickedCount > 0 && tickedCount < tickable.length;
      all.disabled = tickable.length === 0;
    },
  };
}

function checkbox(name: string): HTMLInputElement {
  return element("input", { type: "checkbox", "aria-label": name });
}
