/**
 * A download is updated every minute up to this many sessions. A larger one is updated every second minute up to twice
 * as many, and so on.
 */
const SESSIONS_A_MINUTE = 5000;

/** A download with too many sessions to be built every minute. Plain data. */
export interface SlowDownload {
  readonly stem: string;
  /** When it was last made, and of how many and which sessions: the key changes with them. */
  readonly builtSeconds: number;
  readonly sessionCount: number;
  readonly key: string;
  /** Whether it is outdated, and will be built once it has waited long enough. */
  readonly isOutdated: boolean;
}

export type DownloadState = Pick<SlowDownload, "stem" | "sessionCount" | "key">;

/**
 * Which downloads are slow, and when each was built. Those that are due are built in this run.
 *
 * @param downloads all downloads
 * @param before the slow downloads of the last run
 * @param mayWait false: every outdated one is due
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
    if (built?.key === key && sessionCount > SESSIONS_A_MINUTE) {
      slow.push({ ...built, builtSeconds: Math.min(built.builtSeconds, nowSeconds), isOutdated: false });
    } else if (built !== undefined && mayWait && !isDue(built, nowSeconds)) {
      slow.push({ ...built, isOutdated: true });
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

/** Compares minutes of the clock, since two runs of cron are rarely exactly a minute apart. */
function isDue({ sessionCount, builtSeconds }: SlowDownload, nowSeconds: number): boolean {
  if (builtSeconds > nowSeconds) return true;
  const minutes = Math.floor(nowSeconds / 60) - Math.floor(builtSeconds / 60);
  return minutes >= Math.ceil(sessionCount / SESSIONS_A_MINUTE);
}
