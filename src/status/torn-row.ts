import type { ListLayout } from "./list-layout.js";

/** The ways of writing a local time: digits as 0, letters as A and a. */
const TIMES = ["0000-00-00 00:00:00", "Aaa Aaa 00 00:00:00 0000", "Aaa Aaa  0 00:00:00 0000"];
const REST_OF_ADDRESS = /^(?:[\w.:[(-]*[.:[(])?[\da-f]*[\])]?$/i;

/**
 * Whether a row of version 1 is the end of a whole row: OpenVPN writes over the old file from its start, so a reader that
 * comes too early finds new rows, then the rest of an old one, then old rows. (In versions 2 and 3 such a rest lacks its tag.)
 *
 * A route that is cut within its first field is not told from one with a bad address: the clients before it are whole.
 *
 * @param fields the row, split at every comma
 */
export function isRestOfRow(fields: readonly string[], layout: ListLayout): boolean {
  const missing = layout.width - fields.length;
  if (missing <= 0 || layout.offset > 0) return false;
  const [first = "", ...whole] = fields;
  if (!whole.every((text, index) => layout.checks[missing + 1 + index]?.(text) ?? true)) return false;
  const column = layout.columns[missing] ?? "";
  if (column.startsWith("Bytes")) return /^\d*$/.test(first);
  if (column.endsWith("Address")) return REST_OF_ADDRESS.test(first);
  return layout.freeFields.includes(missing) || isRestOfTime(first);
}

/** Whether a text is the end of a local time. */
export function isRestOfTime(text: string): boolean {
  const shape = text.replace(/\d/g, "0").replace(/[A-Z]/g, "A").replace(/[a-z]/g, "a");
  return TIMES.some((time) => time.endsWith(shape));
}
