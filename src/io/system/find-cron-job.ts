import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorCode } from "../files/file-problem.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";

/** A line of a crontab that makes the site. */
interface CronJob {
  readonly path: string;
  /** Null: it does not run at equal intervals. */
  readonly everySeconds: number | null;
}

/** A file with such a line that cron does not read, since it takes only what nobody but root can have put there. */
export interface IgnoredCronJob {
  readonly path: string;
  readonly why: "name" | "owner" | "mode";
}

/** What was found in crontabs. */
interface FoundCronJob {
  readonly job: CronJob | null;
  readonly ignored: IgnoredCronJob | null;
  readonly unreadable: readonly string[];
}

const GROUP_AND_OTHERS_WRITE = 0o022;
const MAX_BYTES = 1024 * 1024;

/**
 * Finds the cron job that runs `gen` of this program.
 *
 * @param files crontabs, and folders of them
 * @param program a word of the command: the path of the script
 */
export function findCronJob(files: readonly string[], program: string): FoundCronJob {
  const unreadable: string[] = [];
  let ignored: IgnoredCronJob | null = null;
  for (const path of files.flatMap((file) => listCrontabs(file, unreadable))) {
    for (const line of readLines(path, unreadable)) {
      const isJob = line.includes("openvpn-status-site") || line.includes(program);
      if (!isJob || !/\sgen(?:\s|$)/.test(line) || /^\s*(?:#|\w+\s*=)/.test(line)) continue;
      const why = whyIgnored(path);
      if (why === null) return { job: { path, everySeconds: toInterval(line) }, ignored, unreadable };
      ignored = { path, why };
    }
  }
  return { job: null, ignored, unreadable };
}

/** Debian's cron has these rules for its folder of jobs, and reports only in its log that it ignores one. */
function whyIgnored(path: string): IgnoredCronJob["why"] | null {
  if (basename(dirname(path)) !== "cron.d") return null;
  if (!/^[A-Za-z0-9_-]+$/.test(basename(path))) return "name";
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (found.uid !== 0) return "owner";
  return (found.mode & GROUP_AND_OTHERS_WRITE) === 0 ? null : "mode";
}

function toInterval(line: string): number | null {
  const [, minutes] = /^\s*(?:\*(?:\/(\d+))?)\s+\*\s/.exec(line) ?? [];
  if (/^\s*\*\s+\*\s/.test(line)) return 60;
  return minutes === undefined ? null : 60 * Number(minutes);
}

function listCrontabs(path: string, unreadable: string[]): readonly string[] {
  try {
    return readdirSync(path)
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    if (errorCode(error) === "ENOTDIR") return [path];
    noteDenied(error, path, unreadable);
    return [];
  }
}

function readLines(path: string, unreadable: string[]): readonly string[] {
  try {
    return readRegularFile(path, { maxBytes: MAX_BYTES, links: "followed" }).toString("utf8").split("\n");
  } catch (error) {
    if (!(error instanceof FileFlawError)) noteDenied(error, path, unreadable);
    return [];
  }
}

function noteDenied(error: unknown, path: string, unreadable: string[]): void {
  if (errorCode(error) === "EACCES") unreadable.push(path);
}
