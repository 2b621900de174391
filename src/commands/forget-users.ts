import { join } from "node:path";
import { removeAllExcept } from "../io/cache/cache-file.js";
import { forgetMadeFiles, MADE_FILES } from "../io/publish/made-record.js";
import { slugOf } from "../rollup/slug.js";
import { OUT_GROUP_FILE } from "./report/report-out-group.js";

/** These name no user: when each server was looked at, and what was said of the group of `out`. */
const WITHOUT_NAMES = ["monitoring.json", OUT_GROUP_FILE];

/**
 * Removes from `cache/` whatever may tell of some users, before their sessions leave the history: a run that then fails,
 * or is killed, leaves nothing of them there. What it costs is made again by the next run.
 */
export function forgetUsers(history: string, users: ReadonlySet<string>): void {
  const cacheFolder = join(history, "cache");
  removeAllExcept(cacheFolder, [...WITHOUT_NAMES, ...MADE_FILES]);
  const slugs = [...users].map(slugOf);
  // `alice` is also taken for a part of `alice-b`: a file too many that is made again does no harm.
  forgetMadeFiles(cacheFolder, (path) => slugs.some((slug) => path.includes(slug)));
}
