import { readdirSync } from "node:fs";
import { join } from "node:path";
import { groupBy } from "../../../history/group-by.js";
import { INTERVAL_TOLERANCE } from "../../../history/seen-intervals.js";
import { readLastRun } from "../../../io/cache/last-run.js";
import { writtenFolders } from "../../../io/config/written-folders.js";
import { errorCode } from "../../../io/files/file-problem.js";
import { isManagementAddress } from "../../../io/sources/management-address.js";
import { findCronJob } from "../../../io/system/find-cron-job.js";
import { findLockHolder } from "../../../io/system/find-lock-holder.js";
import type { LastRunFacts } from "../judge/last-run.js";
import type { LockFacts } from "../judge/lock.js";
import type { Schedule, ScheduleFacts } from "../judge/schedule.js";
import type { ServiceFacts } from "../judge/service-limits.js";
import type { Place } from "../place.js";

/** What starts `gen`: the systemd timer, a cron job, or nothing that can be seen. */
export function findSchedule({ service, host }: Place): Schedule {
  if (service?.isEnabled === true) return { kind: "systemd" };
  const { job, ...found } = findCronJob(host.systemPaths.cronFiles, host.startWords.at(-1) ?? "");
  return job === null ? { kind: "none", ...found } : { kind: "cron", ...job };
}

/** What starts `gen`, and when the history has had snapshots. */
export function readScheduleFacts(place: Place): ScheduleFacts {
  const { config, nowSeconds, samples } = place;
  const schedule = findSchedule(place);
  const samplesByServer = groupBy(samples, ({ server }) => server);
  return {
    schedule:
      schedule.kind === "none" && readRun(place) === "hidden"
        ? { ...schedule, unreadable: [...schedule.unreadable, config.history] }
        : schedule,
    snapshotAges: [...samplesByServer.values()].map((own) => own.map(({ timeSeconds }) => nowSeconds - timeSeconds)),
  };
}

/** The files and addresses that the config needs, for the limits of the systemd service. */
export function readServiceFacts({ config, sources }: Place): ServiceFacts {
  const { aliases, certificates, notify } = config;
  const files = sources.flatMap(({ source, passwordFile }) => [
    ...(isManagementAddress(source) ? [] : [source]),
    ...(passwordFile === null ? [] : [passwordFile]),
  ]);
  return {
    tcpSources: sources.map(({ source }) => source).filter((source) => source.startsWith("tcp:")),
    written: writtenFolders(config),
    command: notify === null ? null : notify.command,
    read: [
      ...files,
      ...(notify === null ? [] : [notify.command]),
      ...(aliases.kind === "named" ? [aliases.path] : []),
      ...[certificates.index, ...certificates.servers.flatMap(({ cert, ca }) => [cert, ca])].filter(
        (path) => path !== null,
      ),
    ],
  };
}

/** How the last run went, and from which age on the site is outdated. */
export function readLastRunFacts(place: Place): LastRunFacts {
  const { config } = place;
  const schedule = findSchedule(place);
  const everySeconds = schedule.kind === "cron" ? (schedule.everySeconds ?? 0) : 0;
  return { run: readRun(place), limitSeconds: Math.max(config.staleAfterSeconds, INTERVAL_TOLERANCE * everySeconds) };
}

function readRun({ config, nowSeconds }: Place): LastRunFacts["run"] {
  const cache = join(config.history, "cache");
  const run = readLastRun(cache);
  if (run === null) return isHidden(cache) ? "hidden" : null;
  const { endedSeconds, durationSeconds, problem } = run;
  return { agoSeconds: nowSeconds - endedSeconds, durationSeconds, problem };
}

function isHidden(folder: string): boolean {
  try {
    readdirSync(folder);
    return false;
  } catch (error) {
    return errorCode(error) === "EACCES";
  }
}

/** Who holds the lock of the history, and for how long. */
export function readLockFacts({ config, host }: Place): LockFacts {
  return { holder: findLockHolder(join(config.history, "lock"), host.systemPaths.processes, host.nowSeconds()) };
}
