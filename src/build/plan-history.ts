import { join } from "node:path";
import { readPastWeek } from "../io/history/read-past-week.js";
import { monitoringGaps } from "../site/charts/monitoring-gaps.js";
import { recordedDays } from "../site/charts/recorded-days.js";
import { makeLiveCharts, makeHistoryCharts } from "../site/charts/site-charts.js";
import { planSlowDownloads } from "../site/downloads/slow-downloads.js";
import { outdatedAfterSeconds } from "../site/freshness.js";
import { findNewestEvents, type FeedMonth } from "../site/feed/feed-event.js";
import { toMonthSpan } from "../rollup/calendar.js";
import { indexSite } from "../site/index-site.js";
import { listHistoryPaths } from "../site/list-paths.js";
import type { ExpectedUser } from "../site/expected-users.js";
import { toLiveFacts } from "../site/to-live-facts.js";
import type { SitePage } from "../site/pages/page-model.js";
import { livePages } from "../site/pages/list-live-pages.js";
import { summaryPages } from "../site/pages/list-pages.js";
import { SCHEMA_PATH } from "../site/site-paths.js";
import { toWeekRecord } from "../site/week-record.js";
import { openAddressCountries } from "./address-countries.js";
import type { PlannedBranch } from "./branch.js";
import { planBranches } from "./branches.js";
import type { BuildMemory } from "./build-memory.js";
import type { ChartCache } from "./chart-cache.js";
import { updateDayIndex } from "./day-index.js";
import { toDownloadStates } from "./download-keys.js";
import { openDownloadTargets } from "./download-targets.js";
import type { GenSettings } from "./gen-settings.js";
import { openHistoryReader } from "./history-reader.js";
import type { Host } from "./host.js";
import { listLiveOutputs } from "./live-outputs.js";
import { indexLive, toLivePart, type LivePart } from "./live-part.js";
import { checkDayFiles } from "./open-history.js";
import { toSchemaTarget } from "./json-targets.js";
import { openMonthNotices } from "./month-notices.js";
import { rollUpHistory } from "./roll-up-history.js";
import { openRollupStore, toRollupContext } from "./rollup-store.js";
import { toSiteFiles } from "./site-files.js";
import { makePartFilter, type SitePart } from "../site/further/site-parts.js";
import type { SiteSources } from "./site-sources.js";
import { openUserSessions } from "./user-sessions.js";

/** What a build of the whole site has to go through. */
interface HistoryPlan {
  readonly live: LivePart;
  readonly assets: PlannedBranch;
  /** In the order in which they are made. */
  readonly branches: Iterable<PlannedBranch>;
  /** Of every file that the site has. */
  readonly paths: ReadonlySet<string>;
  readonly usersWithPendingOverlap: readonly string[];
}

interface HistoryToPlan {
  readonly sources: SiteSources;
  readonly settings: GenSettings;
  readonly memory: BuildMemory;
  readonly charts: ChartCache;
  readonly host: Pick<Host, "templates">;
  /** Whether downloads of very many sessions may wait for a later run. */
  readonly mayWait: boolean;
  readonly parts: readonly SitePart[] | null;
  /** Who should always be connected. */
  readonly expected: readonly ExpectedUser[];
}

/** Rolls the history up, and plans the files that are made of it. */
export function planHistory({
  sources,
  settings,
  memory,
  charts,
  host,
  mayWait,
  parts,
  expected,
}: HistoryToPlan): HistoryPlan {
  const { config, input, calendar, programVersion } = sources;
  const store = openRollupStore(join(sources.history.folder, "cache"), toRollupContext(settings, programVersion));
  const before = settings.full ? store.emptyIndex : store.readIndex();
  // What someone wrote into an older day file is found here, where all of them are looked at.
  const { history, stamps } = checkDayFiles(sources.history, before.days);
  const reader = openHistoryReader(history, calendar, updateDayIndex(before.days, stamps, history, calendar));
  const userSessions = openUserSessions(reader, { isNew: Object.keys(before.months).length === 0 });
  const rolledUp = rollUpHistory(reader, store, before, userSessions);
  const { rollup, heads } = rolledUp;

  const outline = indexSite(input, calendar, rollup);
  const states = toDownloadStates(sources, outline, heads);
  const slow = planSlowDownloads(states.values(), memory.slowDownloads, input.nowSeconds, mayWait);
  const index = { ...outline, slowDownloads: new Map(slow.map((download) => [download.stem, download])) };
  const gaps = monitoringGaps(input.monitored, outdatedAfterSeconds(input));
  const recorded = recordedDays(input.monitored, input.zone, index);
  const notices = openMonthNotices(reader, rolledUp, index, {
    gaps,
    countries: input.countries,
    ignoreCache: settings.full,
  });
  const pastWeek = readPastWeek(history.folder, input.samples, {
    today: index.today,
    calendar,
    zoneName: input.zone.name,
    staleAfterSeconds: input.staleAfterSeconds,
    ignoreCache: settings.full,
  });
  const weekRecord = toWeekRecord(pastWeek, (month) => reader.readMonth(month).sessions, calendar);
  const facts = toLiveFacts(input, index, recorded, notices.find, { pastWeek, weekRecord }, expected);
  const toFeedMonth = (month: string): FeedMonth => {
    const { startSeconds } = toMonthSpan(calendar, month);
    return { startSeconds, sessions: reader.readMonth(month).sessions, notices: notices.find(month) };
  };
  const events = config.feed ? findNewestEvents(mapLazily(index.months.keys(), toFeedMonth), input.countries) : [];
  const live = toLivePart(input, index, reader, facts, events);

  const files = toSiteFiles(input, index, sources.assets, {
    templates: host.templates,
    programVersion,
    parts,
  });
  const tools = { ...files, charts };
  const ofAddresses = openAddressCountries(join(history.folder, "cache"), input.countries, {
    ignoreCache: settings.full,
  });
  const chartsOfHistory = makeHistoryCharts({ ...input, countries: ofAddresses.countries }, index);
  const liveIndex = indexLive(input, live, calendar);
  const pages = [
    ...summaryPages(input, index, chartsOfHistory),
    ...livePages(input, liveIndex, makeLiveCharts(input, liveIndex)),
  ];
  ofAddresses.save();
  return {
    live,
    assets: {
      branch: { kind: "assets", name: "" },
      key: null,
      plan: () => [...files.assets, toSchemaTarget()],
    },
    branches: planBranches({
      sources,
      index,
      reader,
      heads,
      userSessions,
      tools,
      charts: chartsOfHistory,
      gaps,
      recorded,
      notices,
      states,
      downloads: openDownloadTargets(input, programVersion),
    }),
    paths: new Set(
      [
        ...files.assets.map(({ path }) => path),
        ...listHistoryPaths(input, index, notices.count()),
        ...pages.flatMap(toPaths),
        SCHEMA_PATH,
        ...listLiveOutputs(config),
      ].filter(makePartFilter(parts)),
    ),
    usersWithPendingOverlap: [...new Set(heads.flatMap((head) => head.usersWithPendingOverlap))],
  };
}

/** Each is made when it is asked for. */
function* mapLazily<From, To>(values: Iterable<From>, convert: (value: From) => To): Generator<To> {
  for (const value of values) yield convert(value);
}

function toPaths({ path, charts }: SitePage): readonly string[] {
  return [path, ...charts.map((chart) => chart.path)];
}
