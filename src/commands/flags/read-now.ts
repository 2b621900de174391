import { isCalendarDay } from "../../history/local-day.js";
import { ProblemError } from "../../text/problem.js";

/**
 * Reads `--now`, an instant in ISO 8601 with `Z` or an offset, as whole epoch seconds.
 *
 * @throws ProblemError `usage`
 */
export function readNow(text: string): number {
  const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
  const milliseconds = pattern.test(text) && isCalendarDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(milliseconds)) return Math.floor(milliseconds / 1000);
  throw new ProblemError({
    kind: "usage",
    what: (t) => t.usage.now(JSON.stringify(text)),
    fix: (t) => t.usage.nowFix,
  });
}
