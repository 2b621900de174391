import { layOutList } from "./list-layout.js";
import { CLIENT_COLUMNS, ClientRows } from "./read-client-rows.js";
import { GlobalStatsRows } from "./read-global-stats.js";
import { ROUTING_COLUMNS, RoutingRows } from "./read-routing-rows.js";
import { RowReader } from "./row-reader.js";
import type { Status } from "./status.js";
import type { StatusLines } from "./status-lines.js";
import { type Clocks, readUpdatedLine } from "./read-updated.js";

export const TITLED_FIRST_LINE = "OpenVPN CLIENT LIST";

const SHAPE = { offset: 0, separatorIsFree: true } as const;

/**
 * Version 1: sections with titles, in OpenVPN's order. A title stands alone on its line, so a client of that name, whose
 * row goes on, is none. Blank lines are skipped, as openvpn-status 0.2.1 does; unknown sections too.
 *
 * @param lines at the file's first line
 * @throws ParsingError
 */
export function parseTitledStatus(lines: StatusLines, clocks: Clocks): Status {
  const reader = new RowReader(lines, clocks.times);
  const updatedAt = readUpdatedLine(lines, clocks);

  const clientColumns = (lines.nextFilled() ?? "").split(",");
  const clients = new ClientRows(layOutList(lines, clientColumns, CLIENT_COLUMNS, SHAPE), reader, updatedAt);
  readSection(lines, "ROUTING TABLE", (fields) => {
    clients.add(fields);
  });

  const routingColumns = (lines.nextFilled() ?? "").split(",");
  const routing = new RoutingRows(layOutList(lines, routingColumns, ROUTING_COLUMNS, SHAPE), reader);
  readSection(lines, "GLOBAL STATS", (fields) => {
    routing.add(fields);
  });

  const globalStats = new GlobalStatsRows(reader);
  readSection(lines, "END", (fields) => {
    globalStats.add(fields);
  });
  return {
    kind: "server",
    version: 1,
    updatedAt,
    title: "",
    clientList: clients.toMap(routing.byVirtualAddress.values()),
    routingTable: routing.byVirtualAddress,
    globalStats: globalStats.finish(),
  };
}

const SECTION_TITLE = /^[A-Z][A-Z0-9]*(?: [A-Z0-9]+)+$/;

/** Reads rows up to the title of the next section that is known, which must come. */
function readSection(lines: StatusLines, nextTitle: string, addRow: (fields: readonly string[]) => void): void {
  let isKnown = true;
  for (let line = lines.nextFilled(); line !== nextTitle; line = lines.nextFilled()) {
    if (line === undefined || line === "END") throw lines.error(JSON.stringify(nextTitle));
    const fields = line.split(",");
    if (fields.length > 1) {
      if (isKnown) addRow(fields);
    } else if (isUnknownTitle(line)) {
      isKnown = false;
    } else {
      throw lines.error(`a row with commas or ${JSON.stringify(nextTitle)}`);
    }
  }
}

/** A torn line may start in the middle of a title. */
function isUnknownTitle(line: string): boolean {
  const isTorn = [TITLED_FIRST_LINE, "ROUTING TABLE", "GLOBAL STATS"].some((title) => title.endsWith(line));
  return SECTION_TITLE.test(line) && !isTorn;
}
