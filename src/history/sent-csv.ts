import { ColumnNames, complain, FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds, isoOrEmpty } from "./iso-seconds.js";
import { NOTIFY_KINDS, type SentEvent } from "./sent-event.js";

const COLUMNS = new ColumnNames([
  "id",
  "kind",
  "time",
  "session",
  "session_start",
  "user",
  "server",
  "source",
  "what",
  "text",
  // The last one: what is due ends with a comma.
  "sent",
]);

const KINDS = [...NOTIFY_KINDS, "left-out"] as const;

/** `sent.csv`. */
export const SENT_CSV: CsvTable<SentEvent> = {
  columns: COLUMNS.names,
  required: ["id", "kind", "time", "sent"],
  toFields: (row) => [
    row.id,
    row.kind,
    isoSeconds(row.seconds),
    row.sessionId,
    isoOrEmpty(row.startSeconds),
    row.user,
    row.server,
    row.source,
    row.what,
    row.text,
    isoOrEmpty(row.sentSeconds),
  ],
  toRow: (fields, unknownCells) => {
    const read = new FieldReader(COLUMNS, fields);
    const kind = KINDS.find((one) => one === read.text("kind"));
    if (kind === undefined) return complain("kind", (t) => t.oneOf(KINDS.join(", ")), read.text("kind"));
    const row: SentEvent = {
      id: read.textNotEmpty("id"),
      kind,
      seconds: read.time("time"),
      sessionId: read.text("session"),
      startSeconds: read.timeOrNull("session_start"),
      user: read.text("user"),
      server: read.text("server"),
      source: read.text("source"),
      what: kind === "left-out" ? String(read.count("what")) : read.text("what"),
      text: read.text("text"),
      sentSeconds: read.timeOrNull("sent"),
      ...(unknownCells === undefined ? undefined : { unknownCells }),
    };
    return read.complaint() ?? row;
  },
  toUnknown: ({ unknownCells }) => unknownCells,
};

/** Whether a text of `sent.csv` may have an event that is due. Most runs find none, and need not read it as rows. */
export function mayHaveDue(text: string): boolean {
  // Another version may have written it, with a column after the last one.
  return !/^\ufeff?[^\n]*,sent\r?\n/.test(text) || /,\r?(?:\n|$)/.test(text);
}
