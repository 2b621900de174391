import { ColumnNames, FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds } from "./iso-seconds.js";
import { intern } from "./intern.js";
import type { Sample } from "./sample.js";

const COLUMNS = new ColumnNames(["time", "server", "clients", "bytes_received", "bytes_sent"]);

/** `samples/DAY.csv`. */
export const SAMPLE_CSV: CsvTable<Sample> = {
  columns: COLUMNS.names,
  required: COLUMNS.names,
  toFields: ({ timeSeconds, server, clients, bytesReceived, bytesSent }) => [
    isoSeconds(timeSeconds),
    server,
    String(clients),
    String(bytesReceived),
    String(bytesSent),
  ],
  toRow: (fields) => {
    const read = new FieldReader(COLUMNS, fields);
    const sample: Sample = {
      timeSeconds: read.time("time"),
      server: intern(read.text("server")),
      clients: read.count("clients"),
      bytesReceived: read.count("bytes_received"),
      bytesSent: read.count("bytes_sent"),
    };
    return read.complaint() ?? sample;
  },
};
