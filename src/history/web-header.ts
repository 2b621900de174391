/** The columns of OpenVPN Status Web's `openvpn-sessions.csv`. */
export const WEB_COLUMNS = ["user", "public_ip", "tunnel_ip", "start", "end", "duration_s"] as const;
export type WebColumn = (typeof WEB_COLUMNS)[number];

/** A session needs these columns. */
const REQUIRED: readonly WebColumn[] = ["user", "start", "end"];
/** Our own day files have both. Imported as sessions of OpenVPN Status Web, those would lose their traffic. */
const OF_DAY_FILES = ["id", "server"];
const MAX_HEADER_LENGTH = 1000;

export interface WebHeader {
  /** The field of each column. */
  readonly columns: ReadonlyMap<WebColumn, number>;
  readonly lacking: readonly WebColumn[];
  readonly unknown: readonly string[];
}

/** What kind of text this is, by its first line. */
type WebHeaderReading =
  | { readonly kind: "sessions"; readonly header: WebHeader }
  /** It looks like sessions, but lacks required columns. */
  | { readonly kind: "other-header"; readonly found: string }
  | { readonly kind: "something-else" };

/** Recognizes an `openvpn-sessions.csv` by its header, with its columns in any order. */
export function recognizeWebSessions(text: string): WebHeaderReading {
  const [line = ""] = text.slice(0, MAX_HEADER_LENGTH).replace("\ufeff", "").split(/\r?\n/, 1);
  const header = readWebHeader(line.split(","));
  const isOurs = OF_DAY_FILES.every((column) => header.unknown.includes(column));
  if (!isOurs && REQUIRED.every((column) => header.columns.has(column))) return { kind: "sessions", header };
  return resemblesSessions(line) ? { kind: "other-header", found: line } : { kind: "something-else" };
}

/** Maps the fields of a header to columns. Blanks and quotes around names are ignored. */
export function readWebHeader(fields: readonly string[]): WebHeader {
  const names = fields.map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  const found = WEB_COLUMNS.filter((column) => names.includes(column));
  return {
    columns: new Map(found.map((column) => [column, names.indexOf(column)])),
    lacking: WEB_COLUMNS.filter((column) => !found.includes(column)),
    unknown: names.filter((name) => !WEB_COLUMNS.some((column) => column === name)),
  };
}

/** Recognizes other separators, some other titles, and a session in place of the header. */
function resemblesSessions(line: string): boolean {
  const words = line
    .toLowerCase()
    .split(/[,;\t]/)
    .map((word) => word.trim().replace(/"/g, "").replace(/ /g, "_"));
  const known = WEB_COLUMNS.filter((column) => words.includes(column));
  const times = words.filter((word) => /^\d{4}-\d{2}-\d{2}[t_]\d{2}:\d{2}:\d{2}/.test(word));
  return known.length >= 2 || (words.length === WEB_COLUMNS.length && times.length > 0);
}
