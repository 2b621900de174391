import { ACCESS_REVIEW_STEM } from "./download-stem.js";
import { monthDownloads, siteDownloads, userDownloads, type DownloadLink } from "./download-link.js";
import { userOutline } from "../pages/page-frame.js";
import type { SiteIndex } from "../site-index.js";

/** So many sessions follow each minute; what is made of more of them waits a minute for each as many. */
const SESSIONS_A_MINUTE = 5000;

/** A download of so many sessions that it is not built again each minute. Plain data. */
export interface SlowDownload {
  readonly stem: string;
  /** Whose it is: a user's, a month's or, both null, the whole site's. */
  readonly user: string | null;
  readonly month: string | null;
  /** When it was built, and of how many sessions. */
  readonly builtSeconds: number;
  readonly sessionCount: number;
  readonly isOutdated: boolean;
}

/** Those that are out of date and have waited long enough. */
export function dueDownloads(slow: readonly SlowDownload[], nowSeconds: number): readonly SlowDownload[] {
  return slow.filter((download) => download.isOutdated && isDue(download, nowSeconds));
}

/** By minutes of the clock, since two runs of cron are rarely a whole minute apart. */
function isDue(
  { sessionCount, builtSeconds }: Pick<SlowDownload, "sessionCount" | "builtSeconds">,
  nowSeconds: number,
): boolean {
  if (builtSeconds > nowSeconds) return true;
  const minutes = Math.floor(nowSeconds / 60) - Math.floor(builtSeconds / 60);
  return minutes >= Math.ceil(sessionCount / SESSIONS_A_MINUTE);
}

/** Which downloads a run builds, and what the next one is to know of those that may wait. */
export interface DownloadChoice {
  readonly stems: ReadonlySet<string>;
  readonly slow: readonly SlowDownload[];
}

export const NO_STEMS: ReadonlySet<string> = new Set();

/** Whose downloads have changed. */
interface TouchedOwners {
  readonly months: Iterable<string>;
  readonly users: Iterable<string>;
}

/** A run that builds them all. */
export function chooseAllDownloads(index: SiteIndex, nowSeconds: number): DownloadChoice {
  return chooseDownloads(
    index,
    { months: index.monthOutlines.keys(), users: index.userOutlines.keys() },
    [],
    nowSeconds,
  );
}

/**
 * A run in which some have changed.
 *
 * @param touched whose, beside those of the whole site, which change with everything
 * @param before what the run before knew of those that may wait
 */
export function chooseDownloads(
  index: SiteIndex,
  touched: TouchedOwners,
  before: readonly SlowDownload[],
  nowSeconds: number,
): DownloadChoice {
  const stems = new Set([ACCESS_REVIEW_STEM]);
  const slow = new Map(before.map((download) => [download.stem, download]));
  for (const { user, month, link } of changedDownloads(index, touched)) {
    const { stem, sessionCount } = link;
    const known = slow.get(stem);
    if (known !== undefined && !isDue(known, nowSeconds)) {
      slow.set(stem, { ...known, isOutdated: true });
      continue;
    }
    stems.add(stem);
    if (sessionCount <= SESSIONS_A_MINUTE) continue;
    slow.set(stem, { stem, user, month, sessionCount, builtSeconds: nowSeconds, isOutdated: false });
  }
  return { stems, slow: [...slow.values()] };
}

interface ChangedDownload extends Pick<SlowDownload, "user" | "month"> {
  readonly link: DownloadLink;
}

function changedDownloads(index: SiteIndex, touched: TouchedOwners): readonly ChangedDownload[] {
  return [
    ...siteDownloads(index).map((link) => ({ user: null, month: null, link })),
    ...[...touched.users].flatMap((user) =>
      userDownloads(index, userOutline(index, user)).map((link) => ({ user, month: null, link })),
    ),
    ...[...touched.months].flatMap((month) => {
      const outline = index.monthOutlines.get(month);
      const links = outline === undefined ? [] : monthDownloads(index, outline);
      return links.map((link) => ({ user: null, month, link }));
    }),
  ];
}
