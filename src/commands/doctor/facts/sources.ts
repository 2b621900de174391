import { seenIntervals, usualStepSeconds } from "../../../history/seen-intervals.js";
import { findAccess, READ, type Access } from "../../../io/files/user-access.js";
import { isManagementAddress } from "../../../io/sources/management-address.js";
import { matchPaths } from "../../../io/sources/match-paths.js";
import { readSource } from "../../../io/sources/read-source.js";
import type { SourceText } from "../../../io/sources/source-text.js";
import { findWriters } from "../../../io/system/find-writers.js";
import type { Service } from "../../../io/system/read-service.js";
import { findWrongZone } from "../../../status/find-wrong-zone.js";
import { parseStatusFileLeniently } from "../../../status/parse-status.js";
import { ParsingError } from "../../../status/parsing-error.js";
import type { Status } from "../../../status/status.js";
import type { SourceToRead } from "../../update/observe-sources.js";
import { observeStatus } from "../../update/observe-status.js";
import type { SourceFacts } from "../judge/sources.js";
import type { Place } from "../place.js";

/** Reads each source as `gen` does, with its access rights, writers and OpenVPN server. */
export function readSourcesFacts(place: Place): Promise<readonly SourceFacts[]> {
  return Promise.all(place.sources.map((source) => readSourceFacts(source, place)));
}

async function readSourceFacts(toRead: SourceToRead, place: Place): Promise<SourceFacts> {
  const { config, nowSeconds, samples, sourceRows, runner, service, host } = place;
  const { server, source, zone } = toRead;
  const text = await readSource(toRead);
  const row = sourceRows.find((one) => one.server === server);
  const observed = observeStatus(toRead, text, {
    nowSeconds,
    intervals: seenIntervals(() => samples, config.staleAfterSeconds),
    // The same snapshot as in the last run is judged like a new one.
    lastSnapshotSeconds: null,
  });
  const status = parseText(text, toRead);
  const isManagement = isManagementAddress(source);
  const access: Access = isManagement ? { kind: "granted" } : findAccess(runner, source, READ);
  return {
    server,
    source,
    isManagement,
    state: observed.state,
    detail: observed.detail,
    advice: observed.advice ?? (row?.alternatedSeconds === undefined ? null : "two-writers"),
    access,
    isGivenAccess: await isGivenAccess(source, service),
    version: status?.version ?? null,
    zone: zone.name,
    fittingZone: status === null ? null : findFittingZone(status, text, toRead),
    ageSeconds: status === null ? null : Math.round(nowSeconds - status.updatedAt.getTime() / 1000),
    stepSeconds: usualStepSeconds(samples, server),
    writers: isManagement ? [] : findWriters(source, host.systemPaths.processes),
    openvpn: place.openvpn.servers.find(({ statusPath }) => statusPath === source) ?? null,
    maxClients: toRead.limits.maxClients,
    notRead: place.openvpn.servers
      .map(({ statusPath }) => statusPath)
      .filter((path) => path !== null)
      .filter((path) => !place.sources.some((one) => one.source === path)),
  };
}

function parseText(text: SourceText, { zone, encoding }: SourceToRead): Status | null {
  if (text.kind !== "text") return null;
  try {
    const near = text.mtimeSeconds === null ? {} : { nearSeconds: text.mtimeSeconds };
    const { parsed } = parseStatusFileLeniently(text.text, { zone, encoding: encoding ?? "utf-8", ...near });
    return parsed.kind === "client-statistics" ? null : parsed;
  } catch (error) {
    if (error instanceof ParsingError) return null;
    throw error;
  }
}

function findFittingZone({ version, updatedAt }: Status, text: SourceText, { zone }: SourceToRead): string | null {
  if (version !== 1 || text.kind !== "text" || text.mtimeSeconds === null) return null;
  return findWrongZone(updatedAt.getTime() / 1000, text.mtimeSeconds, zone)?.fitting[0] ?? null;
}

/** Whether systemd-tmpfiles gives the service's group the file and its folder, before each run. */
async function isGivenAccess(source: string, service: Service | null): Promise<boolean> {
  if (service === null) return false;
  const user = service.settings.get("User")?.at(-1) ?? "";
  const runsBefore = (service.settings.get("ExecStartPre") ?? []).some((line) => line.includes("systemd-tmpfiles"));
  if (!runsBefore || user === "") return false;
  for (const line of service.tmpfiles) {
    const [kind, path = "", mode = "", , group] = line.trim().split(/\s+/);
    const isReadable = ((Number.parseInt(mode, 8) >> 3) & READ) !== 0;
    if (kind?.startsWith("z") !== true || group !== user || !isReadable) continue;
    if ((await matchPaths(path.replace(/^"|"$/g, ""), [source])).length > 0) return true;
  }
  return false;
}
