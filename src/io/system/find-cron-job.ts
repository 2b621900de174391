import { readdirSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../files/file-problem.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";

/** A line of a crontab that makes the site. */
export interface CronJob {
  readonly path: string;
  /** Null: it does not run at equal intervals. */
  readonly everySeconds: number | null;
}

const MAX_BYTES = 1024 * 1024;

/**
 * Finds the cron job that runs `gen` of this program.
 *
 * @param files crontabs, and folders of them
 * @param program a word of the command: the path of the script
 */
export function findCronJob(
  files: readonly string[],
  program: string,
): { readonly job: CronJob | null; readonly unreadable: readonly string[] } {
  const unreadable: string[] = [];
  for (const path of files.flatMap((file) => listCrontabs(file, unreadable))) {
    for (const line of readLines(path, unreadable)) {
      const isJob = line.includes("openvpn-status-site") || line.includes(program);
      if (!isJob || !/\sgen(?:\s|$)/.test(line) || /^\s*(?:#|\w+\s*=)/.test(line)) continue;
      return { job: { path, everySeconds: toInterval(line) }, unreadable };
    }
  }
  return { job: null, unreadable };
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
