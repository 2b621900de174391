import { STATISTICS_FIRST_LINE } from "./parse-client-statistics.js";
import { TAGGED_FIRST_LINE } from "./parse-tagged-status.js";
import { TITLED_FIRST_LINE } from "./parse-titled-status.js";
import { ParsingError } from "./parsing-error.js";

/** How many characters of a text are enough to recognize it. */
const START_LENGTH = 1024;

const STATUS_DIRECTIVE = 'name the file of the server\'s "status" directive';
const MANAGEMENT_SOURCE =
  'a saved answer cannot be a source: set status = "unix:/path" or "tcp:HOST:PORT", as in the server\'s "management" directive';

/**
 * Files that people mistake for status logs, by how they begin; the first match wins. The patterns are anchored and
 * cannot backtrack, since the text may be hostile.
 */
const KINDS: readonly (readonly [pattern: RegExp, name: string])[] = [
  // The byte order mark of UTF-16, decoded as Latin-1 or escaped by the decoding as UTF-8.
  [/^(?:ÿþ|þÿ|\\xff\\xfe|\\xfe\\xff)/, "text in UTF-16"],
  [/^(?:(?:[^\0]\0){4}|(?:\0[^\0]){4})/, "text in UTF-16"],
  [/^\0/, "NUL bytes, as a crash or a full disk leaves them"],
  [/^\x1f(?:\x8b|\\x8b)/, "a file compressed by gzip"],
  [/^PK\x03\x04/, "a ZIP archive or a workbook"],
  [/^[^\n]{0,200}(?:\[stdoutmsg|\bOVPN \d{1,3} (?:OUT|ERR):)/, "a log of OpenVPN Access Server"],
  [/^[{[]\s{0,100}"(?:openvpn_\d|[^"\n]{0,100}"\s{0,9}:\s{0,9}\{\s{0,99}"client_list)/, "OpenVPN Access Server's JSON"],
  [/^(?:\{\s{0,100}["}]|\[\s{0,100}[\]{["\d])/, "JSON"],
  [/^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d /, "OpenVPN's own log"],
  [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /, "OpenVPN's own log"],
  [/^\d{9,10}\.\d{6} [0-9a-f]{1,8} /, "OpenVPN's own log"],
  [/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^\n]{0,80}\b(?:ovpn|openvpn)\b/, "OpenVPN's own log"],
  // As journalctl -o short-iso writes it.
  [/^\d{4}-\d\d-\d\dT[^ \n]{1,40} [^ \n]{1,255} o(?:pen)?vpn[^ :[\n]{0,80}(?:\[\d{1,10}\])?: /, "OpenVPN's own log"],
  [/^(?:OpenVPN \d|Options error: |WARNING: |NOTE: )/, "OpenVPN's own log"],
  [/^(?:\d{4}-\d\d-\d\dT|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )/, "the log of some program"],
  [/^(?:<\?xml|<!doctype|<html)/i, "a web page or XML"],
  [/^-----BEGIN /, "a key or a certificate"],
  [
    /^(?:CLIENT_LIST[,\t]|ROUTING_TABLE[,\t]|GLOBAL_STATS[,\t]|Updated,|Common Name,|Virtual Address,|ROUTING TABLE|GLOBAL STATS|END\b)/,
    "a status log without its beginning",
  ],
];
/** What journalctl writes above the lines of a log. */
const JOURNAL_HEAD = /^-- (?:Logs begin at|Journal begins at|Boot) [^\n]{0,200}(?:\n|$)/;
const MANAGEMENT = /^(?:>|SUCCESS:|ERROR:|ENTER PASSWORD:)/;

/**
 * Recognizes a text that does not begin like a status log. This check comes first: the kind of file matters more than
 * anything else that is wrong with it. A text that is cut off within its first line may be the start of a status log.
 *
 * @returns the error to report, which quotes nothing of the text since that may be secret; `undefined` if the text
 * begins like a status log or is blank
 */
export function findForeignText(text: string | Uint8Array): ParsingError | undefined {
  const { start, line, isWhole } = readStart(text);
  if (start === "") return undefined;
  const lineFeed = start.indexOf("\n");
  const firstLine = (lineFeed < 0 ? start : start.slice(0, lineFeed)).trimEnd();
  if (firstLine === TITLED_FIRST_LINE || firstLine === STATISTICS_FIRST_LINE || TAGGED_FIRST_LINE.test(firstLine)) {
    return undefined;
  }
  if (isWhole && lineFeed < 0 && FIRST_LINES.some((whole) => whole.startsWith(firstLine))) return undefined;
  const isManagement = MANAGEMENT.test(start);
  return new ParsingError({
    reason: "invalid",
    line,
    expected: `"${TITLED_FIRST_LINE}" or a TITLE row`,
    found: isManagement ? "an answer of OpenVPN's management interface" : nameKind(start),
    foreign: isManagement
      ? { advice: "management-dump", hint: MANAGEMENT_SOURCE }
      : { advice: "not-a-status-log", hint: STATUS_DIRECTIVE },
  });
}

function nameKind(start: string): string {
  let text = start;
  while (JOURNAL_HEAD.test(text)) text = text.replace(JOURNAL_HEAD, "");
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  return kind ?? (text === start ? "something else" : "the log of some program");
}

const FIRST_LINES = [TITLED_FIRST_LINE, STATISTICS_FIRST_LINE, "TITLE,", "TITLE\t"];

interface Start {
  /** From the first character that is not blank. Bytes are read as Latin-1, since only ASCII matters here. */
  readonly start: string;
  /** Line number of that character, from 1. */
  readonly line: number;
  /** Whether `start` reaches the end of the text. */
  readonly isWhole: boolean;
}

function readStart(text: string | Uint8Array): Start {
  const codeAt = (at: number): number => (typeof text === "string" ? text.charCodeAt(at) : (text[at] ?? 0));
  let from = measureByteOrderMark(text);
  let line = 1;
  for (; from < text.length && isBlank(codeAt(from)); from += 1) if (codeAt(from) === 10) line += 1;
  const to = Math.min(from + START_LENGTH, text.length);
  const start = typeof text === "string" ? text.slice(from, to) : String.fromCharCode(...text.subarray(from, to));
  return { start, line, isWhole: to === text.length };
}

function measureByteOrderMark(text: string | Uint8Array): number {
  if (typeof text === "string") return text.startsWith("\ufeff") ? 1 : 0;
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
