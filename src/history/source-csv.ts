import { FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds } from "./iso-seconds.js";
import { sharedText } from "./kept-text.js";
import { SOURCE_STATES, type SourceRow } from "./source-state.js";

const COLUMNS = ["server", "source", "snapshot_time", "state", "state_since", "reported"] as const;

/** `sources.csv`. */
export const SOURCE_CSV: CsvTable<SourceRow> = {
  columns: COLUMNS,
  fieldsOf: ({ server, source, snapshotSeconds, state, stateSinceSeconds, reported }) => [
    server,
    source,
    snapshotSeconds === null ? "" : isoSeconds(snapshotSeconds),
    state,
    isoSeconds(stateSinceSeconds),
    reported ? "yes" : "no",
  ],
  rowOf: (fields) => {
    const read = new FieldReader(COLUMNS, fields);
    const state = SOURCE_STATES.find((one) => one === read.text(3));
    if (state === undefined) return `state: expected one of ${SOURCE_STATES.join(", ")}, found "${read.text(3)}"`;
    const row: SourceRow = {
      server: sharedText(read.text(0)),
      source: sharedText(read.text(1)),
      snapshotSeconds: read.timeOrNull(2),
      state,
      stateSinceSeconds: read.time(4),
      reported: read.text(5) === "yes",
    };
    return read.complaint() ?? row;
  },
};
