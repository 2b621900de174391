import { readPastWeek } from "../io/history/read-past-week.js";
import { toMonthSpan } from "../rollup/calendar.js";
import type { RecordedDays } from "../site/charts/recorded-days.js";
import type { ExpectedUser } from "../site/expected-users.js";
import { findNewestEvents, type FeedMonth } from "../site/feed/feed-event.js";
import { toLiveFacts } from "../site/to-live-facts.js";
import type { HistoryIndex } from "../site/site-index.js";
import { toWeekRecord } from "../site/week-record.js";
import type { HistoryReader } from "./history-reader.js";
import { toLivePart, type LivePart } from "./live-part.js";
import type { MonthNotices } from "./month-notices.js";
import type { SiteSources } from "./site-sources.js";

interface LivePartSources {
  readonly sources: Pick<SiteSources, "config" | "input" | "calendar">;
  readonly index: HistoryIndex;
  readonly reader: HistoryReader;
  readonly recorded: RecordedDays;
  readonly notices: Pick<MonthNotices, "find">;
  /** Who should always be connected. */
  readonly expected: readonly ExpectedUser[];
  readonly ignoreCache: boolean;
}

/** Finds what the live pages show of the history. */
export function findLivePart({
  sources: { config, input, calendar },
  index,
  reader,
  recorded,
  notices,
  expected,
  ignoreCache,
}: LivePartSources): LivePart {
  const pastWeek = readPastWeek(reader.history.folder, input.samples, {
    today: index.today,
    calendar,
    zoneName: input.zone.name,
    staleAfterSeconds: input.staleAfterSeconds,
    ignoreCache,
  });
  const weekRecord = toWeekRecord(pastWeek, (month) => reader.readMonth(month).sessions, calendar);
  const facts = toLiveFacts(input, index, recorded, notices.find, { pastWeek, weekRecord }, expected);
  const toFeedMonth = (month: string): FeedMonth => {
    const { startSeconds } = toMonthSpan(calendar, month);
    return { startSeconds, sessions: reader.readMonth(month).sessions, notices: notices.find(month) };
  };
  const events = config.feed
    ? findNewestEvents(mapLazily(index.months.keys(), toFeedMonth), input.countries, input.nowSeconds)
    : [];
  return toLivePart(input, index, reader, facts, events);
}

/** Each is computed on use. */
function* mapLazily<From, To>(values: Iterable<From>, convert: (value: From) => To): Generator<To> {
  for (const value of values) yield convert(value);
}
