import { join } from "node:path";
import { readCache, removeCacheFile, writeCacheFile } from "../io/cache/cache-file.js";
import { isAsWritten, isObjectOf, isExactly } from "../io/cache/shape.js";
import type { MonthRollup } from "../rollup/month-rollup.js";
import type { UserRollup } from "../rollup/user-rollup.js";
import { EMPTY_DAY_INDEX, type DayIndex } from "./day-index.js";
import { fingerprint } from "../site/fingerprint.js";
import type { GenSettings } from "./gen-settings.js";

/** A month's rollup without its users, who are stored separately. */
export type MonthSummary = Omit<MonthRollup, "users"> & {
  /** Changes with everything that the rollup depends on. */
  readonly key: string;
};

/** The index of all months. */
export interface RollupIndex {
  /** Changes with what all rollups depend on: rollups of another context are invalid. */
  readonly context: string;
  readonly days: DayIndex;
  readonly months: Readonly<Record<string, MonthSummary>>;
}

/** The users of several months, merged. */
interface MergedUsers {
  readonly key: string;
  readonly users: readonly UserRollup[];
}

/** Rollups in the history's cache: a file for each month, one for the users of the older months, and their index. */
export interface RollupStore {
  readonly emptyIndex: RollupIndex;
  readonly readIndex: () => RollupIndex;
  readonly writeIndex: (index: RollupIndex) => void;
  /** @returns null unless they have this key */
  readonly readUsers: (month: string, key: string) => readonly UserRollup[] | null;
  readonly writeUsers: (month: string, key: string, users: readonly UserRollup[]) => void;
  readonly removeUsers: (month: string) => void;
  readonly readMerged: (key: string) => readonly UserRollup[] | null;
  readonly writeMerged: (merged: MergedUsers) => void;
}

/** @returns as in {@link RollupIndex} */
export function toRollupContext(
  { config: { timezone, userFrom, usersIgnoreCase } }: Pick<GenSettings, "config">,
  programVersion: string,
): string {
  return fingerprint(programVersion, timezone, userFrom, usersIgnoreCase);
}

/** Where rollups are, in the history's cache. */
export const ROLLUPS_FOLDER = "rollups";

/** @param context as in {@link RollupIndex} */
export function openRollupStore(cacheFolder: string, context: string): RollupStore {
  const folder = join(cacheFolder, ROLLUPS_FOLDER);
  const indexFile = join(folder, "index.json");
  const mergedFile = join(folder, "merged.json");
  const usersFile = (month: string): string => join(folder, `${month}.json`);
  const emptyIndex: RollupIndex = { context, days: EMPTY_DAY_INDEX, months: {} };
  return {
    emptyIndex,
    readIndex: () =>
      readCache(
        indexFile,
        isObjectOf<RollupIndex>({ context: isExactly(context), days: isAsWritten(), months: isAsWritten() }),
      ) ?? emptyIndex,
    writeIndex: (index) => {
      writeCacheFile(indexFile, index);
    },
    readUsers: (month, key) => readMonthUsers(usersFile(month), key),
    writeUsers: (month, key, users) => {
      writeCacheFile(usersFile(month), { key, users } satisfies MergedUsers);
    },
    removeUsers: (month) => {
      removeCacheFile(usersFile(month));
    },
    readMerged: (key) => readMonthUsers(mergedFile, key),
    writeMerged: (merged) => {
      writeCacheFile(mergedFile, merged);
    },
  };
}

function readMonthUsers(path: string, key: string): readonly UserRollup[] | null {
  return readCache(path, isObjectOf<MergedUsers>({ key: isExactly(key), users: isAsWritten() }))?.users ?? null;
}
