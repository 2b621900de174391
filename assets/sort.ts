import { readAddress, writeAddress } from "./address.js";
import { button, element, select } from "./element.js";
import { parseQuantity } from "./quantity.js";
import { text } from "./texts.js";

/** The column that a table is sorted by. */
export interface Sort {
  /** Its name in the page (`data-column`), or its place where it has none. */
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

const { lang } = document.documentElement;
const collator = new Intl.Collator(lang, { numeric: true });
const decimalMark = (0.5).toLocaleString(lang).charAt(1);

/**
 * Sorts rows by their cells in one column: figures and times by value, texts by the language's rules, empty cells last.
 */
export function sortRows<Row extends { readonly tr: HTMLTableRowElement }>(
  table: HTMLTableElement,
  rows: readonly Row[],
  { column, direction }: Sort,
): readonly Row[] {
  const place = headings(table).find((heading) => toName(heading) === column)?.cellIndex ?? -1;
  const sign = direction === "ascending" ? 1 : -1;
  const keyed = rows.map((row) => ({ row, text: readText(row.tr.cells[place]) }));
  const quantities = new Map(keyed.map((one) => [one.text, parseQuantity(one.text, decimalMark)]));
  const areQuantities = [...quantities].every(([value, quantity]) => value === "" || quantity !== undefined);
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
  if (cell === undefined) return "";
  const value = cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  return value === "–" ? "" : value;
}

/** The sort after a click on a column's heading: figures start with the greatest; the third click ends the sorting. */
function nextSort(sort: Sort | undefined, heading: HTMLTableCellElement): Sort | undefined {
  const column = toName(heading);
  const first = firstDirection(heading);
  if (sort?.column !== column) return { column, direction: first };
  return sort.direction === first
    ? { column, direction: first === "ascending" ? "descending" : "ascending" }
    : undefined;
}

function firstDirection(heading: HTMLTableCellElement): Sort["direction"] {
  return heading.matches(".num") ? "descending" : "ascending";
}

/** How a table is sorted: in the address where the table names its parameter there, else only as long as the page is shown. */
export interface SortState {
  readonly get: () => Sort | undefined;
  readonly set: (sort: Sort | undefined) => void;
}

export function sortState(table: HTMLTableElement, kept: Map<string, Sort>, key: string): SortState {
  const parameter = table.dataset["sort"];
  if (parameter === undefined) {
    return {
      get: () => kept.get(key),
      set: (sort) => {
        if (sort === undefined) kept.delete(key);
        else kept.set(key, sort);
      },
    };
  }
  return {
    get: () => {
      const sort = parseSort(readAddress().get(parameter) ?? "");
      return headings(table).some((heading) => toName(heading) === sort?.column) ? sort : undefined;
    },
    set: (sort) => {
      writeAddress({ [parameter]: formatSort(sort) });
    },
  };
}

/** `download`, and `-download` for the greatest first. */
function formatSort(sort: Sort | undefined): string {
  if (sort === undefined) return "";
  return sort.direction === "ascending" ? sort.column : `-${sort.column}`;
}

function parseSort(value: string): Sort | undefined {
  if (value === "") return undefined;
  return value.startsWith("-")
    ? { column: value.slice(1), direction: "descending" }
    : { column: value, direction: "ascending" };
}

/** Turns a table's headings into buttons; where it is a list, which has no headings, a choice above it does the same. */
export function addSortButtons(table: HTMLTableElement, state: SortState, onSort: () => void): void {
  const choose = (sort: Sort | undefined): void => {
    state.set(sort);
    onSort();
  };
  for (const heading of headings(table)) {
    const made = button("", () => {
      choose(nextSort(state.get(), heading));
    });
    made.className = "sort";
    made.append(...heading.childNodes);
    heading.append(made);
  }
  if (!table.matches(".live, .sessions")) return;
  const options = headings(table).flatMap((heading) => {
    const first = firstDirection(heading);
    const second: Sort["direction"] = first === "ascending" ? "descending" : "ascending";
    return [first, second].map(
      (direction) =>
        [
          formatSort({ column: toName(heading), direction }),
          `${heading.textContent} ${direction === "ascending" ? "▴" : "▾"}`,
        ] as const,
    );
  });
  const choice = select(text("sortBy"), new Map([["", text("newestFirst")], ...options]), formatSort(state.get()));
  choice.addEventListener("change", () => {
    choose(parseSort(choice.value));
  });
  table.before(element("label", { class: "sort-by" }, `${text("sortBy")} `, choice));
}

/** Shows in the headings how the table is sorted. */
export function showSort(table: HTMLTableElement, sort: Sort | undefined): void {
  for (const heading of headings(table)) {
    const order = sort?.column === toName(heading) ? sort.direction : null;
    if (heading.getAttribute("aria-sort") === order) continue;
    if (order === null) heading.removeAttribute("aria-sort");
    else heading.setAttribute("aria-sort", order);
  }
  const choice = table.previousElementSibling?.querySelector("select");
  if (choice !== null && choice !== undefined) choice.value = formatSort(sort);
}

/** The headings of columns that can be sorted. */
function headings(table: HTMLTableElement): readonly HTMLTableCellElement[] {
  const all = [...(table.tHead?.rows[0]?.cells ?? [])];
  return all.filter((heading) => !heading.matches(".select, .bar-head, :has(.hidden)"));
}

function toName(heading: HTMLTableCellElement): string {
  return heading.dataset["column"] ?? String(heading.cellIndex);
}
