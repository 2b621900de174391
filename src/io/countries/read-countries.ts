import { statSync } from "node:fs";
import { join } from "node:path";
import { NO_COUNTRIES, type Countries } from "../../site/countries.js";
import { formatInstant } from "../../text/format/format-time.js";
import { readCache, writeCacheFile } from "../cache/cache-file.js";
import type { CountriesConfig } from "../config/config.js";
import { errorCode, describeUnreadable } from "../files/file-problem.js";
import { isNumber, isObjectOf, isRecordOf, isString, isExactly } from "../cache/shape.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";
import { openCountryDatabase, type CountryDatabase } from "./country-database.js";

/** The countries of addresses, or why none is known. */
export interface FoundCountries {
  readonly countries: Countries;
  /** The problem of the file, for people; empty if there is none. It quotes nothing from the file. */
  readonly problem: string;
}

export interface CountriesContext {
  /** Where the database of the second package may be: the first one that is there counts. */
  readonly bundledPaths: readonly string[];
  /** The history's folder for derived data; null: nothing is remembered. */
  readonly cacheFolder: string | null;
  /** The addresses of running sessions, which every run shows. */
  readonly liveAddresses: readonly string[];
  readonly nowSeconds: number;
  readonly ignoreCache: boolean;
}

/** What the last run found in a file, so that a quiet run need not open it. */
interface CachedCountries {
  /** The stamp of the file. */
  readonly stamp: string;
  /** The flaw of its content. */
  readonly flaw: string;
  readonly builtSeconds: number;
  /** Address → code, of the running sessions. */
  readonly codes: Readonly<Record<string, string>>;
}

const CACHE_FILE = "countries.json";

/** A database of cities with all their names has about 130 MB. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Networks move from country to country: after this time too many answers are wrong. */
const MAX_AGE_SECONDS = 2 * 365 * 86_400;

const NOTHING: FoundCountries = { countries: NO_COUNTRIES, problem: "" };

/**
 * Finds the countries of addresses by the database that the config names. Without a usable one the site has no
 * countries.
 */
export function readCountries(config: CountriesConfig, context: CountriesContext): FoundCountries {
  const file = findDatabase(config, context.bundledPaths);
  if (file === null) return NOTHING;
  if (file.kind === "unreadable") return { countries: NO_COUNTRIES, problem: file.problem };
  const { path, stamp } = file;

  const cacheFile = context.cacheFolder === null ? null : join(context.cacheFolder, CACHE_FILE);
  const cached = context.ignoreCache || cacheFile === null ? null : readCached(cacheFile, stamp);
  let opened: OpenedDatabase | undefined;
  const open = (): OpenedDatabase => (opened ??= openDatabase(path));
  const known = isCovered(cached, context.liveAddresses) ? cached : toCached(stamp, open(), context.liveAddresses);
  if (known !== cached && cacheFile !== null) writeCacheFile(cacheFile, known);

  const problem = known.flaw === "" ? findAgeProblem(known.builtSeconds, context.nowSeconds) : known.flaw;
  if (problem !== "") return { countries: NO_COUNTRIES, problem: `${path}: ${problem}` };
  const codes = new Map(Object.entries(known.codes));
  const find = (address: string): string => {
    const code = codes.get(address);
    if (code !== undefined) return code;
    const read = open();
    const found = read.kind === "flaw" ? "" : read.database.find(address);
    codes.set(address, found);
    return found;
  };
  return { countries: { key: stamp, find }, problem: "" };
}

/**
 * Examines the database that would be used, without a cache.
 *
 * @returns null if there is none, and none is needed
 */
export function examineDatabase(
  config: CountriesConfig,
  bundledPaths: readonly string[],
  nowSeconds: number,
): { readonly path: string; readonly flaw: string } | null {
  const file = findDatabase(config, bundledPaths);
  if (file === null) return null;
  if (file.kind === "unreadable") return { path: config.kind === "file" ? config.path : "", flaw: file.problem };
  const opened = openDatabase(file.path);
  const flaw = opened.kind === "flaw" ? opened.what : findAgeProblem(opened.database.builtSeconds, nowSeconds);
  return { path: file.path, flaw };
}

type FoundDatabase =
  | { readonly kind: "file"; readonly path: string; readonly stamp: string }
  | { readonly kind: "unreadable"; readonly problem: string };

/** @returns null if there is none, and none is needed */
function findDatabase(config: CountriesConfig, bundledPaths: readonly string[]): FoundDatabase | null {
  if (config.kind === "off") return null;
  for (const path of config.kind === "file" ? [config.path] : bundledPaths) {
    try {
      const { dev, ino, size, mtimeMs } = statSync(path);
      return { kind: "file", path, stamp: `${dev} ${ino} ${size} ${mtimeMs}` };
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      // The package with the database is not installed.
      if (config.kind === "bundled" && (code === "ENOENT" || code === "ENOTDIR")) continue;
      return { kind: "unreadable", problem: describeUnreadable(path, code) };
    }
  }
  return null;
}

type OpenedDatabase =
  | { readonly kind: "opened"; readonly database: CountryDatabase }
  /** What is wrong with the file. */
  | { readonly kind: "flaw"; readonly what: string };

function openDatabase(path: string): OpenedDatabase {
  const flaw = (what: string): OpenedDatabase => ({ kind: "flaw", what });
  try {
    const bytes = readRegularFile(path, { maxBytes: MAX_BYTES, links: "followed" });
    const database = openCountryDatabase(bytes);
    return database === null
      ? flaw("it is not a database of countries in the MaxMind DB format")
      : { kind: "opened", database };
  } catch (error) {
    const code = errorCode(error);
    if (code !== null) return flaw(`it cannot be read (${code})`);
    if (error instanceof FileFlawError) return flaw(error.message);
    throw error;
  }
}

function findAgeProblem(builtSeconds: number, nowSeconds: number): string {
  if (nowSeconds - builtSeconds <= MAX_AGE_SECONDS) return "";
  return `it is from ${formatInstant(builtSeconds).slice(0, 10)}, which is more than two years ago`;
}

/** Whether the cache has exactly these addresses: those of sessions that have ended must not stay there. */
function isCovered(cached: CachedCountries | null, addresses: readonly string[]): cached is CachedCountries {
  if (cached === null) return false;
  const wanted = new Set(addresses);
  const there = Object.keys(cached.codes);
  return cached.flaw !== "" || (there.length === wanted.size && there.every((address) => wanted.has(address)));
}

function toCached(stamp: string, opened: OpenedDatabase, addresses: readonly string[]): CachedCountries {
  if (opened.kind === "flaw") return { stamp, flaw: opened.what, builtSeconds: 0, codes: {} };
  const { database } = opened;
  const codes = Object.fromEntries([...new Set(addresses)].sort().map((address) => [address, database.find(address)]));
  return { stamp, flaw: "", builtSeconds: database.builtSeconds, codes };
}

function readCached(path: string, stamp: string): CachedCountries | null {
  return readCache(
    path,
    isObjectOf<CachedCountries>({
      stamp: isExactly(stamp),
      flaw: isString,
      builtSeconds: isNumber,
      codes: isRecordOf(isString),
    }),
  );
}
