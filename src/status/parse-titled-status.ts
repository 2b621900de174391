import { layOutList, type ListLayout } from "./list-layout.js";
import { CLIENT_COLUMNS } from "./client-columns.js";
import { ClientRows } from "./read-client-rows.js";
import { GlobalStatsRows } from "./read-global-stats.js";
import { ROUTING_COLUMNS, RoutingRows } from "./read-routing-rows.js";
import type { ParsingError } from "./parsing-error.js";
import { RowReader } from "./row-reader.js";
import type { RowsSetAside } from "./rows-set-aside.js";
import type { Status } from "./status.js";
import type { StatusLines } from "./status-lines.js";
import { isTimeFragment } from "./torn-row.js";
import { type Clocks, readUpdatedLine } from "./read-updated.js";

export const TITLED_FIRST_LINE = "OpenVPN CLIENT LIST";

const SHAPE = { offset: 0, separatorIsFree: true } as const;

/**
 * Parses version 1: sections with titles, in OpenVPN's order. A title is alone on its line, so the row of a client with
 * such a name is never taken for one. Blank lines are skipped, as in openvpn-status 0.2.1, and so are unknown sections.
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
  readSection(reader, "clients", clients);

  const routingColumns = (lines.nextFilled() ?? "").split(",");
  const routing = new RoutingRows(layOutList(lines, routingColumns, ROUTING_COLUMNS, SHAPE), reader);
  readSection(reader, "routes", routing);

  const globalStats = new GlobalStatsRows(reader);
  readSection(reader, "statistics", globalStats);
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

/** For each list, the line that ends its section. */
const NEXT_TITLE = { clients: "ROUTING TABLE", routes: "GLOBAL STATS", statistics: "END" } as const;
const TITLES: readonly string[] = [TITLED_FIRST_LINE, ...Object.values(NEXT_TITLE)];
const SECTION_TITLE = /^[A-Z][A-Z0-9]*(?: [A-Z0-9]+)+$/;

interface SectionRows {
  readonly add: (fields: readonly string[]) => void;
  /** Of a list; absent for the statistics. */
  readonly layout?: ListLayout;
}

/**
 * Reads rows up to the next known title. If that is missing, the error is about the first line that is not a row: the
 * title should be there. An unknown section begins with its title and the names of its columns.
 */
function readSection(reader: RowReader, list: keyof typeof NEXT_TITLE, rows: SectionRows): void {
  const { lines } = reader;
  const nextTitle = NEXT_TITLE[list];
  let firstStray: ParsingError | undefined;
  /** An error on the title of the section that the current line is in; undefined if the section is known. */
  let unknownTitle: ParsingError | undefined;
  let isHeader = false;
  for (let line = lines.nextFilled(); line !== nextTitle; line = lines.nextFilled()) {
    if (line === undefined || TITLES.includes(line)) throw firstStray ?? lines.error(JSON.stringify(nextTitle));
    const fields = line.split(",");
    if (fields.length > 1) {
      if (isHeader && unknownTitle !== undefined && isWholeRow(fields, rows.layout)) {
        // A line that only looks like a title is between the rows of the list.
        reader.refuseRow(list, unknownTitle);
        unknownTitle = undefined;
      }
      isHeader = false;
      if (unknownTitle === undefined) rows.add(fields);
      continue;
    }
    const error = lines.error(`a row with commas or ${JSON.stringify(nextTitle)}`);
    if (isTorn(line)) throw error;
    firstStray ??= error;
    if (SECTION_TITLE.test(line)) {
      unknownTitle = error;
      isHeader = true;
    } else if (unknownTitle === undefined) {
      if (reader.followsCut) reader.markCut();
      reader.refuseRow(list, error);
    }
  }
}

/** Whether a line is a row of the list, by the fields that have a form. Other fields may contain commas. */
function isWholeRow(fields: readonly string[], layout: ListLayout | undefined): boolean {
  if (layout === undefined) return false;
  const [firstFree = 0] = layout.freeFields;
  const surplus = fields.length - layout.width;
  return layout.checks.every(
    (check, index) => check?.(fields[index < firstFree ? index : index + surplus] ?? "") ?? true,
  );
}

/** Whether a line without a comma is a fragment of a title, row or statistic that was overwritten. */
function isTorn(line: string): boolean {
  return TITLES.some((title) => title.endsWith(line)) || isTimeFragment(line) || /^\d+$/.test(line);
}
