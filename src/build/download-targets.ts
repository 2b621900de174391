import { csvDownloads } from "../render/csv-download.js";
import type { WorkbookRenderer } from "../render/workbook/workbook.js";
import type { MonthEntry } from "../rollup/month-entry.js";
import { accessReviewSheet } from "../site/downloads/access-review-workbook.js";
import { ACCESS_REVIEW_STEM, usageStem } from "../site/downloads/download-stem.js";
import type { DownloadTable, DownloadTexts } from "../site/downloads/download-table.js";
import { sessionSheet } from "../site/downloads/session-workbook.js";
import { usageTable } from "../site/downloads/usage-table.js";
import { usageSheets } from "../site/downloads/usage-workbook.js";
import type { WorkbookSheet } from "../site/downloads/workbook-sheet.js";
import { accessReview } from "../site/pages/access-review.js";
import type { HistoryIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import type { Target } from "../site/target.js";
import { formatCountry } from "../text/format/format-country.js";
import { formatDuration } from "../text/format/format-duration.js";
import { messagesIn } from "../text/i18n/messages.js";
import { fingerprint } from "../site/fingerprint.js";

/** Workbooks and CSV files, not made yet. */
export interface DownloadTargets {
  /** A table's two files. The key changes with its sessions. */
  readonly toTableTargets: (table: DownloadTable, sessionsKey: string) => readonly Target[];
  readonly toAccessReview: (index: HistoryIndex) => Target;
  readonly toUsage: (index: HistoryIndex, month: MonthEntry) => Target;
}

/** Makes the targets of workbooks and CSV files. The workbook code is loaded with the first one that is built. */
export function openDownloadTargets(input: SiteInput, programVersion: string): DownloadTargets {
  const { language, zone } = input;
  const t = messagesIn(language);
  const texts = toDownloadTexts(input);
  const renderCsv = csvDownloads(texts, zone);
  const context = [programVersion, zone.name, language];
  let renderWorkbook: Promise<WorkbookRenderer> | undefined;
  const toWorkbook = <Row>(
    stem: string,
    toKey: () => string,
    makeSheets: () => readonly WorkbookSheet<Row>[],
  ): Target => ({
    path: `${stem}.xlsx`,
    stage: "download",
    toKey: () => fingerprint(context, toKey()),
    make: async () => {
      renderWorkbook ??= import("../render/workbook/workbook.js").then(({ openWorkbookRenderer }) =>
        openWorkbookRenderer({ instant: t.workbookInstantFormat, day: t.workbookDayFormat }, zone),
      );
      return { pieces: (await renderWorkbook)(makeSheets()) };
    },
  });
  return {
    toTableTargets: (table, sessionsKey) => [
      toWorkbook(
        table.stem,
        () => sessionsKey,
        () => [sessionSheet(table, texts)],
      ),
      {
        path: `${table.stem}.csv`,
        stage: "download",
        toKey: () => fingerprint(context, sessionsKey),
        make: () => ({ pieces: renderCsv(table) }),
      },
    ],
    toAccessReview: (index) =>
      toWorkbook(
        ACCESS_REVIEW_STEM,
        () => JSON.stringify(accessReview(input, index)),
        () => [accessReviewSheet(accessReview(input, index), language, t)],
      ),
    toUsage: (index, month) =>
      toWorkbook(
        usageStem(month.month),
        () => JSON.stringify(usageTable(index, month)),
        () => usageSheets(usageTable(index, month), t),
      ),
  };
}

/** The texts of tables in the site's language. */
export function toDownloadTexts({ language }: Pick<SiteInput, "language">): DownloadTexts {
  const t = messagesIn(language);
  return {
    columns: t.workbook,
    open: t.status.running,
    closed: t.status.ended,
    endSource: { event: t.workbookEndSource.event, status: t.workbookEndSource.status, "": "" },
    duration: (seconds) => formatDuration(language, seconds),
    country: (code) => formatCountry(language, code),
  };
}
