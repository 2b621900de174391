import type { ListLayout } from "./list-layout.js";

/**
 * Nothing in a status log is quoted, so a name with commas splits into too many fields. The other columns anchor the
 * row: fields before the first free column count from the left, fields after the last one from the right, and the
 * fields between two free columns must all pass the checks of their columns.
 *
 * @param fields a row split at every separator, with more fields than the layout
 * @returns each possible number of surplus fields that belong to the first free column, in ascending order; empty if
 * the row cannot be read. Takes time linear in the row's length.
 */
export function findSurplusSplits(fields: readonly string[], layout: ListLayout): readonly number[] {
  const surplus = fields.length - layout.width;
  const [first, last] = [layout.freeFields[0], layout.freeFields.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (first === last) return [surplus];
  const possible: number[] = [];
  for (let shift = 0; shift <= surplus; shift += 1) {
    if (fitsBetween(fields, layout, { first, last, shift })) possible.push(shift);
  }
  return possible;
}

function fitsBetween(
  fields: readonly string[],
  layout: ListLayout,
  { first, last, shift }: { first: number; last: number; shift: number },
): boolean {
  for (let field = first + 1; field < last; field += 1) {
    const check = layout.checks[field];
    if (check !== undefined && !check(fields[field + shift] ?? "")) return false;
  }
  return true;
}

/** Joins surplus fields into the free columns, with their commas, so that the row has as many fields as its layout. */
export function joinSurplus(fields: readonly string[], layout: ListLayout, firstSurplus: number): readonly string[] {
  const first = layout.freeFields[0] ?? 0;
  const last = layout.freeFields.at(-1) ?? first;
  const firstEnd = first + 1 + firstSurplus;
  const head = [...fields.slice(0, first), fields.slice(first, firstEnd).join(",")];
  if (first === last) return [...head, ...fields.slice(firstEnd)];
  const tailLength = layout.width - last - 1;
  const lastFrom = last + firstSurplus;
  const lastEnd = fields.length - tailLength;
  return [
    ...head,
    ...fields.slice(firstEnd, lastFrom),
    fields.slice(lastFrom, lastEnd).join(","),
    ...fields.slice(lastEnd),
  ];
}
