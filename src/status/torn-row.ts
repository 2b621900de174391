import type { ListLayout } from "./list-layout.js";

/** The forms of a local time: 0 is any digit, A and a are any letters. */
const TIMES = ["0000-00-00 00:00:00", "Aaa Aaa 00 00:00:00 0000", "Aaa Aaa  0 00:00:00 0000"];
const ADDRESS_FRAGMENT = /^(?:[\w.:[(-]*[.:[(])?[\da-f]*[\])]?$/i;

/**
 * Whether a row of version 1 is the end of a complete row. OpenVPN overwrites the old file from its start, so a torn
 * read contains new rows, then a fragment of an old row, then old rows. (In versions 2 and 3 the fragment has no tag.)
 *
 * A route that is cut within its first field looks like a route with a bad address. That is harmless: all clients come
 * before it.
 *
 * @param fields the row, split at every comma
 */
export function isRowFragment(fields: readonly string[], layout: ListLayout): boolean {
  const missing = layout.width - fields.length;
  if (missing <= 0 || layout.offset > 0) return false;
  const [first = "", ...whole] = fields;
  if (!whole.every((text, index) => layout.checks[missing + 1 + index]?.(text) ?? true)) return false;
  const column = layout.columns[missing] ?? "";
  if (column.startsWith("Bytes")) return /^\d*$/.test(first);
  if (column.endsWith("Address")) return ADDRESS_FRAGMENT.test(first);
  return layout.freeFields.includes(missing) || isTimeFragment(first);
}

/** Whether a text is the end of a local time. */
export function isTimeFragment(text: string): boolean {
  const shape = text.replace(/\d/g, "0").replace(/[A-Z]/g, "A").replace(/[a-z]/g, "a");
  return TIMES.some((time) => time.endsWith(shape));
}
