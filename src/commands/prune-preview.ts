import { monthOf, localDayOf } from "../history/local-day.js";
import type { SelectedSessions } from "../history/select-sessions.js";
import type { Session } from "../history/session.js";
import type { Zone } from "../status/zone.js";
import { compareNames } from "../text/compare-names.js";
import { formatDuration } from "../text/format-duration.js";
import { formatDateTimeSeconds } from "../text/format-time.js";
import { visibleText } from "../text/visible-text.js";

const FIRST_ROWS = 10;

/** What would go: how many, of whom, of which months, and the newest of them. Every name is safe for a terminal. */
export function prunePreview(sessions: readonly Session[], zone: Zone): string {
  if (sessions.length === 0) return "No ended session is selected.\n";
  const users = [...new Set(sessions.map(({ user }) => user))].sort((a, b) => compareNames("en", a, b));
  const months = [...new Set(sessions.map(({ startSeconds }) => monthOf(localDayOf(zone, startSeconds))))].sort();
  const newest = [...sessions].sort((a, b) => b.startSeconds - a.startSeconds).slice(0, FIRST_ROWS);
  const rest = sessions.length - newest.length;
  return [
    `${countOf(sessions.length, "ended session")} of ${countOf(users.length, "user")}: ${users.map(visibleText).join(", ")}`,
    `Started in ${months.join(", ")}; ${rest > 0 ? `the newest ${FIRST_ROWS}` : "these"}:`,
    ...newest.map((session) => `  ${sessionLine(session, zone)}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    "",
  ].join("\n");
}

/** What is not deleted although it was asked for, line by line. */
export function pruneExceptions({ connected, unknownNames }: SelectedSessions, zone: Zone): string {
  return [
    ...connected.map((session) => `Kept, still connected: ${sessionLine(session, zone)}\n`),
    ...unknownNames.map((name) => `No session is ${visibleText(JSON.stringify(name))}.\n`),
  ].join("");
}

/** One session in one line, for a terminal. */
export function sessionLine(session: Session, zone: Zone): string {
  const { startSeconds, endSeconds, user, publicIp, tunnelIp, server, id } = session;
  const duration = endSeconds === null ? "running" : formatDuration("en", endSeconds - startSeconds);
  const start = formatDateTimeSeconds("en", zone, startSeconds);
  return visibleText([start, duration, user, publicIp, tunnelIp, server, id].filter((text) => text !== "").join("  "));
}

/** `1 session`, `2 sessions`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
