import { resolve } from "node:path";
import type { ServerLimits } from "../../history/server-limits.js";
import { ProblemError } from "../../text/problem.js";
import type { ServerConfig } from "./config.js";
import type { ServerValues } from "./parse-config.js";
import { isManagementAddress } from "../sources/management-address.js";

/** A server of the config file, by its table there. */
export function toConfiguredServer(
  { name, status, timezone, encoding, password_file: passwordFile, events, max_clients, pool_size }: ServerValues,
  limits: ServerLimits,
  folder: string,
): ServerConfig {
  return {
    name: name ?? null,
    status: resolveStatus(folder, status),
    timezone: timezone ?? null,
    encoding: encoding ?? null,
    passwordFile: passwordFile === undefined ? null : resolve(folder, passwordFile),
    events: events ?? null,
    limits: { maxClients: max_clients ?? limits.maxClients, poolSize: pool_size ?? limits.poolSize },
  };
}

/**
 * The servers of `--status`.
 *
 * @throws ProblemError `usage` if one is empty
 */
export function toNamedServers(
  status: readonly string[],
  name: string | undefined,
  limits: ServerLimits,
  currentFolder: string,
): readonly ServerConfig[] {
  if (status.includes("")) throw emptyStatus();
  return status.map((one) => ({
    name: name ?? null,
    status: resolveStatus(currentFolder, one),
    timezone: null,
    encoding: null,
    passwordFile: null,
    events: null,
    limits,
  }));
}

/** A `usage` problem: `--name` names one server, but there is not exactly one `--status`. */
export function nameWithoutOneStatus(name: string, count: number): ProblemError {
  return new ProblemError({
    kind: "usage",
    what: (t) => t.usage.name(JSON.stringify(name), count),
    fix: (t) => t.usage.nameFix,
  });
}

/** Most likely an unset variable of a shell; an empty path would be the current folder. */
function emptyStatus(): ProblemError {
  return new ProblemError({
    kind: "usage",
    what: (t) => t.usage.emptyStatus,
    fix: (t) => t.usage.emptyStatusFix,
  });
}

function resolveStatus(folder: string, status: string): string {
  return isManagementAddress(status) ? status : resolve(folder, status);
}
