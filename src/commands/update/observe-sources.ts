import type { ServerLimits } from "../../history/server-limits.js";
import { groupBy } from "../../history/group-by.js";
import type { ObservedSource } from "../../history/advance-history.js";
import type { Sample } from "../../history/sample.js";
import { seenIntervals } from "../../history/seen-intervals.js";
import type { SourceRow } from "../../history/source-state.js";
import type { Config } from "../../io/config/config.js";
import { discoverSources, discoverUsualSources, type KnownSource } from "../../io/sources/discover-sources.js";
import { readSource } from "../../io/sources/read-source.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import { makeZone } from "../../status/zone.js";
import { refuseSharedEvents } from "../../io/sources/refuse-shared-sources.js";
import { observeEvents } from "./observe-events.js";
import { observeStatus, type ReadSource } from "./observe-status.js";
import type { Host } from "../../build/host.js";

/** What reading the sources depends on besides the config. */
type SourceSystem = Pick<Host, "systemZone" | "systemPaths">;

export interface SourceToRead extends ReadSource {
  readonly passwordFile: string | null;
  /** The path of its event file; `null`: it has none. */
  readonly events: string | null;
  readonly limits: ServerLimits;
}

/** What the history has about the sources before a run. */
interface KnownSources {
  /** The sources of the last run: a file that a pattern matched and that no longer exists is still expected. */
  readonly sources: readonly SourceRow[];
  /** Recent samples in time order; read only if a status is old, to judge whether it is stale. */
  readonly readSamples: () => readonly Sample[];
}

/** The sources of a history in memory. */
export function toKnownSources({ sources, samples }: Pick<StoredHistory, "sources" | "samples">): KnownSources {
  return { sources, readSamples: () => samples };
}

/**
 * Finds, reads and parses all sources: each has one state, and a snapshot where that is `ok` or `stale`.
 *
 * @returns empty if none is configured and none found
 * @throws ProblemError `config` for names that clash
 */
export async function observeSources(
  config: Pick<Config, "servers" | "limits" | "staleAfterSeconds">,
  { sources: known, readSamples }: KnownSources,
  nowSeconds: number,
  host: SourceSystem,
): Promise<readonly ObservedSource[]> {
  const sources = await sourcesToRead(config, known, host);
  const intervals = seenIntervals(readSamples, config.staleAfterSeconds);
  const knownByServer = groupBy(known, ({ server }) => server);
  const observed = await Promise.all(
    sources.map(async (source) => {
      const lastSnapshotSeconds = knownByServer.get(source.server)?.[0]?.snapshotSeconds ?? null;
      const context = { nowSeconds, intervals, lastSnapshotSeconds };
      return { ...observeStatus(source, await readSource(source), context), limits: source.limits };
    }),
  );
  const positions = new Map(known.map(({ eventPosition }) => [eventPosition?.file, eventPosition]));
  // After all statuses: what happened before a status was written is then in the events.
  return observed.map((one, index) => {
    const { events: path = null, encoding = null } = sources[index] ?? {};
    if (path === null) return one;
    // By path: the server may have been renamed.
    const position = positions.get(path) ?? null;
    return { ...one, events: observeEvents({ path, encoding: encoding ?? "utf-8", known: position }, nowSeconds) };
  });
}

export type ListedServer = Pick<ReadSource, "server" | "zone" | "encoding">;

/** The servers that are configured or found, without reading their sources. */
export function listServers(
  config: Pick<Config, "servers" | "limits">,
  known: readonly KnownSource[],
  host: SourceSystem,
): Promise<readonly ListedServer[]> {
  return sourcesToRead(config, known, host);
}

/** The sources that are configured or found, and how to read them. */
export async function sourcesToRead(
  { servers, limits }: Pick<Config, "servers" | "limits">,
  known: readonly KnownSource[],
  { systemZone, systemPaths }: SourceSystem,
): Promise<readonly SourceToRead[]> {
  if (servers.length > 0) {
    const found = await discoverSources(servers, known);
    // A pattern with events may match several.
    refuseSharedEvents(found.map(({ server, request: { events } }) => ({ server, events })));
    return found.map(({ server, source, request: { timezone, encoding, passwordFile, events, limits: own } }) => {
      return { server, source, passwordFile, encoding, events, limits: own, zone: makeZone(timezone ?? systemZone) };
    });
  }
  const found = await discoverUsualSources(known, systemPaths.statusFiles);
  const zone = makeZone(systemZone);
  return found.map(({ server, source }) => {
    return { server, source, passwordFile: null, encoding: null, events: null, limits, zone };
  });
}
