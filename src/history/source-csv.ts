import { ColumnNames, FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds, parseIsoSeconds } from "./iso-seconds.js";
import { sharedText } from "./kept-text.js";
import { SOURCE_STATES, type SourceRow } from "./source-state.js";

const COLUMNS = new ColumnNames(["server", "source", "snapshot_time", "state", "state_since", "reported"]);

/** In `reported`, beside whether the state's problem is: rows that are set aside. */
const ROWS = "rows";
/** Also there, before a time: two servers were seen to write the source in turn. */
const WRITERS = "writers@";

/** `sources.csv`. */
export const SOURCE_CSV: CsvTable<SourceRow> = {
  columns: COLUMNS.names,
  required: ["server", "source", "snapshot_time", "state", "state_since"],
  toFields: ({
    server,
    source,
    snapshotSeconds,
    state,
    stateSinceSeconds,
    reported,
    rowsReported,
    alternatedSeconds,
  }) => [
    server,
    source,
    snapshotSeconds === null ? "" : isoSeconds(snapshotSeconds),
    state,
    isoSeconds(stateSinceSeconds),
    // A blank-separated list: who knows "yes" and "no" only takes what is more for a problem that was not reported.
    [
      reported ? "yes" : "no",
      ...(rowsReported ? [ROWS] : []),
      ...(alternatedSeconds === undefined ? [] : [`${WRITERS}${isoSeconds(alternatedSeconds)}`]),
    ].join(" "),
  ],
  toRow: (fields, unknownCells) => {
    const read = new FieldReader(COLUMNS, fields);
    const state = SOURCE_STATES.find((one) => one === read.text("state"));
    if (state === undefined) return `state: expected one of ${SOURCE_STATES.join(", ")}, found "${read.text("state")}"`;
    const reported = read.text("reported").split(" ");
    const alternatedSeconds = parseIsoSeconds(
      reported.find((item) => item.startsWith(WRITERS))?.slice(WRITERS.length) ?? "",
    );
    const row: SourceRow = {
      server: sharedText(read.text("server")),
      source: sharedText(read.text("source")),
      snapshotSeconds: read.timeOrNull("snapshot_time"),
      state,
      stateSinceSeconds: read.time("state_since"),
      reported: reported.includes("yes"),
      rowsReported: reported.includes(ROWS),
      ...(alternatedSeconds === undefined ? undefined : { alternatedSeconds }),
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
    return read.complaint() ?? row;
  },
  toUnknown: ({ unknownCells }) => unknownCells,
};
