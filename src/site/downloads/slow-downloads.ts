/** So many sessions follow each minute; a download of more of them waits a minute for each as many. */
const SESSIONS_A_MINUTE = 5000;

/** A download of so many sessions that it is not built again each minute. Plain data. */
export interface SlowDownload {
  readonly stem: string;
  /** When it was last known to be up to date, of how many sessions it is, and of which: the key changes with them. */
  readonly builtSeconds: number;
  readonly sessionCount: number;
  readonly key: string;
  /** Whether it is to be built again, once it has waited long enough. */
  readonly isOutdated: boolean;
}

export type DownloadState = Pick<SlowDownload, "stem" | "sessionCount" | "key">;

/**
 * Which downloads are slow, and when each was built: those that are due are built in this run.
 *
 * @param downloads all there are
 * @param before what the run before knew
 * @param mayWait false: all that are outdated are due
 */
export function planSlowDownloads(
  downloads: Iterable<DownloadState>,
  before: readonly SlowDownload[],
  nowSeconds: number,
  mayWait: boolean,
): readonly SlowDownload[] {
  const known = new Map(before.map((download) => [download.stem, download]));
  const slow: SlowDownload[] = [];
  for (const { stem, sessionCount, key } of downloads) {
    const built = known.get(stem);
    if (built !== undefined && mayWait && !isDue(built, nowSeconds)) {
      slow.push({ ...built, isOutdated: built.key !== key });
    } else if (sessionCount > SESSIONS_A_MINUTE) {
      slow.push({ stem, sessionCount, key, builtSeconds: nowSeconds, isOutdated: false });
    }
  }
  return slow;
}

/** Whether one is out of date and has waited long enough. */
export function isAnyDue(slow: readonly SlowDownload[], nowSeconds: number): boolean {
  return slow.some((download) => download.isOutdated && isDue(download, nowSeconds));
}

/** By minutes of the clock, since two runs of cron are rarely a whole minute apart. */
function isDue({ sessionCount, builtSeconds }: SlowDownload, nowSeconds: number): boolean {
  if (builtSeconds > nowSeconds) return true;
  const minutes = Math.floor(nowSeconds / 60) - Math.floor(builtSeconds / 60);
  return minutes >= Math.ceil(sessionCount / SESSIONS_A_MINUTE);
}
