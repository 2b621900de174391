import type { UserMonthRollup } from "../rollup/user-rollup.js";
import { findNewestMonths } from "./pages/user-page.js";

/**
 * A user's JSON has so many sessions, in whole months, or all. Older months have files of their own, so that a user who
 * connects often costs no more each time.
 */
const MIN_SESSIONS = 400;

/** @param months newest first */
export function findJsonMonths(months: readonly UserMonthRollup[]): readonly UserMonthRollup[] {
  return findNewestMonths(months, MIN_SESSIONS);
}
