import { FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds } from "./iso-seconds.js";
import { sharedText } from "./kept-text.js";
import type { Sample } from "./sample.js";

const COLUMNS = ["time", "server", "clients", "bytes_received", "bytes_sent"] as const;

/** `samples/DAY.csv`. */
export const SAMPLE_CSV: CsvTable<Sample> = {
  columns: COLUMNS,
  fieldsOf: ({ timeSeconds, server, clients, bytesReceived, bytesSent }) => [
    isoSeconds(timeSeconds),
    server,
    String(clients),
    String(bytesReceived),
    String(bytesSent),
  ],
  rowOf: (fields) => {
    const read = new FieldReader(COLUMNS, fields);
    const sample: Sample = {
      timeSeconds: read.time(0),
      server: sharedText(read.text(1)),
      clients: read.count(2),
      bytesReceived: read.count(3),
      bytesSent: read.count(4),
    };
    return read.complaint() ?? sample;
  },
};
