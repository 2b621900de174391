import { layOutList } from "./list-layout.js";
import { CLIENT_COLUMNS, ClientRows } from "./read-client-rows.js";
import { GlobalStatsRows } from "./read-global-stats.js";
import { ROUTING_COLUMNS, RoutingRows } from "./read-routing-rows.js";
import type { ParsingError } from "./parsing-error.js";
import { RowReader } from "./row-reader.js";
import type { RowsSetAside } from "./rows-set-aside.js";
import type { Status } from "./status.js";
import type { StatusLines } from "./status-lines.js";
import { isRestOfTime } from "./torn-row.js";
import { type Clocks, readUpdatedLine } from "./read-updated.js";

export const TITLED_FIRST_LINE = "OpenVPN CLIENT LIST";

const SHAPE = { offset: 0, separatorIsFree: true } as const;

/**
 * Version 1: sections with titles, in OpenVPN's order. A title stands alone on its line, so a client of that name, whose
 * row goes on, is none. Blank lines are skipped, as openvpn-status 0.2.1 does; unknown sections too.
 *
 * @param lines at the file's first line
 * @param setAside see {@link RowReader}
 * @throws ParsingError
 */
export function parseTitledStatus(lines: StatusLines, clocks: Clocks, setAside: RowsSetAside | null): Status {
  const reader = new RowReader(lines, clocks.times, setAside);
  const updatedAt = readUpdatedLine(lines, clocks);

  const clientColumns = (lines.nextFilled() ?? "").split(",");
  const clients = new ClientRows(layOutList(lines, clientColumns, CLIENT_COLUMNS, SHAPE), reader, updatedAt);
  readSection(reader, "clients", (fields) => {
    clients.add(fields);
  });

  const routingColumns = (lines.nextFilled() ?? "").split(",");
  const routing = new RoutingRows(layOutList(lines, routingColumns, ROUTING_COLUMNS, SHAPE), reader);
  readSection(reader, "routes", (fields) => {
    routing.add(fields);
  });

  const globalStats = new GlobalStatsRows(reader);
  readSection(reader, "statistics", (fields) => {
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

/** By list, the line that ends its section. */
const NEXT_TITLE = { clients: "ROUTING TABLE", routes: "GLOBAL STATS", statistics: "END" } as const;
const TITLES: readonly string[] = [TITLED_FIRST_LINE, ...Object.values(NEXT_TITLE)];
const SECTION_TITLE = /^[A-Z][A-Z0-9]*(?: [A-Z0-9]+)+$/;

/**
 * Reads rows up to the title of the next section that is known. If it does not come, the error is that of the first line
 * which is no row: there begins what stands in its place.
 */
function readSection(
  reader: RowReader,
  list: keyof typeof NEXT_TITLE,
  addRow: (fields: readonly string[]) => void,
): void {
  const { lines } = reader;
  const nextTitle = NEXT_TITLE[list];
  let firstStray: ParsingError | undefined;
  let isKnown = true;
  for (let line = lines.nextFilled(); line !== nextTitle; line = lines.nextFilled()) {
    if (line === undefined || TITLES.includes(line)) throw firstStray ?? lines.error(JSON.stringify(nextTitle));
    const fields = line.split(",");
    if (fields.length > 1) {
      if (isKnown) addRow(fields);
      continue;
    }
    const error = lines.error(`a row with commas or ${JSON.stringify(nextTitle)}`);
    if (isTorn(line)) throw error;
    firstStray ??= error;
    if (SECTION_TITLE.test(line)) isKnown = false;
    else if (isKnown) reader.refuseRow(list, error);
  }
}

/** Whether a line without a comma is what is left of a title, of a row or of a statistic that was written over. */
function isTorn(line: string): boolean {
  return TITLES.some((title) => title.endsWith(line)) || isRestOfTime(line) || /^\d+$/.test(line);
}
