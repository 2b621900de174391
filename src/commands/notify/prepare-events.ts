import type { BuildReport } from "../../build/build-site.js";
import { getOrInsert } from "../../history/get-or-insert.js";
import { toUtcDay } from "../../history/local-day.js";
import { isDue, type SentEvent } from "../../history/sent-event.js";
import type { Session } from "../../history/session.js";
import { readSecret } from "../../io/history/site-secret.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import { renderNotifyEvent } from "../../render/notify-json.js";
import { toNotifyEvent } from "../../site/notify/notify-event.js";

/** The events to send to a command, in the order in which they were found. */
export interface Outgoing {
  /** By the id of the event; null if its session has left the history. */
  readonly lines: ReadonlyMap<string, string | null>;
}

/** Writes the events that are due as lines of JSON. Requires the lock. */
export function prepareEvents(
  rows: readonly SentEvent[],
  history: StoredHistory,
  { input }: Pick<BuildReport, "input">,
): Outgoing {
  const byId = (sessions: readonly Session[]): ReadonlyMap<string, Session> =>
    new Map(sessions.map((session) => [session.id, session]));
  const open = byId(history.open);
  const days = new Map<string, ReadonlyMap<string, Session>>();
  const findEnded = (day: string, id: string): Session | undefined =>
    getOrInsert(days, day, () => byId(history.rows.readSessions(day))).get(id);
  const findSession = ({ sessionId, startSeconds }: SentEvent): Session | undefined =>
    open.get(sessionId) ?? (startSeconds === null ? undefined : findEnded(toUtcDay(startSeconds), sessionId));
  const { aliases, countries, language, title } = input;
  const context = { aliases, countries, language, findSession };
  const secret = readSecret(history.folder);
  const lines = rows.filter(isDue).map((row) => {
    const event = toNotifyEvent(row, context);
    return [row.id, event === null ? null : renderNotifyEvent(event, { title, secret })] as const;
  });
  return { lines: new Map(lines) };
}
