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
import { slugOf } from "../site/slug.js";
import { usageTable } from "../site/usage-table.js";
import { usageSheets } from "../site/usage-workbook.js";
import type { WorkbookSheet } from "../site/workbook-sheet.js";
import { formatDuration } from "../text/format-duration.js";
import { messagesIn } from "../text/messages.js";

/** Every workbook and CSV file of the site, not made yet. */
export function planDownloads(input: SiteInput, index: SiteIndex, programVersion: string): readonly Output[] {
  const plan: WorkbookPlan = (stem, inputs, makeSheets) => ({
    path: `${stem}.xlsx`,
    stage: "download",
    inputs: () => `${programVersion}\n${input.zone.name}\n${inputs()}`,
    make: () => writeWorkbook(input, makeSheets()),
  });
  return [
    ...sessionDownloads(input, plan),
    accessReviewDownload(input, index, plan),
    ...usageDownloads(input, index, plan),
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

function sessionDownloads(input: SiteInput, plan: WorkbookPlan): readonly Output[] {
  const texts = downloadTexts(input);
  const csv = csvDownloads(texts, input.zone);
  return downloadTables(input, slugOf).flatMap((table): readonly Output[] => [
    // The CSV file has the same rows, costs a tenth, and is made before it.
    plan(
      table.stem,
      () => csv.fingerprintOf(table),
      () => [sessionSheet(table, texts)],
    ),
    { path: `${table.stem}.csv`, stage: "download", make: () => csv.render(table) },
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

function usageDownloads({ language }: SiteInput, index: SiteIndex, plan: WorkbookPlan): readonly Output[] {
  return [...index.months.values()].map((month) =>
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
