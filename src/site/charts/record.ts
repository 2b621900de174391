import { countedFrom, countedUntil } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";
import type { SessionSpan } from "../../rollup/peak.js";
import { addUpClients, mostClients } from "./last-day.js";

/**
 * The most sessions that were connected at one time, according to their own rows: for times without samples.
 * Others may have been connected, too.
 *
 * @param parts in order, not overlapping
 * @returns for each part; 0 where no session is known
 */
export function countRecorded(sessions: readonly Session[], parts: readonly SessionSpan[]): readonly number[] {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const spans = sessions
    .map((session) => ({ startSeconds: countedFrom(session), endSeconds: countedUntil(session), clients: 1 }))
    .filter(({ startSeconds, endSeconds }) => startSeconds < last.endSeconds && endSeconds > first.startSeconds);
  return mostClients(addUpClients(spans), parts).map((clients) => clients ?? 0);
}
