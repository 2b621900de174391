import { matches, type Filter } from "./filter.js";
import { showFold } from "./fold.js";
import { showSort, sortRows, type Sort } from "./sort.js";
import type { Group, Row, TableView } from "./table-view.js";

/** How the viewer has arranged a table. */
export interface Arrangement {
  readonly filter: Filter;
  readonly sort: Sort | undefined;
  /** Keys of the groups that are unfolded. */
  readonly unfolded: ReadonlySet<string>;
}

/**
 * Arranges a table, whatever its arrangement was. A sorted history has no groups: each row names its user.
 *
 * @returns the rows that pass the filter, in their order
 */
export function arrangeTable(view: TableView, { filter, sort, unfolded }: Arrangement): readonly Row[] {
  const passes = (row: Row): boolean => !view.isFiltered || matches(filter, row);
  showSort(view.table, sort);
  const flat = view.table.querySelector<HTMLTableSectionElement>("tbody.flat");
  if (sort === undefined) {
    for (const group of view.groups) arrangeGroup(group, group.rows.filter(passes), unfolded.has(group.key));
    if (view.isHistory) markDays(view.groups);
    flat?.remove();
    return view.groups.flatMap(({ rows }) => rows.filter(passes));
  }
  const rows = view.groups.flatMap((group) => {
    for (const row of group.rows) giveCells(row.tr, group.cells.map(copyOfCell), group.cells);
    return group.rows;
  });
  const sorted = sortRows(rows, sort);
  for (const row of sorted) row.tr.hidden = !passes(row);
  placeSorted(view, sorted, flat);
  return sorted.filter(passes);
}

function placeSorted(view: TableView, sorted: readonly Row[], flat: HTMLTableSectionElement | null): void {
  let body = view.groups[0]?.tbody;
  if (view.isHistory) {
    body = flat ?? document.createElement("tbody");
    body.className = "flat begins-day";
    if (flat === null) view.table.tHead?.after(body);
    for (const { tbody } of view.groups) tbody.hidden = true;
  }
  body?.append(...sorted.map(({ tr }) => tr));
}

function arrangeGroup(group: Group, passing: readonly Row[], isUnfolded: boolean): void {
  const isHistory = group.cells.length > 0;
  const head = passing[0] ?? group.rows[0];
  for (const row of group.rows) {
    row.tr.hidden = !passing.includes(row) || (isHistory && !isUnfolded && row !== head);
    giveCells(row.tr, row === head ? group.cells : [], []);
  }
  group.tbody.append(...group.rows.map(({ tr }) => tr));
  group.tbody.hidden = passing.length === 0;
  showFold(group, passing.length, isUnfolded);
}

/** Replaces a row's cells of its group, after its tick, by these. */
function giveCells(
  tr: HTMLTableRowElement,
  cells: readonly HTMLTableCellElement[],
  originals: readonly HTMLTableCellElement[],
): void {
  for (const cell of [...tr.cells]) {
    const isOfGroup = cell.matches(".of-group") || originals.includes(cell) || cell.hasAttribute("rowspan");
    if (isOfGroup && !cells.includes(cell)) cell.remove();
  }
  const tick = tr.querySelector(":scope > .ticks");
  if (tick === null) tr.prepend(...cells);
  else tick.after(...cells);
}

function copyOfCell(cell: HTMLTableCellElement): HTMLTableCellElement {
  const copy = cell.cloneNode(true) as HTMLTableCellElement;
  copy.removeAttribute("rowspan");
  if (copy.scope !== "") copy.scope = "row";
  copy.classList.add("of-group");
  for (const ofGroup of copy.querySelectorAll(".fold, .count")) ofGroup.remove();
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
