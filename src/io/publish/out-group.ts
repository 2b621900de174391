import { chmodSync, lchownSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { OUT_FOLDER_MODE } from "./claim-out-folder.js";
import { errorCode, onFile, lstatIfExists } from "../files/file-problem.js";
import { parentFolders } from "../files/parent-folders.js";
import { withGzipCopies } from "./gzip-copy.js";
import { removeStaleFiles } from "./remove-stale-files.js";

/** Something of the site that belongs to another group than `out`, so that the web server may not be able to read it. */
export interface OtherGroup {
  /** An absolute path. */
  readonly path: string;
  readonly groupId: number;
  readonly outGroupId: number;
}

/** Reads the status of a site's files, and remembers which of them belong to another group than `out`. */
interface GroupWatch {
  /** @param path an absolute path */
  readonly stat: (path: string) => Stats | undefined;
  /**
   * A folder of the site, or a file that was checked, that still has another group. They get the group of `out` when
   * they are created, as long as it has setgid; one that differs was created before `out` got its group.
   *
   * @param paths of the site's files, relative to `out`
   */
  readonly findOther: (paths: Iterable<string>) => OtherGroup | null;
}

/** @param out an absolute path */
export function openGroupWatch(out: string): GroupWatch {
  let outGroupId: number | undefined;
  const others: string[] = [];
  const hasOtherGroup = (found: Stats): boolean => found.gid !== (outGroupId ??= readGroup(out));
  return {
    stat: (path) => {
      const found = lstatIfExists(path);
      if (found !== undefined && hasOtherGroup(found)) others.push(path);
      return found;
    },
    findOther: (paths) => {
      const folders = parentFolders(paths).map((path) => join(out, path));
      for (const path of [...folders, ...others]) {
        const found = lstatIfExists(path);
        if (found !== undefined && hasOtherGroup(found)) {
          return { path, groupId: found.gid, outGroupId: readGroup(out) };
        }
      }
      return null;
    },
  };
}

/**
 * Gives files and folders with another group to the group of `out`. Those that cannot be given are removed, to be
 * built again: so this is for a run that builds everything. A folder with other files stays as it is.
 *
 * @param paths files of ours, relative to `out`
 */
export function repairGroups(out: string, paths: readonly string[]): void {
  const outGroupId = readGroup(out);
  const isOther = (path: string): boolean => {
    const found = lstatIfExists(join(out, path));
    return found !== undefined && found.gid !== outGroupId && !isGiven(join(out, path), found, outGroupId);
  };
  const all = withGzipCopies(paths);
  for (const folder of parentFolders(paths).filter(isOther)) {
    removeStaleFiles(
      out,
      all.filter((path) => path.startsWith(`${folder}/`)),
    );
  }
  removeStaleFiles(out, all.filter(isOther));
}

function readGroup(out: string): number {
  return onFile("stat", out, () => statSync(out)).gid;
}

/**
 * Gives a folder or file to a group, which its owner may do as a member of that group. @returns whether that was
 * possible
 */
function isGiven(path: string, found: Stats, groupId: number): boolean {
  return onFile("changeGroup", path, () => {
    try {
      lchownSync(path, found.uid, groupId);
      if (found.isDirectory()) chmodSync(path, OUT_FOLDER_MODE);
      return true;
    } catch (error) {
      if (errorCode(error) === "EPERM") return false;
      throw error;
    }
  });
}
