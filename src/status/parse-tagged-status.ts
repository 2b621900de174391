import { layOutList } from "./list-layout.js";
import { CLIENT_COLUMNS } from "./client-columns.js";
import { ClientRows } from "./read-client-rows.js";
import { GlobalStatsRows } from "./read-global-stats.js";
import { ROUTING_COLUMNS, RoutingRows } from "./read-routing-rows.js";
import type { ParsingError } from "./parsing-error.js";
import { RowReader } from "./row-reader.js";
import type { Status } from "./status.js";
import type { StatusLines } from "./status-lines.js";
import { type Clocks, readTimeRow } from "./read-updated.js";
import type { RowsSetAside } from "./rows-set-aside.js";
import { isEndOfTaggedRow } from "./torn-row.js";

export const TAGGED_FIRST_LINE = /^(?:TITLE|TIME|HEADER)([,\t])/;

/**
 * Parses versions 2 (commas) and 3 (tabs), in which each row starts with a tag. Rows with unknown tags are skipped, but
 * a fragment of a row, which a torn read leaves, is refused.
 *
 * @param lines at the file's first line
 * @param setAside see {@link RowReader}
 * @throws ParsingError
 */
export function parseTaggedStatus(
  lines: StatusLines,
  clocks: Clocks,
  separator: "," | "\t",
  setAside: RowsSetAside | null,
): Status {
  const shape = { offset: 1, separatorIsFree: separator === "," };
  const reader = new RowReader(lines, clocks.times, setAside);
  lines.areTabsSeparators = separator === "\t";
  let title: string | undefined;
  let updatedAt: Date | undefined;
  let clients: ClientRows | undefined;
  let routing: RoutingRows | undefined;
  const globalStats = new GlobalStatsRows(reader);

  for (let line = lines.current; line !== "END"; line = lines.next()) {
    if (line === undefined) throw lines.error('"END"');
    const fields = line.split(separator);
    const [tag = ""] = fields;
    switch (tag) {
      case "CLIENT_LIST":
        if (clients === undefined) throw lines.error("HEADER CLIENT_LIST before its rows");
        clients.add(fields);
        break;
      case "ROUTING_TABLE":
        if (routing === undefined) throw lines.error("HEADER ROUTING_TABLE before its rows");
        routing.add(fields);
        break;
      case "GLOBAL_STATS":
        globalStats.add(fields.slice(1));
        break;
      case "HEADER":
        if (fields[1] === "CLIENT_LIST") {
          if (updatedAt === undefined) throw lines.error("the TIME row before the lists");
          if (clients !== undefined) throw lines.error("only one HEADER CLIENT_LIST");
          const layout = layOutList(lines, fields.slice(2), CLIENT_COLUMNS, shape);
          clients = new ClientRows(layout, reader, updatedAt);
        } else if (fields[1] === "ROUTING_TABLE") {
          if (routing !== undefined) throw lines.error("only one HEADER ROUTING_TABLE");
          routing = new RoutingRows(layOutList(lines, fields.slice(2), ROUTING_COLUMNS, shape), reader);
        } else if (!isTagged(fields.slice(1))) {
          throw noTag(lines);
        }
        break;
      case "TITLE":
        if (title !== undefined) throw lines.error("only one TITLE");
        title = fields.slice(1).join(separator);
        break;
      case "TIME":
        if (updatedAt !== undefined) throw lines.error("only one TIME");
        updatedAt = readTimeRow(lines, fields, clocks);
        break;
      default:
        if (!isTagged(fields)) refuseUntagged(fields, reader, { clients, routing });
    }
  }

  if (updatedAt === undefined) throw lines.error("a TIME row before END");
  if (clients === undefined) throw lines.error("HEADER CLIENT_LIST before END");
  if (routing === undefined) throw lines.error("HEADER ROUTING_TABLE before END");
  return {
    kind: "server",
    version: separator === "," ? 2 : 3,
    updatedAt,
    title: title ?? "",
    clientList: clients.toMap(routing.byVirtualAddress.values()),
    routingTable: routing.byVirtualAddress,
    globalStats: globalStats.finish(),
  };
}

const TAG = /^[A-Z][A-Z0-9_]*$/;
// A fragment of a row may also begin within the username UNDEF, or the name of a column.
const NOT_CUT_FROM = [
  "TITLE",
  "TIME",
  "HEADER",
  "CLIENT_LIST",
  "ROUTING_TABLE",
  "GLOBAL_STATS",
  "END",
  "UNDEF",
  "Client ID",
];

/** Whether the line has a tag. An unknown one with fields comes from a later OpenVPN. */
function isTagged(fields: readonly string[]): boolean {
  const tag = fields[0] ?? "";
  return fields.length > 1 && TAG.test(tag) && !NOT_CUT_FROM.some((whole) => whole.endsWith(tag));
}

function noTag(lines: StatusLines): ParsingError {
  return lines.error("a row that starts with its tag");
}

/** Refuses the file if a torn read may have left the line: then it is the end of a row. Sets any other line aside. */
function refuseUntagged(
  fields: readonly string[],
  reader: RowReader,
  lists: { readonly clients: ClientRows | undefined; readonly routing: RoutingRows | undefined },
): void {
  const error = noTag(reader.lines);
  const { clients, routing } = lists;
  if (clients === undefined) throw error;
  if (reader.followsCut) reader.markCut();
  else if (
    isEndOfTaggedRow(
      fields,
      [clients, ...(routing === undefined ? [] : [routing])].map(({ layout }) => layout),
    )
  ) {
    throw error;
  }
  reader.refuseRow(routing === undefined ? "clients" : "routes", error);
}
