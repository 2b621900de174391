import { join } from "node:path";
import { monitoringGaps } from "../site/charts/monitoring-gaps.js";
import { recordedDays } from "../site/charts/recorded-days.js";
import { makeHistoryCharts } from "../site/charts/site-charts.js";
import { planSlowDownloads } from "../site/downloads/slow-downloads.js";
import type { ExpectedUser } from "../site/expected-users.js";
import { outdatedAfterSeconds } from "../site/freshness.js";
import { makePartFilter } from "../site/further/site-parts.js";
import { indexSite } from "../site/index-site.js";
import { openAddressCountries } from "./address-countries.js";
import type { BranchContext, PlannedBranch } from "./branch.js";
import { planBranches } from "./branches.js";
import { toDownloadStates } from "./download-keys.js";
import { openDownloadTargets } from "./download-targets.js";
import { findLivePart } from "./find-live-part.js";
import { toSchemaTarget } from "./json-targets.js";
import { listSitePaths } from "./list-site-paths.js";
import type { LivePart } from "./live-part.js";
import { openMonthNotices } from "./month-notices.js";
import { openRolledHistory } from "./open-rolled-history.js";
import type { Build } from "./publish-branch.js";
import { toSiteFiles } from "./site-files.js";

/** The plan of a build of the whole site. */
interface HistoryPlan {
  readonly live: LivePart;
  readonly assets: PlannedBranch;
  /** In the order in which they are built. */
  readonly branches: Iterable<PlannedBranch>;
  /** Of every file of the site, except further pages of notices that are still to be found. */
  readonly firstPaths: ReadonlySet<string>;
  /** Of every file of the site. How many pages the notices of a month need is known only when they are found. */
  readonly findPaths: () => ReadonlySet<string>;
  readonly usersWithPendingOverlap: readonly string[];
}

/**
 * Rolls up the history, and plans the files that depend on it.
 *
 * @param expected who should always be connected
 */
export function planHistory(build: Build, expected: readonly ExpectedUser[]): HistoryPlan {
  const { sources, settings, memory, charts, host, mayWait, parts } = build;
  const { input, calendar, programVersion } = sources;
  const ignoreCache = settings.full;
  const rolled = openRolledHistory(sources, settings);
  const { reader, rollup, summaries } = rolled;

  const outline = indexSite(input, calendar, rollup);
  const states = toDownloadStates(sources, outline, summaries);
  const slow = planSlowDownloads(states.values(), memory.slowDownloads, input.nowSeconds, mayWait);
  const index = { ...outline, slowDownloads: new Map(slow.map((download) => [download.stem, download])) };
  const gaps = monitoringGaps(input.monitored, outdatedAfterSeconds(input));
  const recorded = recordedDays(input.monitored, input.zone, index);
  const notices = openMonthNotices(reader, rolled, index, { gaps, countries: input.countries, ignoreCache });
  const live = findLivePart({ sources, index, reader, recorded, notices, expected, ignoreCache });

  const files = toSiteFiles(input, index, sources.assets, { templates: host.templates, programVersion, parts });
  const addressCountries = openAddressCountries(join(reader.history.folder, "cache"), input.countries, { ignoreCache });
  const pageCharts = makeHistoryCharts({ ...input, countries: addressCountries.countries }, index);
  const listPaths = (noticeCounts: ReadonlyMap<string, number>): ReadonlySet<string> => {
    const paths = listSitePaths(sources, { index, live, charts: pageCharts, noticeCounts });
    return new Set([...files.assets.map(({ path }) => path), ...paths].filter(makePartFilter(parts)));
  };
  const firstPaths = listPaths(notices.knownCounts);
  // The list of pages has used all addresses of the history.
  addressCountries.save();
  const context: BranchContext = {
    sources,
    index,
    reader,
    summaries,
    userSessions: rolled.userSessions,
    tools: { ...files, charts },
    charts: pageCharts,
    gaps,
    recorded,
    notices,
    states,
    downloads: openDownloadTargets(input, programVersion),
  };
  return {
    live,
    assets: {
      branch: { kind: "assets", name: "" },
      key: null,
      plan: () => [...files.assets, toSchemaTarget()],
    },
    branches: planBranches(context),
    firstPaths,
    findPaths: () => {
      const counts = notices.count();
      return counts.size === notices.knownCounts.size ? firstPaths : listPaths(counts);
    },
    usersWithPendingOverlap: [...new Set(summaries.flatMap((summary) => summary.usersWithPendingOverlap))],
  };
}
