import { addDays } from "../history/local-day.js";
import { sumKnown } from "../rollup/session-shares.js";
import type { DayOutline } from "../rollup/day-outline.js";

/** The usual figures of a whole day like today: the median of the last four days with its weekday. Plain data. */
export interface UsualDay {
  /** Null where too few of these days are known, or where it is zero. */
  readonly sessions: number | null;
  /** Both directions. */
  readonly bytes: number | null;
}

const COMPARED_WEEKS = 4;
/** One day that was not recorded is usual enough: a holiday of the server. */
const MIN_KNOWN = 3;

/** @param recorded the days for which it is known whether someone was connected */
export function toUsualDay(
  outlines: ReadonlyMap<string, DayOutline>,
  today: string,
  recorded: ReadonlySet<string>,
): UsualDay {
  const days = Array.from({ length: COMPARED_WEEKS }, (_, at) => addDays(today, -7 * (at + 1)));
  const known = days.filter((day) => recorded.has(day)).map((day) => outlines.get(day));
  return {
    sessions: median(known.map((day) => day?.sessionCount ?? 0)),
    bytes: median(
      known.flatMap((day) => (day === undefined ? [0] : (sumKnown(day.bytesReceived, day.bytesSent) ?? []))),
    ),
  };
}

function median(values: readonly number[]): number | null {
  const inOrder = [...values].sort((a, b) => a - b);
  const [low, high] = [inOrder[(inOrder.length - 1) >> 1], inOrder[inOrder.length >> 1]];
  if (inOrder.length < MIN_KNOWN || low === undefined || high === undefined) return null;
  return low + high === 0 ? null : (low + high) / 2;
}
