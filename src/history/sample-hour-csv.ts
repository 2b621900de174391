import { ColumnNames, FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds } from "./iso-seconds.js";
import { intern } from "./intern.js";
import type { SampleHour } from "./sample-hour.js";

const COLUMNS = new ColumnNames(["time", "server", "peak", "bytes_received", "bytes_sent", "seconds_covered"]);

/** `samples/hours/MONTH.csv`. */
export const SAMPLE_HOUR_CSV: CsvTable<SampleHour> = {
  columns: COLUMNS.names,
  required: COLUMNS.names,
  toFields: ({ timeSeconds, server, peak, bytesReceived, bytesSent, secondsCovered }) => [
    isoSeconds(timeSeconds),
    server,
    ...[peak, bytesReceived, bytesSent, secondsCovered].map(String),
  ],
  toRow: (fields) => {
    const read = new FieldReader(COLUMNS, fields);
    const hour: SampleHour = {
      timeSeconds: read.time("time"),
      server: intern(read.text("server")),
      peak: read.count("peak"),
      bytesReceived: read.count("bytes_received"),
      bytesSent: read.count("bytes_sent"),
      secondsCovered: read.count("seconds_covered"),
    };
    return read.complaint() ?? hour;
  },
};
