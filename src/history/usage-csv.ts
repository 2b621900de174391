import { FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { keptText, sharedText } from "./kept-text.js";
import type { Usage } from "./usage.js";

const COLUMNS = ["id", "user", "server", "bytes_received", "bytes_sent"] as const;

/** `usage/DAY.csv`; the day is the file's name. */
export function usageCsv(day: string): CsvTable<Usage> {
  return {
    columns: COLUMNS,
    fieldsOf: ({ id, user, server, bytesReceived, bytesSent }) => [
      id,
      user,
      server,
      String(bytesReceived),
      String(bytesSent),
    ],
    rowOf: (fields) => {
      const read = new FieldReader(COLUMNS, fields);
      const usage: Usage = {
        day,
        id: keptText(read.textNotEmpty(0)),
        user: sharedText(read.text(1)),
        server: sharedText(read.text(2)),
        bytesReceived: read.count(3),
        bytesSent: read.count(4),
      };
      return read.complaint() ?? usage;
    },
  };
}
