import type { ObservedSource } from "../history/advance-history.js";
import { stateOfSnapshot } from "../history/source-rows.js";
import type { Config } from "../io/config.js";
import { discoverSources, discoverUsualSources, USUAL_PATHS } from "../io/discover-sources.js";
import { readSource } from "../io/read-source.js";
import type { SourceText } from "../io/source-text.js";
import { parseStatusFile } from "../status/parse-status.js";
import { ParsingError } from "../status/parsing-error.js";
import { splitClients } from "../status/split-clients.js";
import { makeZone, type Zone } from "../status/zone.js";
import { ProblemError } from "../text/problem.js";

interface SourceToRead {
  readonly server: string;
  readonly source: string;
  readonly passwordFile: string | null;
  /** Zone of the local times in a version 1 file. */
  readonly zone: Zone;
}

/**
 * Finds, reads and parses all sources: each is in one state, and shows a snapshot where that is `ok` or `stale`.
 *
 * @throws ProblemError `config` for names that clash, `no-source` if none is configured and none found
 */
export async function observeSources(
  config: Pick<Config, "servers" | "staleAfterSeconds">,
  nowSeconds: number,
  systemZone: string,
): Promise<readonly ObservedSource[]> {
  const sources = await sourcesToRead(config, systemZone);
  return Promise.all(
    sources.map(async (source) => {
      const text = await readSource(source);
      return observe(source, text, nowSeconds, config.staleAfterSeconds);
    }),
  );
}

/**
 * The same where the sources are not what the command is about: none at all is no failure.
 *
 * @throws ProblemError `config` for names that clash
 */
export async function observeSourcesIfAny(
  config: Pick<Config, "servers" | "staleAfterSeconds">,
  nowSeconds: number,
  systemZone: string,
): Promise<readonly ObservedSource[]> {
  return unlessNoSource(observeSources(config, nowSeconds, systemZone));
}

export interface ListedServer {
  readonly server: string;
  /** Zone of the local times in a version 1 file. */
  readonly zone: Zone;
}

/** The servers that are configured or found, without reading their sources; none is no failure. */
export async function listServers(
  config: Pick<Config, "servers">,
  systemZone: string,
): Promise<readonly ListedServer[]> {
  return unlessNoSource(sourcesToRead(config, systemZone));
}

async function unlessNoSource<Found>(finding: Promise<readonly Found[]>): Promise<readonly Found[]> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.kind === "no-source") return [];
    throw error;
  }
}

async function sourcesToRead(
  { servers }: Pick<Config, "servers">,
  systemZone: string,
): Promise<readonly SourceToRead[]> {
  if (servers.length > 0) {
    const found = await discoverSources(servers);
    return found.map(({ server, source, request: { timezone, passwordFile } }) => {
      return { server, source, passwordFile, zone: makeZone(timezone ?? systemZone) };
    });
  }
  const found = await discoverUsualSources();
  if (found.length === 0) {
    throw new ProblemError({
      kind: "no-source",
      what: `no status log is configured, and none is at the usual places (${USUAL_PATHS.join(", ")})`,
      fix: "Name it: --status PATH, or status in a [[server]] of the config file; it is the path after `status` in the server's own configuration.",
    });
  }
  const zone = makeZone(systemZone);
  return found.map(({ server, source }) => ({ server, source, passwordFile: null, zone }));
}

function observe(
  { server, source, zone }: SourceToRead,
  text: SourceText,
  nowSeconds: number,
  staleAfterSeconds: number,
): ObservedSource {
  if (text.kind !== "text") return { server, source, state: text.kind, detail: text.detail };
  try {
    const near = text.mtimeSeconds === null ? {} : { nearSeconds: text.mtimeSeconds };
    const status = parseStatusFile(text.text, { zone, ...near });
    if (status.kind === "client-statistics") return { server, source, state: status.kind, detail: "" };
    const timeSeconds = status.updatedAt.getTime() / 1000;
    const state = stateOfSnapshot(timeSeconds, nowSeconds, staleAfterSeconds);
    if (state === "invalid") return { server, source, state, detail: aheadDetail(timeSeconds - nowSeconds) };
    return { server, source, state, detail: "", snapshot: { server, timeSeconds, ...splitClients(status) } };
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error;
    return { server, source, state: error.reason, detail: error.message };
  }
}

function aheadDetail(aheadSeconds: number): string {
  return `it was written ${Math.round(aheadSeconds / 60)} minutes ahead of now: a clock or a time zone is wrong`;
}
