import { createHash } from "node:crypto";
import type { EndedSessions } from "../history/ended-sessions.js";
import { csvDownloads } from "../render/csv-download.js";
import { accessReviewSheet } from "../site/downloads/access-review-workbook.js";
import { accessReview } from "../site/pages/access-review.js";
import { ACCESS_REVIEW_STEM, usageStem } from "../site/downloads/download-stem.js";
import type { DownloadTable, DownloadTexts } from "../site/downloads/download-table.js";
import { partDownloadTables, siteDownloadTables } from "../site/downloads/download-tables.js";
import type { ContentPieces, Output } from "../site/output.js";
import { sessionSheet } from "../site/downloads/session-workbook.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { usageTable } from "../site/downloads/usage-table.js";
import { usageSheets } from "../site/downloads/usage-workbook.js";
import type { WorkbookSheet } from "../site/downloads/workbook-sheet.js";
import { formatDuration } from "../text/format/format-duration.js";
import { messagesIn } from "../text/i18n/messages.js";

/** Which downloads are planned. */
export interface DownloadScope {
  readonly isWanted: (stem: string) => boolean;
  /** All of them; asked for only by downloads that hold them all. */
  readonly ended: EndedSessions;
}

/** Workbooks and CSV files of a site, not made yet. */
export interface DownloadPlan {
  /** Those of the users and months that the index has in full. */
  readonly ofPart: readonly Output[];
  /** Those that show something of every session. */
  readonly ofSite: readonly Output[];
}

export function planDownloads(
  input: SiteInput,
  index: SiteIndex,
  { isWanted, ended }: DownloadScope,
  programVersion: string,
): DownloadPlan {
  const plan: WorkbookPlan = (stem, inputs, makeSheets) => ({
    path: `${stem}.xlsx`,
    stage: "download",
    inputs: () => `${programVersion}\n${input.zone.name}\n${inputs()}`,
    make: () => writeWorkbook(input, makeSheets()),
  });
  const ofTables = sessionDownloads(input, plan);
  return {
    ofPart: [
      ...partDownloadTables(input, index, isWanted).flatMap(ofTables),
      ...usageDownloads(input, index, isWanted, plan),
    ],
    ofSite: [
      ...siteDownloadTables(input, ended, isWanted).flatMap(ofTables),
      ...(isWanted(ACCESS_REVIEW_STEM) ? [accessReviewDownload(input, index, plan)] : []),
    ],
  };
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
): Promise<ContentPieces> {
  const { renderWorkbook } = await import("../render/workbook/workbook.js");
  const t = messagesIn(language);
  return { pieces: renderWorkbook(sheets, { instant: t.workbookInstantFormat, day: t.workbookDayFormat }, zone) };
}

/** @returns what makes a table's files; the lines of a session that stands in several are made once */
function sessionDownloads(input: SiteInput, plan: WorkbookPlan): (table: DownloadTable) => readonly Output[] {
  const texts = downloadTexts(input);
  const renderCsv = csvDownloads(texts, input.zone);
  const digests = new WeakMap<DownloadTable, string>();
  const csvPieces = function* (table: DownloadTable): Generator<Uint8Array> {
    const hash = createHash("sha256");
    for (const piece of renderCsv(table)) {
      hash.update(piece);
      yield piece;
    }
    digests.set(table, hash.digest("base64url"));
  };
  return (table) => [
    // The CSV file has the same rows, costs a tenth, and is made before it.
    plan(
      table.stem,
      () => digests.get(table) ?? digestOf(renderCsv(table)),
      () => [sessionSheet(table, texts)],
    ),
    { path: `${table.stem}.csv`, stage: "download", make: () => ({ pieces: csvPieces(table) }) },
  ];
}

function digestOf(pieces: Iterable<Uint8Array>): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("base64url");
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
  isWanted: DownloadScope["isWanted"],
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
