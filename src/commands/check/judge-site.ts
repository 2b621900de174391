import type { LastNotify } from "../../io/cache/last-notify.js";
import type { LastRun } from "../../io/cache/last-run.js";
import { MAX_CLOCK_AHEAD_SECONDS } from "../../history/clock-ahead.js";
import { SOURCE_STATES, type SourceState } from "../../history/source-state.js";
import type { ReadStatus } from "../../io/publish/read-site-status.js";
import { formatDuration } from "../../text/format/format-duration.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { Language } from "../../text/i18n/language.js";

/** As the monitoring systems number them. */
export const CHECK_CODES = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const;
type CheckLevel = keyof typeof CHECK_CODES;

interface Finding {
  readonly level: "WARNING" | "CRITICAL";
  readonly text: string;
}

export interface Verdict {
  readonly level: CheckLevel;
  /** The worst first; if nothing is wrong, one sentence about the site. */
  readonly texts: readonly string[];
  /** `label=value[unit];warn;crit;min`, as monitoring plugins write it. */
  readonly figures: readonly string[];
}

interface CheckedSite {
  readonly read: ReadStatus;
  readonly lastRun: LastRun | null;
  /** Null: there is no command for events, or nothing is known about it. */
  readonly lastNotify: LastNotify | null;
  /** Names and patterns, each with whether someone who is connected has it. */
  readonly expected: readonly { readonly name: string; readonly isConnected: boolean }[];
  readonly nowSeconds: number;
  readonly language: Language;
}

/** Judges a site by its published status and the age of that. */
export function judgeSite(
  { read, lastRun, lastNotify, expected, nowSeconds, language }: CheckedSite,
  t: CommandTexts["check"],
): Verdict {
  const age = (seconds: number): string => formatDuration(language, seconds);
  // A site of another version may have a state that is unknown here.
  const label = (state: string): string =>
    isSourceState(state) ? messagesIn(language).source.state[state].label : state;
  const findings: Finding[] = [];
  const add = (level: Finding["level"], text: string): void => void findings.push({ level, text });
  if (lastRun?.problem !== null && lastRun !== null) add("CRITICAL", t.runFailed(lastRun.problem));
  if (lastNotify !== null && lastNotify.problem !== null) {
    add("WARNING", t.notTold(lastNotify.dueCount, lastNotify.problem));
  }
  if (read.kind !== "status") {
    const texts = { missing: t.missing, unreadable: t.unreadable, damaged: t.damaged };
    add("CRITICAL", texts[read.kind](read.path));
    return toVerdict(findings, [], "");
  }
  const { generated, stale_after_seconds: limitSeconds, sources, notices, clients } = read.status;
  const aheadSeconds = Math.round(generated - nowSeconds);
  const ageSeconds = Math.max(0, -aheadSeconds);
  if (ageSeconds > limitSeconds) add("CRITICAL", t.old(age(ageSeconds)));
  // Until then the site would not become too old, whether gen runs or not.
  if (aheadSeconds > MAX_CLOCK_AHEAD_SECONDS) add("WARNING", t.ahead(age(aheadSeconds)));
  if (sources.length === 0) add("CRITICAL", t.noSource);
  const failed = sources.filter(({ state }) => state !== "ok");
  for (const { server, state, detail } of failed) add("CRITICAL", t.source(server, label(state), detail));
  for (const { name, isConnected } of expected) if (!isConnected) add("CRITICAL", t.notConnected(name));
  for (const { server, state, advice, rows_set_aside: rows } of sources) {
    if (state === "ok" && advice !== null) add("WARNING", `${server}: ${toAdviceLabel(advice, language)}`);
    if (rows.length > 0) add("WARNING", t.rowsSetAside(server, rows.length));
  }
  for (const { kind, server, text } of notices) if (kind === "nearly-full") add("WARNING", `${server ?? ""} ${text}`);
  const figures = [
    `clients=${clients.length};;;0`,
    `age=${ageSeconds}s;;${limitSeconds};0`,
    `sources=${sources.length};;;0`,
    `sources_failed=${failed.length};;0;0`,
    ...(lastRun === null ? [] : [`last_run=${lastRun.durationSeconds}s;;;0`]),
  ];
  return toVerdict(findings, figures, t.ok(clients.length, sources.length, age(ageSeconds)));
}

function toVerdict(findings: readonly Finding[], figures: readonly string[], ok: string): Verdict {
  const selectLevel = (level: CheckLevel): readonly string[] =>
    findings.filter((one) => one.level === level).map(({ text }) => text);
  const [critical, warning] = [selectLevel("CRITICAL"), selectLevel("WARNING")];
  return {
    level: critical.length > 0 ? "CRITICAL" : warning.length > 0 ? "WARNING" : "OK",
    texts: findings.length === 0 ? [ok] : [...critical, ...warning],
    figures,
  };
}

/** A site of another version may have advice that is unknown here. */
function toAdviceLabel(advice: string, language: Language): string {
  const texts: Readonly<Record<string, { readonly meaning: string; readonly label?: string }>> =
    messagesIn(language).source.advice;
  return texts[advice]?.label ?? advice;
}

function isSourceState(state: string): state is SourceState {
  return SOURCE_STATES.some((one) => one === state);
}
