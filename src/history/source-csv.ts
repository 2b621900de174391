import { ColumnNames, complain, FieldReader, type ReadsColumns } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import type { CoveredSpan, EventCoverage } from "./event-coverage.js";
import { isoSeconds, parseIsoSeconds, isoOrEmpty } from "./iso-seconds.js";
import { intern } from "./intern.js";
import { EVENT_TROUBLES, type EventPosition } from "./observed-events.js";
import { SOURCE_STATES, type SourceRow } from "./source-state.js";

const COLUMNS = new ColumnNames([
  "server",
  "source",
  "snapshot_time",
  "state",
  "state_since",
  "reported",
  "clock_since",
  "jumped_from",
  "away_from",
  "event_file",
  "event_offset",
  "event_tail",
  "events_since",
  "events_until",
  "events_before",
]);

// Words in the column `reported`, after "yes" or "no".
/** It has been reported that rows are set aside. */
const ROWS = "rows";
/** It has been reported that `keep` deletes nothing for now. */
const KEEP = "keep";
/** Followed by a time: two servers were seen to write the source in turn. */
const WRITERS = "writers@";
/** Followed by what is wrong with the events of the server. */
const EVENTS = "events@";

/** `sources.csv`. */
export const SOURCE_CSV: CsvTable<SourceRow> = {
  columns: COLUMNS.names,
  required: ["server", "source", "snapshot_time", "state", "state_since"],
  toFields: (row) => [
    row.server,
    row.source,
    isoOrEmpty(row.snapshotSeconds),
    row.state,
    isoSeconds(row.stateSinceSeconds),
    toReported(row),
    isoOrEmpty(row.sinceSeconds),
    isoOrEmpty(row.jumpedFromSeconds),
    isoOrEmpty(row.awayFromSeconds),
    row.eventPosition?.file ?? "",
    row.eventPosition === undefined ? "" : String(row.eventPosition.offset),
    row.eventPosition?.tail ?? "",
    isoOrEmpty(row.eventCoverage?.current?.startSeconds ?? null),
    isoOrEmpty(row.eventCoverage?.current?.endSeconds ?? null),
    (row.eventCoverage?.past ?? []).map(spanToText).join(" "),
  ],
  toRow: (fields, unknownCells) => {
    const read = new FieldReader(COLUMNS, fields);
    const state = SOURCE_STATES.find((one) => one === read.text("state"));
    if (state === undefined) {
      return complain("state", (t) => t.oneOf(SOURCE_STATES.join(", ")), read.text("state"));
    }
    const reported = read.text("reported").split(" ");
    const alternatedSeconds = parseIsoSeconds(
      reported.find((item) => item.startsWith(WRITERS))?.slice(WRITERS.length) ?? "",
    );
    const eventTrouble = EVENT_TROUBLES.find((trouble) => reported.includes(`${EVENTS}${trouble}`));
    const eventPosition = readEventPosition(read);
    const eventCoverage = readEventCoverage(read);
    const row: SourceRow = {
      server: intern(read.text("server")),
      source: intern(read.text("source")),
      snapshotSeconds: read.timeOrNull("snapshot_time"),
      state,
      stateSinceSeconds: read.time("state_since"),
      reported: reported.includes("yes"),
      rowsReported: reported.includes(ROWS),
      keepReported: reported.includes(KEEP),
      sinceSeconds: read.timeOrNull("clock_since"),
      jumpedFromSeconds: read.timeOrNull("jumped_from"),
      awayFromSeconds: read.timeOrNull("away_from"),
      ...(alternatedSeconds === undefined ? undefined : { alternatedSeconds }),
      ...(eventPosition === undefined ? undefined : { eventPosition }),
      ...(eventCoverage === undefined ? undefined : { eventCoverage }),
      ...(eventTrouble === undefined ? undefined : { eventTrouble }),
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
    return read.complaint() ?? row;
  },
  toUnknown: ({ unknownCells }) => unknownCells,
};

type Column = (typeof COLUMNS.names)[number];

function readEventPosition(read: ReadsColumns<Column>): EventPosition | undefined {
  const file = read.text("event_file");
  return file === "" ? undefined : { file, offset: read.count("event_offset"), tail: read.text("event_tail") };
}

function readEventCoverage(read: ReadsColumns<Column>): EventCoverage | undefined {
  const [startSeconds, endSeconds] = [read.timeOrNull("events_since"), read.timeOrNull("events_until")];
  const past = read
    .text("events_before")
    .split(" ")
    .filter((text) => text !== "")
    .map(textToSpan);
  if (past.includes(undefined)) read.complain("events_before", (t) => t.periods);
  if (startSeconds === null && past.length === 0) return undefined;
  return {
    current: startSeconds === null ? null : { startSeconds, endSeconds: endSeconds ?? startSeconds },
    past: past.filter((span) => span !== undefined),
  };
}

function spanToText({ startSeconds, endSeconds }: CoveredSpan): string {
  return `${isoSeconds(startSeconds)}/${isoSeconds(endSeconds)}`;
}

function textToSpan(text: string): CoveredSpan | undefined {
  const [startSeconds, endSeconds, ...more] = text.split("/").map(parseIsoSeconds);
  if (startSeconds === undefined || endSeconds === undefined || more.length > 0) return undefined;
  return { startSeconds, endSeconds };
}

/** A blank-separated list. Version 0.1.0 knows only "yes" and "no": it takes a longer list for "no". */
function toReported({ reported, rowsReported, keepReported, alternatedSeconds, eventTrouble }: SourceRow): string {
  return [
    reported ? "yes" : "no",
    ...(rowsReported ? [ROWS] : []),
    ...(keepReported ? [KEEP] : []),
    ...(alternatedSeconds === undefined ? [] : [`${WRITERS}${isoSeconds(alternatedSeconds)}`]),
    ...(eventTrouble === undefined ? [] : [`${EVENTS}${eventTrouble}`]),
  ].join(" ");
}
