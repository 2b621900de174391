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

const LIST_TAGS = ["CLIENT_LIST", "ROUTING_TABLE"];
/** How the headers of all releases end. */
const LAST_COLUMNS = ["Connected Since (time_t)", "Username", "Peer ID", "Data Channel Cipher", "Last Ref (time_t)"];
/** How names of ciphers end that may be in small letters. */
const CIPHER_ENDS = ["gcm", "cbc", "cfb", "cfb1", "cfb8", "ofb", "ctr", "ccm", "poly1305", "none", "[null-cipher]"];

/**
 * Whether a line of version 2 or 3 that has no tag may be the end of a row that OpenVPN wrote: of one of the lists, a
 * header, a statistic, or END.
 *
 * @param fields the line, split at every separator
 * @param lists the layouts of the lists whose headers come before the line
 */
export function isEndOfTaggedRow(fields: readonly string[], lists: readonly ListLayout[]): boolean {
  const last = fields.at(-1) ?? "";
  if (fields.length === 1 && "END".endsWith(last)) return true;
  if (fields.length <= 3 && /^\d+$/.test(last)) return true;
  if (last !== "" && LAST_COLUMNS.some((column) => column.endsWith(last))) return true;
  return lists.some((layout) => isEndOfListRow(fields, layout));
}

/** The fields after the last name are compared from the right. A name may be anything, with any number of commas. */
function isEndOfListRow(fields: readonly string[], layout: ListLayout): boolean {
  const missing = layout.width - fields.length;
  const lastFree = layout.freeFields.at(-1) ?? -1;
  return fields.every((text, index) => {
    const field = missing + index;
    if (field <= lastFree) return true;
    if (field < layout.offset) return field === 0 && LIST_TAGS.some((tag) => tag.endsWith(text));
    if (!isEndOfField(text, layout.columns[field - layout.offset] ?? "")) return false;
    return index === 0 || (layout.checks[field]?.(text) ?? true);
  });
}

function isEndOfField(text: string, column: string): boolean {
  if (/^Bytes|ID$|\(time_t\)$/.test(column)) return /^\d*$/.test(text);
  if (column !== "Data Channel Cipher") return true;
  const small = text.toLowerCase();
  return /^[A-Z0-9-]*$/.test(text) || CIPHER_ENDS.some((end) => end.endsWith(small) || small.endsWith(end));
}

/** Whether a text is the end of a local time. */
export function isTimeFragment(text: string): boolean {
  const shape = text.replace(/\d/g, "0").replace(/[A-Z]/g, "A").replace(/[a-z]/g, "a");
  return TIMES.some((time) => time.endsWith(shape));
}
