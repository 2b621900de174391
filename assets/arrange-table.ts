import { isNoFilter, toTest, type Filter } from "./filter.js";
import { showFold } from "./fold.js";
import { showSort, sortRows, type Sort } from "./sort.js";
import type { Group, Row, TableView } from "./table-view.js";

/** How the viewer has arranged a table. */
interface Arrangement {
  readonly filter: Filter;
  readonly sort: Sort | undefined;
  /** Keys of the groups that are unfolded. */
  readonly unfolded: ReadonlySet<string>;
}

/**
 * Arranges a table, whatever its arrangement was. A sorted history has no groups: each row names its user. Only what
 * differs is changed, since a table may have hundreds of rows and the viewer is typing.
 *
 * @returns the rows that pass the filter, in their order
 */
export function arrangeTable(view: TableView, { filter, sort, unfolded }: Arrangement): readonly Row[] {
  const isFiltering = view.isFiltered && !isNoFilter(filter);
  const passes = toTest(filter);
  const passing = (rows: readonly Row[]): readonly Row[] => (isFiltering ? rows.filter(passes) : rows);
  showSort(view.table, sort);
  if (view.isHistory && sort === undefined) return arrangeGroups(view, passing, { isFiltering, unfolded });
  const isLooking = isFiltering || sort !== undefined;
  const rows = passing(inOrder(view, sort, isLooking));
  const body = view.isHistory ? flatBody(view) : view.groups[0]?.tbody;
  if (body !== undefined) placeRows(body, isLooking && view.more.length > 0 ? rows.slice(0, MAX_ROWS) : rows);
  return rows;
}

/** At most this many rows of a list on several pages are shown at a time. */
const MAX_ROWS = 200;

const NO_ROWS: readonly Row[] = [];

interface Order {
  readonly sort: Sort | undefined;
  readonly more: readonly Row[];
  readonly rows: readonly Row[];
}

/** A table is sorted once, and then filtered at each key press. */
const orders = new WeakMap<TableView, Order>();

/** Rows of other pages are shown only while the viewer filters or sorts. */
function inOrder(view: TableView, sort: Sort | undefined, isLooking: boolean): readonly Row[] {
  const more = isLooking ? view.more : NO_ROWS;
  const known = orders.get(view);
  if (known?.more === more && isSame(known.sort, sort)) return known.rows;
  if (view.isHistory) for (const group of view.groups) nameRows(group);
  const all = [...view.groups.flatMap(({ rows }) => rows), ...more];
  const rows = sort === undefined ? all : sortRows(view.table, all, sort);
  orders.set(view, { sort, more, rows });
  return rows;
}

function isSame(a: Sort | undefined, b: Sort | undefined): boolean {
  return a?.column === b?.column && a?.direction === b?.direction;
}

/** Where the rows of a sorted history are; its groups are hidden. */
function flatBody(view: TableView): HTMLTableSectionElement {
  const known = view.table.querySelector<HTMLTableSectionElement>("tbody.flat");
  if (known !== null) return known;
  const made = document.createElement("tbody");
  made.className = "flat begins-day";
  for (const { tbody } of view.groups) tbody.hidden = true;
  view.table.tHead?.after(made);
  return made;
}

/** Makes these the rows of a body. Rows that stay are not moved. */
function placeRows(body: HTMLTableSectionElement, rows: readonly Row[]): void {
  const wanted = new Set(rows.map(({ tr }) => tr));
  for (const tr of [...body.rows]) if (!wanted.has(tr)) tr.remove();
  let place = body.firstElementChild;
  for (const { tr } of rows) {
    if (place === tr) place = tr.nextElementSibling;
    else body.insertBefore(tr, place);
    setHidden(tr, false);
    tr.classList.remove("folded");
  }
}

function arrangeGroups(
  view: TableView,
  passing: (rows: readonly Row[]) => readonly Row[],
  { isFiltering, unfolded }: { readonly isFiltering: boolean; readonly unfolded: ReadonlySet<string> },
): readonly Row[] {
  const flat = view.table.querySelector("tbody.flat");
  if (flat !== null) {
    flat.remove();
    orders.delete(view);
    for (const { tbody, sum, rows } of view.groups)
      tbody.append(...(sum === undefined ? [] : [sum]), ...rows.map(({ tr }) => tr));
  }
  const all: Row[] = [];
  for (const group of view.groups) {
    const rows = passing(group.rows);
    arrangeGroup(group, rows, isFiltering, unfolded.has(group.key));
    all.push(...rows);
  }
  markDays(view.groups);
  return all;
}

/** A filter unfolds the groups in which it finds rows. The row with the sum of all rows is shown only if all pass. */
function arrangeGroup(group: Group, passing: readonly Row[], isFiltering: boolean, isUnfolded: boolean): void {
  const { tbody, sum, cells, rows } = group;
  const isWhole = passing.length === rows.length;
  const shown = new Set(passing);
  const isFolded = sum !== undefined && isWhole && !isFiltering && !isUnfolded;
  setHidden(tbody, passing.length === 0);
  if (sum !== undefined) setHidden(sum, !isWhole);
  for (const row of rows) {
    setHidden(row.tr, !shown.has(row));
    row.tr.classList.toggle("folded", isFolded);
  }
  giveCells(sum !== undefined && isWhole ? sum : (passing[0] ?? rows[0])?.tr, rows, cells);
  showFold(group, passing.length, { isFiltering, isUnfolded });
}

function setHidden(element: HTMLElement, isHidden: boolean): void {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}

/** Puts the cells of a group into the row that is seen first. */
function giveCells(
  first: HTMLTableRowElement | undefined,
  rows: readonly Row[],
  cells: readonly HTMLTableCellElement[],
): void {
  for (const { tr } of rows) for (const copy of tr.querySelectorAll(":scope > .of-group")) copy.remove();
  if (first === undefined || cells.every((cell) => cell.parentElement === first)) return;
  putAfterCheckbox(first, cells);
}

/** Gives each row of a group copies of the group's cells. */
function nameRows({ rows, cells }: Group): void {
  for (const cell of cells) cell.remove();
  for (const { tr } of rows)
    if (tr.querySelector(":scope > .of-group") === null) putAfterCheckbox(tr, cells.map(copyCell));
}

function putAfterCheckbox(tr: HTMLTableRowElement, cells: readonly HTMLTableCellElement[]): void {
  const box = tr.querySelector(":scope > .select");
  if (box === null) tr.prepend(...cells);
  else box.after(...cells);
}

function copyCell(cell: HTMLTableCellElement): HTMLTableCellElement {
  const copy = cell.cloneNode(true) as HTMLTableCellElement;
  copy.removeAttribute("rowspan");
  copy.scope = "row";
  copy.classList.add("of-group");
  for (const groupElement of copy.querySelectorAll(".fold, .count")) groupElement.remove();
  return copy;
}

/** The first visible group of each day shows the day more prominently. */
function markDays(groups: readonly Group[]): void {
  let previous: string | undefined;
  for (const { tbody, cells } of groups) {
    if (tbody.hidden) continue;
    const day = cells.find((cell) => cell.matches(".day"))?.querySelector("a")?.textContent ?? "";
    tbody.classList.toggle("begins-day", day !== previous);
    previous = day;
  }
}
