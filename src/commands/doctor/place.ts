import { lstatSync } from "node:fs";
import type { Host } from "../../build/host.js";
import { SAMPLE_DAYS } from "../../build/open-history.js";
import { isNoSource } from "../../build/no-source.js";
import type { Sample } from "../../history/sample.js";
import type { SourceRow } from "../../history/source-state.js";
import type { Config } from "../../io/config/config.js";
import { findSystemUser } from "../../io/files/system-names.js";
import { areNested } from "../../io/files/refuse-unsafe-folder.js";
import type { SystemUser } from "../../io/files/user-access.js";
import { readSamples, readSources } from "../../io/history/read-history.js";
import { findOpenvpnServers, type FoundConfigs } from "../../io/openvpn/find-server-configs.js";
import { readService, type Service } from "../../io/system/read-service.js";
import { ProblemError } from "../../text/problem.js";
import { refuseNestedPlaces } from "../setup/check-folders.js";
import { sourcesToRead, type SourceToRead } from "../update/observe-sources.js";

/** What all checks get. */
export interface Place {
  readonly config: Config;
  readonly configPath: string | null;
  readonly nowSeconds: number;
  readonly host: Host;
  readonly openvpn: FoundConfigs;
  readonly service: Service | null;
  /** The user who runs gen: the owner of the history, else the user of the service, else the user who runs doctor. */
  readonly runner: SystemUser;
  readonly sources: readonly SourceToRead[];
  /** The sources in the history; empty if it cannot be read. */
  readonly sourceRows: readonly SourceRow[];
  readonly samples: readonly Sample[];
}

/** @throws ProblemError `config` for servers whose names clash, and for files and folders that are inside others */
export async function readPlace(
  config: Config,
  configPath: string | null,
  nowSeconds: number,
  host: Host,
): Promise<Place> {
  const { openvpnConfigs, unitFolders, tmpfilesFolders } = host.systemPaths;
  // A history inside the site is reported by another check.
  if (!areNested(config.history, config.out)) refuseNestedPlaces(config);
  const service = readService(unitFolders, tmpfilesFolders);
  const sourceRows = orNone(() => readSources(config.history)).filter((row) => !isNoSource(row));
  return {
    config,
    configPath,
    nowSeconds,
    host,
    openvpn: findOpenvpnServers(openvpnConfigs),
    service,
    runner: findRunner(config.history, service),
    sources: await sourcesToRead(config, sourceRows, host),
    sourceRows,
    samples: orNone(() => readSamples(config.history, nowSeconds, SAMPLE_DAYS)),
  };
}

/** The check of the last run reports problems of the history. */
function orNone<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError) return [];
    throw error;
  }
}

function findRunner(history: string, service: Service | null): SystemUser {
  const owner = findOwner(history);
  const named = service?.settings.get("User")?.at(-1);
  const uid = owner ?? (named === undefined ? undefined : findSystemUser(named)?.uid) ?? process.geteuid?.() ?? 0;
  return findSystemUser(uid) ?? { name: String(uid), uid, gids: [uid] };
}

function findOwner(path: string): number | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.uid;
  } catch {
    return undefined;
  }
}
