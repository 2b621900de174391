import { findSurplusSplits, joinSurplus } from "../../../status/anchor-row.js";
import { CLIENT_COLUMNS } from "../../../status/client-columns.js";
import { decodeStatusText } from "../../../status/decode-status-text.js";
import { layOutList, type ListColumns, type ListLayout } from "../../../status/list-layout.js";
import { STATISTICS_FIRST_LINE } from "../../../status/parse-client-statistics.js";
import { parseStatusFileLeniently } from "../../../status/parse-status.js";
import { TAGGED_FIRST_LINE } from "../../../status/parse-tagged-status.js";
import { ROUTING_COLUMNS } from "../../../status/read-routing-rows.js";
import { parsePeerAddress } from "../../../status/parse-peer-address.js";
import { parseVirtualAddress } from "../../../status/parse-virtual-address.js";
import { canonicalAddress } from "../../../status/ip-address.js";
import { StatusLines } from "../../../status/status-lines.js";
import { makeZone } from "../../../status/zone.js";
import { MadeUp } from "./made-up.js";
import { maskText } from "./mask-text.js";
import { redactField, type FieldNames } from "./redact-field.js";

/**
 * Rewrites a status log so that it can be published: equal names and addresses get equal made-up ones; times,
 * counters and ids stay. Of a row that cannot be read, only the shape stays. Everything that is not known to be
 * harmless is hidden.
 *
 * @throws ParsingError if it is no complete status log: then names cannot be recognized
 */
export function redactStatus(bytes: Uint8Array): string {
  parseStatusFileLeniently(bytes, { zone: makeZone("UTC") });
  const text = decodeStatusText(bytes, "utf-8");
  const taken = new Set<string>();
  const note = (...found: readonly (string | undefined)[]): string => {
    for (const one of found) if (one !== undefined) taken.add(one).add(canonicalAddress(one));
    return "";
  };
  // First collect all values of the file.
  rewrite(text, {
    name: (name) => note(name, name.trim()),
    peerAddress: (address) => note(parsePeerAddress(address)?.host),
    virtualAddress: (address) => note(parseVirtualAddress(address)?.address.split("/")[0]),
  });
  return rewrite(text, new MadeUp(taken));
}

function rewrite(text: string, names: FieldNames): string {
  const lines = new StatusLines(text);
  const first = lines.nextFilled() ?? "";
  const separator = TAGGED_FIRST_LINE.exec(first)?.[1] ?? null;
  const written = separator === null ? rewriteTitled(lines, first, names) : rewriteTagged(lines, separator, names);
  return `${written.join("\n")}\n`;
}

/** Version 1, and the statistics of a client: a title is alone on its line. */
function rewriteTitled(lines: StatusLines, first: string, names: FieldNames): readonly string[] {
  const written = [first];
  let list: ListColumns | null = first === STATISTICS_FIRST_LINE ? null : CLIENT_COLUMNS;
  let layout: ListLayout | null = null;
  let indent = "";
  for (let line = lines.nextFilled(); line !== undefined; line = lines.nextFilled()) {
    if (line === "END") return [...written, line];
    // A row begins with a name, which may begin with blanks. The whole text may be indented.
    const { leadingBlanks } = lines;
    const blanks = leadingBlanks.startsWith(indent) ? leadingBlanks.slice(indent.length) : leadingBlanks;
    const fields = line.split(",");
    if (line === "ROUTING TABLE" || line === "GLOBAL STATS") {
      list = line === "ROUTING TABLE" ? ROUTING_COLUMNS : null;
      layout = null;
      written.push(line);
    } else if (fields[0] === "Updated" && written.length === 1) {
      written.push(`Updated,${redactField("time", fields.slice(1).join(","), names)}`);
    } else if (list !== null && layout === null) {
      indent = leadingBlanks;
      layout = layOutList(lines, fields, list, { offset: 0, separatorIsFree: true });
      written.push(fields.map(redactColumn).join(","));
    } else if (list === null || layout === null) written.push(redactStatistic(fields, names).join(","));
    else written.push(redactRow((blanks + line).split(","), layout, names).join(","));
  }
  return written;
}

