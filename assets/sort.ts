import { button } from "./element.js";
import { parseQuantity } from "./quantity.js";

/** The column that a table is sorted by. */
export interface Sort {
  readonly column: number;
  readonly direction: "ascending" | "descending";
}

const { lang } = document.documentElement;
const collator = new Intl.Collator(lang, { numeric: true });
const decimalMark = (0.5).toLocaleString(lang).charAt(1);

/**
 * Sorts rows by their cells in one column: figures and times by value, texts by the language's rules, empty cells last.
 */
export function sortRows<Row extends { readonly tr: HTMLTableRowElement }>(
  rows: readonly Row[],
  { column, direction }: Sort,
): readonly Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  const keyed = rows.map((row) => ({ row, text: readText(row.tr.cells[column]) }));
  const quantities = new Map(keyed.map(({ text }) => [text, parseQuantity(text, decimalMark)]));
  const areQuantities = [...quantities].every(([text, quantity]) => text === "" || quantity !== undefined);
  return keyed
    .sort((a, b) => {
      if (a.text === "" || b.text === "") return Number(a.text === "") - Number(b.text === "");
      const order = areQuantities
        ? (quantities.get(a.text) ?? 0) - (quantities.get(b.text) ?? 0)
        : collator.compare(a.text, b.text);
      return sign * order;
    })
    .map(({ row }) => row);
}

/** Empty where the value is unknown, which the server writes as a dash. */
function readText(cell: HTMLTableCellElement | undefined): string {
  if (cell === undefined || cell.matches(".pending")) return "";
  const text = cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  return text === "–" ? "" : text;
}

/** The sort after a click on a column's heading: figures start with the greatest; the third click ends the sorting. */
function nextSort(sort: Sort | undefined, column: number, isText: boolean): Sort | undefined {
  const [first, second] = isText ? (["ascending", "descending"] as const) : (["descending", "ascending"] as const);
  if (sort?.column !== column) return { column, direction: first };
  return sort.direction === first ? { column, direction: second } : undefined;
}

/** Turns a table's headings into buttons. */
export function addSortButtons(
  table: HTMLTableElement,
  current: () => Sort | undefined,
  onSort: (sort: Sort | undefined) => void,
): void {
  for (const heading of table.tHead?.rows[0]?.cells ?? []) {
    if (heading.matches(".ticks, .bar-head, :has(.hidden)")) continue;
    const made = button("", () => {
      const isText = getComputedStyle(heading).textAlign !== "end";
      onSort(nextSort(current(), heading.cellIndex, isText));
    });
    made.className = "sort";
    made.append(...heading.childNodes);
    heading.append(made);
  }
}

/** Shows in the headings how the table is sorted. */
export function showSort(table: HTMLTableElement, sort: Sort | undefined): void {
  for (const heading of table.tHead?.rows[0]?.cells ?? []) {
    if (heading.cellIndex === sort?.column) heading.setAttribute("aria-sort", sort.direction);
    else heading.removeAttribute("aria-sort");
  }
}
