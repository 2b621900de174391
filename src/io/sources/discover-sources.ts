import { isThere } from "../files/existing.js";
import { ProblemError } from "../../text/problem.js";
import { isManagementAddress, parseManagementAddress } from "./management-address.js";
import { matchPaths, PATTERN_OPTIONS } from "./match-paths.js";
import { refuseSharedSources } from "./refuse-shared-sources.js";
import { discoveredNames, sourceName, sourceNames } from "./source-name.js";

/** A server in the config, or several by one pattern. */
interface SourceRequest {
  /** An absolute path, a pattern of absolute paths, or the address of a management interface. */
  readonly status: string;
  /** `null`: named after its file. */
  readonly name: string | null;
}

/** The one source of a server. */
interface FoundSource<Request extends SourceRequest = SourceRequest> {
  readonly server: string;
  /** The path of a file or the address of a management interface; a pattern if nothing matches it. */
  readonly source: string;
  readonly request: Request;
}

/** A source of the last run. */
export interface KnownSource {
  readonly server: string;
  readonly source: string;
}

/**
 * Finds the sources that the config names, in its order and then by path. A path or pattern without a file still
 * gives one source, and so does a file that a pattern matched in the last run and that no longer exists: a server
 * whose file is missing must be reported, not forgotten.
 *
 * @param known the last run's sources
 * @throws ProblemError of kind `config`: one `name` for several files, two sources with one name, one file for two
 *   servers, or a bad address
 */
export async function discoverSources<Request extends SourceRequest>(
  requests: readonly Request[],
  known: readonly KnownSource[] = [],
): Promise<readonly FoundSource<Request>[]> {
  const knownPaths = toKnownPaths(known);
  const expected = await Promise.all(
    requests.map(async (request) => ({ request, ...(await findRequestedFiles(request, knownPaths)) })),
  );
  const found = withoutSuperseded(expected, toSources).flatMap(toSources);
  refuseSharedSources(found);
  return found;
}

/**
 * Finds the status files at the usual places, for a config without servers: those that exist now, and those that
 * existed in the last run.
 *
 * @param known the last run's sources
 * @param usualPaths paths and patterns to search
 * @returns an empty list if there is no such file
 */
export async function discoverUsualSources(
  known: readonly KnownSource[],
  usualPaths: readonly string[],
): Promise<readonly FoundSource[]> {
  const knownPaths = toKnownPaths(known);
  const files = await Promise.all(usualPaths.map((path) => findExpectedFiles(path, knownPaths)));
  const [there, gone] = [files.flatMap((one) => one.there), files.flatMap((one) => one.gone)];
  const expected = withoutSuperseded([{ there: [...new Set(there)], gone: [...new Set(gone)] }], (all) => {
    const paths = sortPaths(all);
    return sourceNames(paths).map((server, index) => ({ server, source: paths[index] ?? "" }));
  });
  const left = new Set(expected.flatMap(sortPaths));
  const paths = [...new Set(files.flatMap(sortPaths))].filter((path) => left.has(path));
  const names = discoveredNames(paths);
  const found = paths.map((source, index) => {
    const request = { status: source, name: null };
    return { server: names[index] ?? sourceName(source), source, request };
  });
  refuseSharedSources(found);
  return found;
}

/** The files of the last run. A source that is a pattern had no file. */
function toKnownPaths(known: readonly KnownSource[]): readonly string[] {
  return known.map(({ source }) => source).filter((source) => source.startsWith("/") && !isPattern(source));
}

/** The files of one or more paths or patterns. */
interface ExpectedFiles {
  readonly there: readonly string[];
  /** Those that existed in the last run but no longer do. */
  readonly gone: readonly string[];
}

/** Sorted as if all existed: a name depends on the names of the other files, and must not change when one is gone. */
function sortPaths({ there, gone }: ExpectedFiles): readonly string[] {
  return [...there, ...gone].sort();
}

/**
 * Leaves out each file that is gone and whose name another file now has: it was renamed or replaced, and that one counts.
 */
function withoutSuperseded<Files extends ExpectedFiles>(
  all: readonly Files[],
  named: (files: Files) => readonly Pick<FoundSource, "server" | "source">[],
): readonly Files[] {
  const found = all.flatMap(named);
  const gone = new Set(all.flatMap((files) => files.gone));
  const superseded = found.find(
    (one) => gone.has(one.source) && found.some((other) => other !== one && other.server === one.server),
  );
  if (superseded === undefined) return all;
  const isLeft = (path: string): boolean => path !== superseded.source;
  // Without it, other files may have other names.
  return withoutSuperseded(
    all.map((files) => ({ ...files, gone: files.gone.filter(isLeft) })),
    named,
  );
}

async function findRequestedFiles(
  { status, name }: SourceRequest,
  knownPaths: readonly string[],
): Promise<ExpectedFiles> {
  if (isManagementAddress(status)) return { there: [], gone: [] };
  // A request with a name is one server, whatever its file is named now.
  if (name === null && isPattern(status)) return findExpectedFiles(status, knownPaths);
  return { there: await findFiles(status), gone: [] };
}

function toSources<Request extends SourceRequest>({
  request,
  ...files
}: ExpectedFiles & { readonly request: Request }): readonly FoundSource<Request>[] {
  const { status, name } = request;
  if (isManagementAddress(status)) {
    const address = parseManagementAddress(status);
    return [{ server: name ?? sourceName(address.kind === "unix" ? address.path : ""), source: status, request }];
  }
  const paths = sortPaths(files);
  if (paths.length === 0) {
    return [{ server: name ?? (isPattern(status) ? status : sourceName(status)), source: status, request }];
  }
  if (name !== null && paths.length > 1) throw oneNameForSeveral(name, status, paths);
  const names = name === null ? sourceNames(paths) : [name];
  return paths.map((source, index) => ({ server: names[index] ?? sourceName(source), source, request }));
}

/** The files that a path or pattern matches, and those that it matched while they existed. */
async function findExpectedFiles(status: string, knownPaths: readonly string[]): Promise<ExpectedFiles> {
  const there = await findFiles(status);
  if (there[0] === status) return { there, gone: [] };
  if (!isPattern(status)) return { there: [], gone: knownPaths.filter((path) => path === status) };
  const others = knownPaths.filter((path) => !there.includes(path));
  return { there, gone: await matchPaths(status, others) };
}

/** The files that a path or pattern matches, sorted. If a file has exactly this name, it is no pattern. */
async function findFiles(status: string): Promise<readonly string[]> {
  if (isThere(status)) return [status];
  if (!isPattern(status)) return [];
  // Loaded lazily: it takes half as long as starting Node.
  const { default: glob } = await import("fast-glob");
  return (await glob(status, { ...PATTERN_OPTIONS, suppressErrors: true })).sort();
}

/** Whether a status path contains pattern characters. */
export function isPattern(status: string): boolean {
  return findPatternStart(status) >= 0;
}

/** The place of the first pattern character in a status path; -1 if it is no pattern. */
export function findPatternStart(status: string): number {
  return status.search(/[*?[{]|[!@+]\(/);
}

function oneNameForSeveral(name: string, status: string, paths: readonly string[]): ProblemError {
  const named = paths.slice(0, 2).map((path) => JSON.stringify(path));
  const files = [...named, ...(paths.length > 2 ? ["…"] : [])].join(", ");
  return new ProblemError({
    kind: "config",
    what: (t) => t.config.oneNameForSeveral(JSON.stringify(name), JSON.stringify(status), paths.length, files),
    fix: (t) => t.config.oneNameForSeveralFix,
  });
}
