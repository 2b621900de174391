/** How many sessions began in each hour of the day, from 0 to 23 o'clock. */
export type StartHours = readonly number[];

const HOURS = 24;

export const NO_STARTS: StartHours = Array.from({ length: HOURS }, () => 0);

/** @param hours in which sessions began */
export function countHours(hours: Iterable<number>): StartHours {
  const counts = [...NO_STARTS];
  for (const hour of hours) counts[hour] = (counts[hour] ?? 0) + 1;
  return counts;
}

/** Adds the starts of two disjoint sets of sessions. */
export function mergeHours(a: StartHours, b: StartHours): StartHours {
  return a.map((count, hour) => count + (b[hour] ?? 0));
}

/** Hours of the day in which sessions usually begin. */
export interface UsualHours {
  readonly fromHour: number;
  /** The first hour after them; it may be one of the next day, up to 47. */
  readonly untilHour: number;
}

/** With fewer sessions nothing is usual. */
const MIN_STARTS = 20;
const USUAL_SHARE = 0.9;

/**
 * The shortest part of the day in which 90 % of the sessions began. It may go over midnight: the day of someone who works
 * at night is as usual as any other.
 *
 * @returns null where too few sessions are known
 */
export function findUsualHours(hours: StartHours): UsualHours | null {
  const total = hours.reduce((sum, count) => sum + count, 0);
  if (total < MIN_STARTS) return null;
  const wanted = total * USUAL_SHARE;
  const startsBefore = sumBefore([...hours, ...hours]);
  for (let length = 1; length <= HOURS; length += 1) {
    let best: { readonly fromHour: number; readonly sum: number } | undefined;
    for (let fromHour = 0; fromHour < HOURS; fromHour += 1) {
      const sum = (startsBefore[fromHour + length] ?? 0) - (startsBefore[fromHour] ?? 0);
      if (sum >= wanted && sum > (best?.sum ?? 0)) best = { fromHour, sum };
    }
    if (best !== undefined) return { fromHour: best.fromHour, untilHour: best.fromHour + length };
  }
  return null;
}

/** Prefix sums: for each number the sum of those before it, and finally the sum of all. */
function sumBefore(numbers: readonly number[]): readonly number[] {
  const sums = [0];
  for (const number of numbers) sums.push((sums.at(-1) ?? 0) + number);
  return sums;
}