/** Versions 2 and 3: each row begins with its tag. */
function rewriteTagged(lines: StatusLines, separator: string, names: FieldNames): readonly string[] {
  const written: string[] = [];
  const layouts = new Map<string, ListLayout>();
  const shape = { offset: 1, separatorIsFree: separator === "," };
  lines.areTabsSeparators = separator === "\t";
  for (let line = lines.current; line !== undefined; line = lines.next()) {
    if (line === "END") return [...written, line];
    const fields = line.split(separator);
    const [tag = "", ...rest] = fields;
    const layout = layouts.get(tag);
    const write = (redacted: readonly string[]): void => void written.push(redacted.join(separator));
    const columns = tag === "HEADER" ? LISTS[rest[0] ?? ""] : undefined;
    if (columns !== undefined) {
      layouts.set(rest[0] ?? "", layOutList(lines, rest.slice(1), columns, shape));
      write([tag, rest[0] ?? "", ...rest.slice(1).map(redactColumn)]);
    } else if (layout !== undefined) write([tag, ...redactRow(fields, layout, names).slice(1)]);
    else if (tag === "TITLE") write([tag, ...rest.map(redactTitle)]);
    else if (tag === "TIME")
      write([tag, ...rest.map((field, index) => redactField(index === 0 ? "time" : "count", field, names))]);
    else if (tag === "GLOBAL_STATS") write([tag, ...redactStatistic(rest, names)]);
    else write(fields.map(maskText));
  }
  return written;
}

const LISTS: Readonly<Record<string, ListColumns>> = { CLIENT_LIST: CLIENT_COLUMNS, ROUTING_TABLE: ROUTING_COLUMNS };

/** @param fields with the tag, if there is one */
function redactRow(fields: readonly string[], layout: ListLayout, names: FieldNames): readonly string[] {
  const row = toWholeRow(fields, layout);
  if (row === null) return fields.map(maskText);
  return row.map((field, index) => redactField(layout.columns[index - layout.offset] ?? "", field, names));
}

/** The row with as many fields as its list has columns; null if it is uncertain which field is a name. */
function toWholeRow(fields: readonly string[], layout: ListLayout): readonly string[] | null {
  const surplus = fields.length - layout.width;
  if (surplus === 0) return fields;
  if (surplus < 0 || layout.freeFields.length === 0) return null;
  const [split, ...others] = findSurplusSplits(fields, layout);
  return split === undefined || others.length > 0 ? null : joinSurplus(fields, layout, split);
}

const KNOWN_COLUMNS = new Set([
  ...[...CLIENT_COLUMNS.rules.keys(), ...ROUTING_COLUMNS.rules.keys()],
  ...["Last Ref (time_t)", "Client ID", "Peer ID", "Data Channel Cipher"],
]);

function redactColumn(name: string): string {
  return KNOWN_COLUMNS.has(name) ? name : maskText(name);
}

/** How OpenVPN describes itself: versions, the platform, capital letters in brackets, a date. */
const TITLE_WORD =
  /^(?:OpenVPN|\d+(?:\.\d+)+(?:_\w+)?|x86_64\S*|aarch64\S*|arm\S*|i\d86\S*|\[(?:SSL \((?:OpenSSL|mbed TLS|PolarSSL|wolfSSL)\)|IPv6|[A-Z0-9_/]+)\]|built|on|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d{1,4})$/;

function redactTitle(title: string): string {
  const words = title.match(/\[[^\]]*\]|\S+/g) ?? [];
  return words.map((word) => (TITLE_WORD.test(word) ? word : maskText(word))).join(" ");
}

const STATISTICS = new Set([
  ...["Max bcast/mcast queue length", "Max bcst/mcast queue length", "dco_enabled", "Updated"],
  ...["TUN/TAP read bytes", "TUN/TAP write bytes", "TCP/UDP read bytes", "TCP/UDP write bytes", "Auth read bytes"],
  ...["pre-compress bytes", "post-compress bytes", "pre-decompress bytes", "post-decompress bytes"],
]);

function redactStatistic([name = "", ...values]: readonly string[], names: FieldNames): readonly string[] {
  return [STATISTICS.has(name) ? name : maskText(name), ...values.map((value) => redactField("count", value, names))];
}
