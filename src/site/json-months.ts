import type { UserMonthRollup } from "../rollup/user-rollup.js";
import { findNewestMonths } from "./pages/user-page.js";

/**
 * A user's JSON has at least this many sessions, in whole months, or all. Older months have their own files, so that
 * the cost per session does not grow.
 */
const MIN_SESSIONS = 400;

/** @param months newest first */
export function findJsonMonths(months: readonly UserMonthRollup[]): readonly UserMonthRollup[] {
  return findNewestMonths(months, MIN_SESSIONS);
}
