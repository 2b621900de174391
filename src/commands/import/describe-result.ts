import type { GenSettings } from "../../build/gen-settings.js";
import type { MergedBatch } from "../../history/merge-imports.js";
import { makeZone } from "../../status/zone.js";
import { DATE_FORMATS } from "../../text/format/date-format.js";
import { formatDateTimeSeconds } from "../../text/format/format-time.js";
import { visibleText } from "../../text/format/visible-text.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import type { FoundBatch } from "./found-batch.js";

/** At most this many lines with corrected durations are named. */
const MAX_LINES = 5;

/** Describes how many sessions of a batch were imported, and the times that people can check. */
export function describeResult(
  { label, imported, known, expired }: MergedBatch,
  found: FoundBatch | undefined,
  { config: { language, timezone } }: GenSettings,
): string {
  const { import: t, sessions } = commandTextsIn(language);
  const counts = [
    t.imported(sessions(imported)),
    ...(known > 0 ? [t.known(known)] : []),
    ...(expired > 0 ? [t.expired(expired)] : []),
  ];
  const lines = [`${label}: ${counts.join(", ")}`];
  if (found?.startSpan) {
    const zone = makeZone(timezone);
    const [first, last] = found.startSpan.map((start) => formatDateTimeSeconds(DATE_FORMATS[language], zone, start));
    lines.push(`  ${first === last ? t.oneStart(first ?? "", timezone) : t.starts(first ?? "", last ?? "", timezone)}`);
  }
  for (const note of found?.notes ?? []) lines.push(`  ${note}`);
  const corrected = found?.correctedLines ?? [];
  if (corrected.length > 0) {
    const shown = corrected.slice(0, MAX_LINES);
    lines.push(`  ${t.corrected(shown, corrected.length - shown.length)}`);
  }
  return lines.map((line) => `${visibleText(line)}\n`).join("");
}
