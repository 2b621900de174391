import type { Session } from "../history/session.js";
import { csvDownloads } from "../render/csv-download.js";
import { accessReviewSheet } from "../site/access-review-workbook.js";
import { accessReview } from "../site/access-review.js";
import { ACCESS_REVIEW_STEM, usageStem } from "../site/download-stem.js";
import type { DownloadTexts } from "../site/download-table.js";
import { downloadTables } from "../site/download-tables.js";
import type { Output } from "../site/output.js";
import { sessionSheet } from "../site/session-workbook.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { usageTable } from "../site/usage-table.js";
import { usageSheets } from "../site/usage-workbook.js";
import type { WorkbookSheet } from "../site/workbook-sheet.js";
import { formatDuration } from "../text/format-duration.js";
import { messagesIn } from "../text/messages.js";

/** Which downloads are planned. */
export interface DownloadScope {
  readonly isWanted: (stem: string) => boolean;
  /** Newest first; asked for only by downloads that hold them all. */
  readonly allSessions: () => readonly Session[];
}

/** Workbooks and CSV files of the site, not made yet. */
export function planDownloads(
  input: SiteInput,
  index: SiteIndex,
  scope: DownloadScope,
  programVersion: string,
): readonly Output[] {
  const plan: WorkbookPlan = (stem, inputs, makeSheets) => ({
    path: `${stem}.xlsx`,
    stage: "download",
    inputs: () => `${programVersion}\n${input.zone.name}\n${inputs()}`,
    make: () => writeWorkbook(input, makeSheets()),
  });
  return [
    ...sessionDownloads(input, index, scope, plan),
    ...(scope.isWanted(ACCESS_REVIEW_STEM) ? [accessReviewDownload(input, index, plan)] : []),
    ...usageDownloads(input, index, scope, plan),
  ];
}

/**
 * @param stem its path without the ending
 * @param inputs what the sheets are a function of, beside the program and the zone; cheaper than they are
 */
type WorkbookPlan = <Row>(
  stem: string,
  inputs: () => string,
  makeSheets: () => readonly WorkbookSheet<Row>[],
) => Output;

async function writeWorkbook<Row>(
  { language, zone }: SiteInput,
  sheets: readonly WorkbookSheet<Row>[],
): Promise<Uint8Array> {
  const { renderWorkbook } = await import("../render/workbook.js");
  const t = messagesIn(language);
  return renderWorkbook(sheets, { instant: t.workbookInstantFormat, day: t.workbookDayFormat }, zone);
}

function sessionDownloads(
  input: SiteInput,
  index: SiteIndex,
  { isWanted, allSessions }: DownloadScope,
  plan: WorkbookPlan,
): readonly Output[] {
  const texts = downloadTexts(input);
  const renderCsv = csvDownloads(texts, input.zone);
  return downloadTables(input, index, isWanted, allSessions).flatMap((table): readonly Output[] => [
    // The CSV file has the same rows and costs a tenth.
    plan(
      table.stem,
      () => renderCsv(table),
      () => [sessionSheet(table, texts)],
    ),
    { path: `${table.stem}.csv`, stage: "download", make: () => renderCsv(table) },
  ]);
}

function accessReviewDownload(input: SiteInput, index: SiteIndex, plan: WorkbookPlan): Output {
  const { language } = input;
  return plan(
    ACCESS_REVIEW_STEM,
    () => JSON.stringify([language, accessReview(input, index)]),
    () => [accessReviewSheet(accessReview(input, index), language, messagesIn(language))],
  );
}

function usageDownloads(
  { language }: SiteInput,
  index: SiteIndex,
  { isWanted }: DownloadScope,
  plan: WorkbookPlan,
): readonly Output[] {
  const months = [...index.months.values()].filter(({ month }) => isWanted(usageStem(month)));
  return months.map((month) =>
    plan(
      usageStem(month.month),
      () => JSON.stringify([language, usageTable(index, month)]),
      () => usageSheets(usageTable(index, month), messagesIn(language)),
    ),
  );
}

function downloadTexts({ language }: SiteInput): DownloadTexts {
  const t = messagesIn(language);
  return {
    columns: t.workbook,
    open: t.status.running,
    closed: t.status.ended,
    duration: (seconds) => formatDuration(language, seconds),
  };
}
