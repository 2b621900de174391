import { describeMismatch } from "../text/format/describe-mismatch.js";
import { ColumnNames, FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds, parseIsoSeconds } from "./iso-seconds.js";
import { intern } from "./intern.js";
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
]);

/** In `reported`, beside whether the state's problem is: rows that are set aside, and that `keep` deletes nothing. */
const ROWS = "rows";
/** Also there, before a time: two servers were seen to write the source in turn. */
const WRITERS = "writers@";
const KEEP = "keep";

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
  ],
  toRow: (fields, unknownCells) => {
    const read = new FieldReader(COLUMNS, fields);
    const state = SOURCE_STATES.find((one) => one === read.text("state"));
    if (state === undefined) {
      return `state: ${describeMismatch(`one of ${SOURCE_STATES.join(", ")}`, JSON.stringify(read.text("state")))}`;
    }
    const reported = read.text("reported").split(" ");
    const alternatedSeconds = parseIsoSeconds(
      reported.find((item) => item.startsWith(WRITERS))?.slice(WRITERS.length) ?? "",
    );
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
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
    return read.complaint() ?? row;
  },
  toUnknown: ({ unknownCells }) => unknownCells,
};

/** A blank-separated list: who knows "yes" and "no" only takes what is more for a problem that was not reported. */
function toReported({ reported, rowsReported, keepReported, alternatedSeconds }: SourceRow): string {
  return [
    reported ? "yes" : "no",
    ...(rowsReported ? [ROWS] : []),
    ...(keepReported ? [KEEP] : []),
    ...(alternatedSeconds === undefined ? [] : [`${WRITERS}${isoSeconds(alternatedSeconds)}`]),
  ].join(" ");
}

function isoOrEmpty(seconds: number | null): string {
  return seconds === null ? "" : isoSeconds(seconds);
}
