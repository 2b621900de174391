import type { GenSettings } from "../build/gen-settings.js";
import { readHistory } from "../build/open-history.js";
import type { Host } from "../build/host.js";
import { parseInstants } from "../history/parse-instants.js";
import { allEnded } from "../history/ended-sessions.js";
import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";
import { findWhoAtAny, toAddressedSession, type AddressedSession, type Found } from "../history/find-who.js";
import { readUndisturbed } from "../io/history/read-undisturbed.js";
import { canonicalAddress, parseIpAddress } from "../status/ip-address.js";
import { makeZone, type Zone } from "../status/zone.js";
import { DATE_FORMATS } from "../text/format/date-format.js";
import { formatDateTimeSeconds, formatInstant } from "../text/format/format-time.js";
import { visibleJson, visibleText } from "../text/format/visible-text.js";
import { commandTextsIn, type CommandTexts } from "../text/i18n/command-texts.js";
import type { Language } from "../text/i18n/language.js";
import { inLanguage } from "../text/problem.js";
import { genSettings, SITE_FLAGS } from "./flags/gen-flags.js";
import { makeCommand } from "./flags/make-command.js";
import { usageProblem } from "./flags/usage-problem.js";
import { EXIT_CODE_NOBODY } from "./report/exit-code.js";
import { writeWarning } from "./report/write-warning.js";
import { requireHistory } from "./setup/require-history.js";

const { config, history, timezone, language, now } = SITE_FLAGS;
interface WhoSession extends AddressedSession {
  readonly id: string;
}

/** `who ADDRESS`: who had a public or tunnel address, or who was connected at a time. The history stays as it is. */
export const who = makeCommand({
  name: "who",
  flags: {
    at: { type: "string", value: "time", does: "at" },
    json: { type: "boolean", does: "json" },
    config,
    history,
    timezone,
    language,
    now,
  },
  takesOperands: true,
  run: ({ at, json = false, ...siteFlags }, host, operands) => {
    const settings = genSettings(siteFlags, host);
    return inLanguage(settings.config.language, () => runWho({ operands, at, json }, settings, host));
  },
});

interface WhoRequest {
  readonly operands: readonly string[];
  readonly at: string | undefined;
  readonly json: boolean;
}

/** @returns the exit code */
function runWho({ operands, at, json }: WhoRequest, settings: GenSettings, host: Host): number {
  const t = commandTextsIn(settings.config.language);
  const zone = makeZone(settings.config.timezone);
  const address = readAddress(operands, at !== undefined, t);
  const instants = at === undefined ? null : readInstants(at, zone, t);
  requireHistory(settings.config.history, t);

  const sessions = readUndisturbed(settings.config.history, () => readSessions(readHistory(settings)));
  const isAddress = address === null ? null : (one: string): boolean => canonicalAddress(one) === address;
  const found = findWhoAtAny(sessions, { isAddress, instants, nowSeconds: settings.nowSeconds });
  if (at !== undefined && instants !== null && instants.length > 1) writeWarning(host, t.who.twice(at, zone.name));
  const style = { zone, language: settings.config.language };
  host.writeStdout(json ? toJson(found) : toText(found, style, t));
  return found.length > 0 ? 0 : EXIT_CODE_NOBODY;
}

/** A session counts once, as ended if it has ended, wherever someone has put its row. */
function readSessions({ open, ended }: ReturnType<typeof readHistory>): readonly WhoSession[] {
  const byId = new Map<string, Session>(open.map((session) => [session.id, session]));
  for (const session of allEnded(ended)) byId.set(session.id, session);
  return [...byId.values()].sort(newestFirst).map((session) => ({ ...toAddressedSession(session), id: session.id }));
}

function readAddress(operands: readonly string[], hasTime: boolean, { who: t }: CommandTexts): string | null {
  const [text, ...others] = operands;
  if (others.length > 0 || (text === undefined && !hasTime)) {
    throw usageProblem(t.oneAddress(operands.length), t.oneAddressFix);
  }
  if (text === undefined) return null;
  if (parseIpAddress(text) === undefined) {
    throw usageProblem(t.noAddress(JSON.stringify(text)), t.noAddressFix);
  }
  return canonicalAddress(text);
}

function readInstants(text: string, zone: Zone, { who: t }: CommandTexts): readonly number[] {
  const instants = parseInstants(text, zone);
  if (instants.length > 0) return instants;
  throw usageProblem(t.noTime(JSON.stringify(text), zone.name), t.noTimeFix);
}

function toText(
  found: readonly Found<WhoSession>[],
  { zone, language }: { readonly zone: Zone; readonly language: Language },
  { who: t }: CommandTexts,
): string {
  if (found.length === 0) return `${t.nobody}\n`;
  const format = (seconds: number): string => formatDateTimeSeconds(DATE_FORMATS[language], zone, seconds);
  return found
    .map(({ session, kind, address, lastSeenSeconds, certainty }) => {
      const { user, server, id, fromSeconds, untilSeconds, goneBySeconds } = session;
      const end = goneBySeconds === null ? t.running : format(untilSeconds);
      const parts = [
        certainty === null ? "" : t[certainty],
        user,
        `${format(fromSeconds)} – ${end}`,
        goneBySeconds !== null && goneBySeconds > untilSeconds ? t.mayLast(format(goneBySeconds)) : "",
        address,
        kind === null ? "" : kind === "earlier" ? t.earlier(format(lastSeenSeconds ?? 0)) : t[kind],
        server,
        id,
      ];
      return `${visibleText(parts.filter((part) => part !== "").join("  "))}\n`;
    })
    .join("");
}

function toJson(found: readonly Found<WhoSession>[]): string {
  const rows = found.map(({ session, kind, address, lastSeenSeconds, certainty }) => ({
    certainty,
    user: session.user,
    server: session.server,
    address,
    kind,
    address_last_seen: toInstant(lastSeenSeconds),
    start: toInstant(session.fromSeconds),
    end: session.goneBySeconds === null ? null : toInstant(session.untilSeconds),
    gone_by: toInstant(session.goneBySeconds),
    last_seen: toInstant(session.untilSeconds),
    id: session.id,
  }));
  return `${visibleJson(JSON.stringify(rows, null, 2))}\n`;
}

function toInstant(seconds: number | null): string | null {
  return seconds === null ? null : formatInstant(seconds);
}
