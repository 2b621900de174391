import type { ObservedSource } from "../history/advance-history.js";
import { stateOfSnapshot } from "../history/source-rows.js";
import type { Config } from "../io/config.js";
import { discoverSources, discoverUsualSources, type KnownSource } from "../io/discover-sources.js";
import { readSource } from "../io/read-source.js";
import type { SourceText } from "../io/source-text.js";
import { parseStatusFileLeniently } from "../status/parse-status.js";
import { ParsingError } from "../status/parsing-error.js";
import { maybeConnected } from "../status/rows-set-aside.js";
import { splitClients } from "../status/split-clients.js";
import { makeZone, type Zone } from "../status/zone.js";
import type { World } from "./world.js";

/** What sources depend on beside the config. */
type SourceSystem = Pick<World, "systemZone" | "systemPaths">;

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
 * @param known the last run's sources: a file that is gone is still expected where a pattern found it
 * @returns empty if none is configured and none found
 * @throws ProblemError `config` for names that clash
 */
export async function observeSources(
  config: Pick<Config, "servers" | "staleAfterSeconds">,
  known: readonly KnownSource[],
  nowSeconds: number,
  world: SourceSystem,
): Promise<readonly ObservedSource[]> {
  const sources = await sourcesToRead(config, known, world);
  return Promise.all(
    sources.map(async (source) => {
      const text = await readSource(source);
      return observe(source, text, nowSeconds, config.staleAfterSeconds);
    }),
  );
}

export interface ListedServer {
  readonly server: string;
  /** Zone of the local times in a version 1 file. */
  readonly zone: Zone;
}

/** The servers that are configured or found, without reading their sources. */
export function listServers(
  config: Pick<Config, "servers">,
  known: readonly KnownSource[],
  world: SourceSystem,
): Promise<readonly ListedServer[]> {
  return sourcesToRead(config, known, world);
}

async function sourcesToRead(
  { servers }: Pick<Config, "servers">,
  known: readonly KnownSource[],
  { systemZone, systemPaths }: SourceSystem,
): Promise<readonly SourceToRead[]> {
  if (servers.length > 0) {
    const found = await discoverSources(servers, known);
    return found.map(({ server, source, request: { timezone, passwordFile } }) => {
      return { server, source, passwordFile, zone: makeZone(timezone ?? systemZone) };
    });
  }
  const found = await discoverUsualSources(known, systemPaths.statusFiles);
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
    const { parsed: status, rowsSetAside } = parseStatusFileLeniently(text.text, { zone, ...near });
    if (status.kind === "client-statistics") return { server, source, state: status.kind, detail: "" };
    const timeSeconds = status.updatedAt.getTime() / 1000;
    const state = stateOfSnapshot(timeSeconds, nowSeconds, staleAfterSeconds);
    if (state === "invalid") return { server, source, state, detail: aheadDetail(timeSeconds - nowSeconds) };
    const snapshot = {
      server,
      timeSeconds,
      ...splitClients(status),
      maybeConnected: maybeConnected(rowsSetAside),
    };
    return { server, source, state, detail: "", snapshot, routes: [...status.routingTable.values()], rowsSetAside };
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error;
    return { server, source, state: error.reason, detail: error.message };
  }
}

function aheadDetail(aheadSeconds: number): string {
  return `it was written ${Math.round(aheadSeconds / 60)} minutes ahead of now: a clock or a time zone is wrong`;
}
