/** The columns of OpenVPN Status Web's `openvpn-sessions.csv`. */
export const WEB_COLUMNS = ["user", "public_ip", "tunnel_ip", "start", "end", "duration_s"] as const;
export type WebColumn = (typeof WEB_COLUMNS)[number];

/** Without these a row is no session. */
const REQUIRED: readonly WebColumn[] = ["user", "start", "end"];
/** Columns of our own day files, whose traffic an import as sessions of OpenVPN Status Web would lose. */
const OF_DAY_FILES = ["id", "bytes_received"];
const LONGEST_HEADER = 1000;

export interface WebHeader {
  /** Each column's field in a row. */
  readonly columns: ReadonlyMap<WebColumn, number>;
  readonly lacking: readonly WebColumn[];
  readonly unknown: readonly string[];
}

/** What a text is, by its first line. */
export type WebHeaderReading =
  | { readonly kind: "sessions"; readonly header: WebHeader }
  /** Sessions by the look of it, but not in the columns that are needed. */
  | { readonly kind: "other-header"; readonly found: string }
  | { readonly kind: "something-else" };

/** Looks whether a text is an `openvpn-sessions.csv`, its columns in any order. */
export function recogniseWebSessions(text: string): WebHeaderReading {
  const [line = ""] = text.slice(0, LONGEST_HEADER).replace("\ufeff", "").split(/\r?\n/, 1);
  const header = readWebHeader(line.split(","));
  const isOurs = OF_DAY_FILES.some((column) => header.unknown.includes(column));
  if (!isOurs && REQUIRED.every((column) => header.columns.has(column))) return { kind: "sessions", header };
  return looksLikeSessions(line) ? { kind: "other-header", found: line } : { kind: "something-else" };
}

/** Maps the fields of a header to columns. Blanks and quotes around a name do not count. */
export function readWebHeader(fields: readonly string[]): WebHeader {
  const names = fields.map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  const found = WEB_COLUMNS.filter((column) => names.includes(column));
  return {
    columns: new Map(found.map((column) => [column, names.indexOf(column)])),
    lacking: WEB_COLUMNS.filter((column) => !found.includes(column)),
    unknown: names.filter((name) => !WEB_COLUMNS.some((column) => column === name)),
  };
}

/** Other separators, other titles, or a first session where the header should be. */
function looksLikeSessions(line: string): boolean {
  const words = line
    .toLowerCase()
    .split(/[,;\t]/)
    .map((word) => word.trim().replace(/"/g, "").replace(/ /g, "_"));
  const known = WEB_COLUMNS.filter((column) => words.includes(column));
  const times = words.filter((word) => /^\d{4}-\d{2}-\d{2}[t_]\d{2}:\d{2}:\d{2}/.test(word));
  return known.length >= 2 || (words.length === WEB_COLUMNS.length && times.length > 0);
}
