import { groupBy } from "../history/group-by.js";
import { toMonth } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { toDaySpan, toMonthSpan } from "../rollup/calendar.js";
import { toStableSession } from "../rollup/stable-session.js";
import type { MonthEntry } from "../rollup/month-entry.js";
import type { SessionSpan } from "../rollup/peak.js";
import { digestRows } from "../rollup/row-digest.js";
import { toSlug } from "../rollup/slug.js";
import { gapsIn } from "../site/charts/monitoring-gaps.js";
import { downloadStem, usageStem } from "../site/downloads/download-stem.js";
import { monthTables } from "../site/downloads/download-tables.js";
import { toCoverageKey } from "../site/pages/exactness.js";
import { listBegun } from "../site/pages/month-page.js";
import { planSessionParts } from "../site/pages/session-part-page.js";
import type { SitePage } from "../site/pages/page-model.js";
import { monthPages } from "../site/pages/list-pages.js";
import type { HistoryIndex } from "../site/site-index.js";
import { dayPath, monthPath } from "../site/site-paths.js";
import { findSlow, toTableTargets, type BranchContext, type PlannedBranch } from "./branch.js";
import { fingerprint } from "../site/fingerprint.js";
import { toDayJsonTarget } from "./json-targets.js";
import { toPageTargets } from "./page-targets.js";
import { toSearchMonthTarget } from "./search-targets.js";
import { toLastCheck } from "./site-key.js";
import type { SiteSources } from "./site-sources.js";

/** A branch for each month, newest first: its pages, its days' pages and its downloads. */
export function* planMonths(context: BranchContext): Generator<PlannedBranch> {
  const { sources, index, reader, summaries, tools, charts, downloads, notices } = context;
  const { input } = sources;
  const toTimesKey = monthTimes(context);
  const linksKey = toLinksKey(index, sources);
  for (const [place, { month, key }] of [...summaries].reverse().entries()) {
    yield {
      branch: { kind: "month", name: month },
      key: fingerprint(
        tools.frameKey,
        linksKey,
        key,
        neighbours(index, month, place),
        toTimesKey(month),
        // It covers the month before too, with which the report compares this one.
        notices.toKey(month),
        toCoverageKey(index, toMonthSpan(sources.calendar, month)),
        findSlow([downloadStem({ kind: "month", month }), usageStem(month)], index),
      ),
      plan: () => {
        const entry = reader.readMonth(month);
        const branchIndex = { ...index, usage: entry.usage };
        const toRowsKey = toRowsKeys(entry, sources);
        return [
          ...monthTables(input, entry).flatMap((table) => toTableTargets(table, context)),
          downloads.toUsage(branchIndex, entry),
          toSearchMonthTarget(entry, index, sources.programVersion),
          ...toPageTargets(
            monthPages(input, branchIndex, entry, charts, () => notices.find(month)),
            tools,
            toShortcuts(entry, linksKey, toRowsKey, context),
          ),
          ...entry.days.map((day) => {
            const ended = [...day.sessions, ...day.carried].filter(({ endSeconds }) => endSeconds !== null);
            return toDayJsonTarget(day, fingerprint(linksKey, digestRows(ended, entry.usage)), context);
          }),
        ];
      },
    };
  }
}

/** A key that changes with the lasting fields of some sessions, and with their usage. */
type RowsKey = (sessions: readonly Session[]) => readonly unknown[];

function toRowsKeys({ usage }: MonthEntry, { calendar }: SiteSources): RowsKey {
  return (sessions) => {
    const ended = sessions.filter(({ endSeconds }) => endSeconds !== null);
    const open = sessions.filter(({ endSeconds }) => endSeconds === null);
    return [
      digestRows(ended, usage),
      open.map((session) => [toStableSession(session, calendar), usage.get(session.id) ?? []]),
    ];
  };
}

/** For pages with many sessions: a key of their sessions and of the few other values that they show. */
function toShortcuts(
  entry: MonthEntry,
  linksKey: string,
  toRowsKey: RowsKey,
  context: BranchContext,
): (page: SitePage) => string | null {
  const { index } = context;
  const shortcuts = toDayShortcuts(entry, linksKey, context, toRowsKey);
  const { month } = entry;
  const parts = planSessionParts(index, listBegun(entry), monthPath(month), { kind: "month", month });
  const partByPath = new Map(parts.map((part) => [part.path, part]));
  return (page) => {
    const part = partByPath.get(page.path);
    if (part === undefined) return shortcuts(page);
    return fingerprint(linksKey, toRowsKey(part.sessions), part.path === parts[0]?.path);
  };
}

function toDayShortcuts(
  { days }: MonthEntry,
  linksKey: string,
  { sources: { calendar }, index, gaps }: BranchContext,
  toRowsKey: RowsKey,
): (page: SitePage) => string | null {
  const byPath = new Map(days.map((entry) => [dayPath(entry.day), entry]));
  const places = new Map(index.dayNames.map((day, place) => [day, place]));
  return ({ path }) => {
    const entry = byPath.get(path);
    if (entry === undefined) return null;
    const { day, sessions, carried } = entry;
    const place = places.get(day) ?? 0;
    const span = toDaySpan(calendar, day);
    return fingerprint(
      linksKey,
      toRowsKey([...sessions, ...carried]),
      [index.dayNames[place - 1] ?? null, index.dayNames[place + 1] ?? null],
      // A clock that is set back makes a day that was over today, or one to come.
      day < index.today,
      gapsIn(gaps, span, day < index.today),
      toTimeWithin(gaps.firstSeconds, span),
      toCoverageKey(index, span),
    );
  };
}

/** The parts of a month's charts that depend on when the servers were monitored and on what day it is today. */
function monthTimes({
  sources: { calendar, input },
  index,
  gaps,
  recorded,
}: BranchContext): (month: string) => unknown {
  const { today } = index;
  const recordedByMonth = groupBy(recorded, toMonth);
  return (month) => {
    const span = toMonthSpan(calendar, month);
    const isOver = toMonth(today) > month;
    return [
      gapsIn(gaps, span, isOver),
      // Days before the first sample have no gap, although the time before it is one for the rest of the month.
      toTimeWithin(gaps.firstSeconds, span),
      toTimeWithin(input.exactlyMonitoredFrom, span),
      (recordedByMonth.get(month) ?? []).sort(),
      isOver ? null : [today, toLastCheck(gaps.lastSeconds, index)],
    ];
  };
}

function toTimeWithin(seconds: number | null, { startSeconds, endSeconds }: SessionSpan): number | null {
  return seconds === null ? null : Math.min(Math.max(seconds, startSeconds), endSeconds);
}

/** The names of the pages that a month's pages link to as their neighbours. */
function neighbours({ dayNames, months }: HistoryIndex, month: string, place: number): readonly unknown[] {
  const names = [...months.keys()];
  const first = dayNames.findIndex((day) => toMonth(day) === month);
  const afterLast = dayNames.findIndex((day) => toMonth(day) < month);
  return [names[place - 1] ?? null, names[place + 1] ?? null, dayNames[first - 1] ?? null, dayNames[afterLast] ?? null];
}

/** A key that changes with what pages show of the users and servers that they link to. */
function toLinksKey(index: HistoryIndex, { input }: SiteSources): string {
  const longSlugs = [...index.users.values()].filter(({ user, slug }) => slug !== toSlug(user));
  return fingerprint(
    [...input.aliases],
    input.countries.key,
    longSlugs.map(({ user, slug }) => [user, slug]),
  );
}
