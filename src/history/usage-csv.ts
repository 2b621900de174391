import { ColumnNames, FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { detach, intern } from "./intern.js";
import type { Usage } from "./usage.js";

const COLUMNS = new ColumnNames(["id", "user", "server", "bytes_received", "bytes_sent"]);

/** `usage/DAY.csv`; the day is part of the file's name only. */
export function usageCsv(day: string): CsvTable<Usage> {
  return {
    columns: COLUMNS.names,
    required: ["id", "bytes_received", "bytes_sent"],
    toFields: ({ id, user, server, bytesReceived, bytesSent }) => [
      id,
      user,
      server,
      String(bytesReceived),
      String(bytesSent),
    ],
    toRow: (fields) => {
      const read = new FieldReader(COLUMNS, fields);
      const usage: Usage = {
        day,
        id: detach(read.textNotEmpty("id")),
        user: intern(read.text("user")),
        server: intern(read.text("server")),
        bytesReceived: read.count("bytes_received"),
        bytesSent: read.count("bytes_sent"),
      };
      return read.complaint() ?? usage;
    },
  };
}
