import { ColumnNames, FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds } from "./iso-seconds.js";
import { sharedText } from "./kept-text.js";
import { SOURCE_STATES, type SourceRow } from "./source-state.js";

const COLUMNS = new ColumnNames(["server", "source", "snapshot_time", "state", "state_since", "reported"]);

/** `sources.csv`. */
export const SOURCE_CSV: CsvTable<SourceRow> = {
  columns: COLUMNS.names,
  required: ["server", "source", "snapshot_time", "state", "state_since"],
  toFields: ({ server, source, snapshotSeconds, state, stateSinceSeconds, reported }) => [
    server,
    source,
    snapshotSeconds === null ? "" : isoSeconds(snapshotSeconds),
    state,
    isoSeconds(stateSinceSeconds),
    reported ? "yes" : "no",
  ],
  toRow: (fields, unknownCells) => {
    const read = new FieldReader(COLUMNS, fields);
    const state = SOURCE_STATES.find((one) => one === read.text("state"));
    if (state === undefined) return `state: expected one of ${SOURCE_STATES.join(", ")}, found "${read.text("state")}"`;
    const row: SourceRow = {
      server: sharedText(read.text("server")),
      source: sharedText(read.text("source")),
      snapshotSeconds: read.timeOrNull("snapshot_time"),
      state,
      stateSinceSeconds: read.time("state_since"),
      reported: read.text("reported") === "yes",
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
    return read.complaint() ?? row;
  },
  toUnknown: ({ unknownCells }) => unknownCells,
};
