import { lstatSync } from "node:fs";
import { ProblemError } from "../../text/problem.js";
import { isManagementAddress, parseManagementAddress } from "./management-address.js";
import { matchPaths, PATTERN_OPTIONS } from "./match-paths.js";
import { discoveredNames, sourceName, sourceNames } from "./source-name.js";

/** What the config says of a server, or of several by one pattern. */
export interface SourceRequest {
  /** An absolute path, a pattern of such, or the address of a management interface. */
  readonly status: string;
  /** `null`: named after its file. */
  readonly name: string | null;
}

/** One server's one source. */
export interface FoundSource<Request extends SourceRequest = SourceRequest> {
  readonly server: string;
  /** The path of a file, or a management interface's address; a pattern where nothing matches it. */
  readonly source: string;
  readonly request: Request;
}

/** A source of the last run. */
export interface KnownSource {
  readonly server: string;
  readonly source: string;
}

/**
 * The sources that the config means, in its order and then by path. A path or pattern that leads to nothing is one
 * source all the same, and so is a file that a pattern found in the last run and that is gone: a server whose file is
 * missing has to be reported, not forgotten.
 *
 * @param known the last run's sources
 * @throws ProblemError of kind `config`: one `name` for several files, two sources of one name, or a bad address
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
  refuseSharedNames(found);
  return found;
}

/**
 * The status files at the usual places, for those who configured none: those that are there, and those that were there
 * in the last run.
 *
 * @param known the last run's sources
 * @param usualPaths paths and patterns to look at
 * @returns none if there is no such file
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
  refuseSharedNames(found);
  return found;
}

/** Where status files were; a source that is a pattern is one that had found none. */
function toKnownPaths(known: readonly KnownSource[]): readonly string[] {
  return known.map(({ source }) => source).filter((source) => source.startsWith("/") && !isPattern(source));
}

/** The files of one or more paths or patterns. */
interface ExpectedFiles {
  readonly there: readonly string[];
  /** Those that were there in the last run and are there no more. */
  readonly gone: readonly string[];
}

/** Sorted, as if all were there: a name depends on what the files beside are called, and must not change with them. */
function sortPaths({ there, gone }: ExpectedFiles): readonly string[] {
  return [...there, ...gone].sort();
}

/**
 * Leaves out each file that is gone and whose name another file has: it was renamed, or another one took its place, and
 * what is there counts.
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
  // Without it others may have other names.
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
  // One that has a name is one server, whatever its file is called now.
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

/** The files that a path or pattern leads to, and those that it led to when they were there. */
async function findExpectedFiles(status: string, knownPaths: readonly string[]): Promise<ExpectedFiles> {
  const there = await findFiles(status);
  if (there[0] === status) return { there, gone: [] };
  if (!isPattern(status)) return { there: [], gone: knownPaths.filter((path) => path === status) };
  const others = knownPaths.filter((path) => !there.includes(path));
  return { there, gone: await matchPaths(status, others) };
}

/** The files that a path or pattern leads to, sorted. A path that is there as it is written is no pattern. */
async function findFiles(status: string): Promise<readonly string[]> {
  if (isThere(status)) return [status];
  if (!isPattern(status)) return [];
  // Only here: loading it costs half of what starting node does.
  const { default: glob } = await import("fast-glob");
  return (await glob(status, { ...PATTERN_OPTIONS, suppressErrors: true })).sort();
}

/** Whether a status path is written as a pattern that may match several files. */
export function isPattern(status: string): boolean {
  return /[*?[{]|[!@+]\(/.test(status);
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function oneNameForSeveral(name: string, status: string, paths: readonly string[]): ProblemError {
  const [first, second] = paths.map((path) => JSON.stringify(path));
  return new ProblemError({
    kind: "config",
    what: `name ${JSON.stringify(name)} is given to ${JSON.stringify(status)}, which is ${paths.length} files: ${first ?? ""}, ${second ?? ""}${paths.length > 2 ? ", …" : ""}`,
    fix: "Leave the name out, so that each is named after its file or folder, or give each file its own [[server]].",
  });
}

function refuseSharedNames(found: readonly FoundSource[]): void {
  const sourceByServer = new Map<string, string>();
  for (const { server, source } of found) {
    const other = sourceByServer.get(server);
    if (other !== undefined) {
      throw new ProblemError({
        kind: "config",
        what: `two sources are both named ${JSON.stringify(server)}: ${JSON.stringify(other)} and ${JSON.stringify(source)}`,
        fix: "Give each its own [[server]] with a name of its own.",
      });
    }
    sourceByServer.set(server, source);
  }
}
