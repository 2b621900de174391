import { countedFrom, durationSeconds } from "../../history/counted-from.js";
import { toMonth, toLocalDay } from "../../history/local-day.js";
import type { OrphanedUsage } from "../../history/orphaned-usage.js";
import { newestFirst } from "../../history/newest-first.js";
import type { SelectedSessions } from "../../history/select-sessions.js";
import type { Session } from "../../history/session.js";
import type { Zone } from "../../status/zone.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import { compareNames } from "../../text/format/compare-names.js";
import { formatDuration } from "../../text/format/format-duration.js";
import { DATE_FORMATS } from "../../text/format/date-format.js";
import { formatDateTimeSeconds } from "../../text/format/format-time.js";
import type { Language } from "../../text/i18n/language.js";
import { visibleText } from "../../text/format/visible-text.js";

const FIRST_ROWS = 10;

/** The language in which sessions are described, and the zone of their times. */
export interface SessionStyle {
  readonly language: Language;
  readonly zone: Zone;
}

/**
 * Describes what would be deleted: the number of sessions, their users and months, and the newest sessions; and of how
 * many others only usage rows are left. Names are safe for a terminal.
 */
export function prunePreview(
  sessions: readonly Session[],
  orphans: readonly OrphanedUsage[],
  style: SessionStyle,
): string {
  const t = commandTextsIn(style.language).prune;
  const orphansLine = orphans.length === 0 ? "" : `${t.orphans(orphans.length)}: ${toUserNames(orphans, style)}\n`;
  return `${sessions.length === 0 ? `${t.noneEnded}\n` : previewSessions(sessions, style)}${orphansLine}`;
}

function previewSessions(sessions: readonly Session[], style: SessionStyle): string {
  const t = commandTextsIn(style.language).prune;
  const userCount = new Set(sessions.map(({ user }) => user)).size;
  const months = [...new Set(sessions.map((session) => toMonth(toLocalDay(style.zone, countedFrom(session)))))].sort();
  const newest = [...sessions].sort(newestFirst).slice(0, FIRST_ROWS);
  const rest = sessions.length - newest.length;
  return [
    `${t.selected(sessions.length, userCount)}: ${toUserNames(sessions, style)}`,
    rest > 0 ? t.newest(months.join(", "), newest.length) : t.these(months.join(", ")),
    ...newest.map((session) => `  ${sessionLine(session, style)}`),
    ...(rest > 0 ? [`  ${t.more(rest)}`] : []),
    "",
  ].join("\n");
}

function toUserNames(rows: readonly { readonly user: string }[], { language }: SessionStyle): string {
  const users = [...new Set(rows.map(({ user }) => user))].sort((a, b) => compareNames(language, a, b));
  return users.map(visibleText).join(", ");
}

/** Describes what was selected but is not deleted, line by line: the first connected sessions, and how many more. */
export function pruneExceptions({ connected, unknownNames }: SelectedSessions, style: SessionStyle): string {
  const t = commandTextsIn(style.language).prune;
  const shown = connected.slice(0, FIRST_ROWS).map((session) => sessionLine(session, style));
  const rest = connected.length - shown.length;
  return [
    ...[...shown, ...(rest > 0 ? [t.more(rest)] : [])].map((kept) => `${t.keptConnected} ${kept}\n`),
    ...unknownNames.map((name) => `${t.noSession(visibleText(JSON.stringify(name)))}\n`),
  ].join("");
}

/** One session as one line for a terminal. */
export function sessionLine(session: Session, { language, zone }: SessionStyle): string {
  const { startSeconds, endSeconds, user, publicIp, tunnelIp, server, id } = session;
  const { running } = commandTextsIn(language).prune;
  const duration = endSeconds === null ? running : formatDuration(language, durationSeconds(session, endSeconds));
  const start = formatDateTimeSeconds(DATE_FORMATS[language], zone, startSeconds);
  return visibleText([start, duration, user, publicIp, tunnelIp, server, id].filter((text) => text !== "").join("  "));
}
