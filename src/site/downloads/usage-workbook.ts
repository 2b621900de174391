import type { Messages } from "../../text/i18n/messages.js";
import type { Totals } from "../../rollup/totals.js";
import type { UsageRow, UsageTable } from "./usage-table.js";
import type { WorkbookColumn, WorkbookSheet } from "./workbook-sheet.js";

interface Measure {
  readonly name: string;
  readonly kind: "hours" | "count";
  readonly dayWidth: number;
  readonly totalWidth: number;
  /** Null where nothing is final or known. */
  readonly read: (totals: Totals) => number | null;
}

/** A month's usage as a workbook: a sheet for the hours and one for each direction of the traffic, users × days. */
export function usageSheets(table: UsageTable, t: Messages): readonly WorkbookSheet<UsageRow>[] {
  const bytes = { kind: "count", dayWidth: 17, totalWidth: 20 } as const;
  const measures: readonly Measure[] = [
    { name: t.column.hours, kind: "hours", dayWidth: 9, totalWidth: 12, read: (totals) => totals.connectedSeconds },
    { name: t.workbook.bytesReceived, ...bytes, read: (totals) => totals.bytesReceived },
    { name: t.workbook.bytesSent, ...bytes, read: (totals) => totals.bytesSent },
  ];
  return measures.map((measure) => ({
    name: measure.name,
    columns: usageColumns(table.days, measure, t),
    frozenColumnCount: 2,
    rows: table.users,
    totalRow: { user: t.total, alias: "", ...table.total },
  }));
}

function usageColumns(
  days: readonly string[],
  { kind, dayWidth, totalWidth, read }: Measure,
  t: Messages,
): readonly WorkbookColumn<UsageRow>[] {
  return [
    { title: t.workbook.user, width: 24, kind: "text", read: ({ user }) => user },
    { title: t.workbook.alias, width: 24, kind: "text", read: ({ alias }) => alias },
    ...days.map((day, place): WorkbookColumn<UsageRow> => ({
      title: { day },
      width: dayWidth,
      kind,
      read: (row) => {
        const totals = row.days[place] ?? null;
        return totals === null ? null : read(totals);
      },
    })),
    { title: t.total, width: totalWidth, kind, read: ({ total }) => read(total) },
  ];
}
