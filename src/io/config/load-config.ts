import { resolve } from "node:path";
import type { ServerLimits } from "../../history/server-limits.js";
import { toDateFormat } from "../../text/format/date-format.js";
import { printCommand } from "../../text/format/printed-command.js";
import { inLanguage } from "../../text/problem.js";
import type { AliasesConfig, CertificatesConfig, Config, CountriesConfig, NotifyConfig } from "./config.js";
import { chooseLanguage } from "./choose-language.js";
import { listFlagsToRepeat, type ConfigFlags } from "./config-flags.js";
import { parseConfig, parseFlags, type SiteValues } from "./parse-config.js";
import { ALIASES_NAME } from "./read-aliases.js";
import type { ConfigFile } from "./read-config-file.js";
import { nameWithoutOneStatus, toConfiguredServer, toNamedServers } from "./server-config.js";
import type { SystemPaths } from "./system-paths.js";

/** What the defaults depend on. */
interface ConfigSystem {
  readonly currentFolder: string;
  readonly systemZone: string;
  readonly systemPaths: Pick<SystemPaths, "aliasesFile">;
  /** The words with which this program was started. */
  readonly startWords: readonly string[];
  /** Who runs it; `null`: root. */
  readonly nonRootUser: string | null;
}

/**
 * Combines flags, config file and defaults.
 *
 * @throws ProblemError `config` for invalid values, `usage` for flags that do not go together
 */
export function loadConfig(flags: ConfigFlags, file: ConfigFile | undefined, system: ConfigSystem): Config {
  return inLanguage(chooseLanguage([flags.language], file), () => combine(flags, file, system));
}

function combine(
  flags: ConfigFlags,
  file: ConfigFile | undefined,
  // Each by name: reading others, such as the network in the sandbox of systemd, may fail.
  { currentFolder, systemZone, systemPaths, startWords, nonRootUser }: ConfigSystem,
): Config {
  const { status = [], name, ...plainFlags } = flags;
  if (name !== undefined && status.length !== 1) throw nameWithoutOneStatus(name, status.length);
  const fileValues = parseConfig(file?.values ?? {}, file?.path ?? null);
  const flagValues = parseFlags(plainFlags);
  const folder = file?.folder ?? currentFolder;
  const path = (key: "out" | "history"): string => {
    const flag = flagValues[key];
    return flag === undefined ? resolve(folder, fileValues[key]) : resolve(currentFolder, flag);
  };

  const toAliases = (flag: string | undefined, key: string | undefined): AliasesConfig => {
    if (flag !== undefined) return { kind: "named", path: resolve(currentFolder, flag) };
    if (key !== undefined) return { kind: "named", path: resolve(folder, key) };
    return { kind: "searched", besideConfig: resolve(folder, ALIASES_NAME), onSystem: systemPaths.aliasesFile };
  };
  const language = flagValues.language ?? fileValues.language;
  const limits: ServerLimits = { maxClients: fileValues.max_clients ?? null, poolSize: fileValues.pool_size ?? null };
  const config: Omit<Config, "command"> = {
    title: flagValues.title ?? fileValues.title,
    language,
    dateFormat: toDateFormat(fileValues.date_format, language),
    timezone: flagValues.timezone ?? fileValues.timezone ?? systemZone,
    out: path("out"),
    history: path("history"),
    aliases: toAliases(flagValues.aliases, fileValues.aliases),
    countries: toCountries(fileValues.geoip, folder),
    certificates: toCertificates(fileValues, folder),
    recentDays: fileValues.recent_days,
    staleAfterSeconds: fileValues.stale_after,
    hasWall: fileValues.wall,
    isForOthers: false,
    expected: fileValues.expected,
    keepSeconds: fileValues.keep,
    userFrom: fileValues.user_from,
    usersIgnoreCase: fileValues.users_ignore_case,
    metrics: {
      perClient: fileValues.metrics_per_client,
      file: fileValues.metrics_file === undefined ? null : resolve(folder, fileValues.metrics_file),
    },
    feed: fileValues.feed,
    appearance: {
      accent: fileValues.accent ?? null,
      logo: fileValues.logo === undefined ? null : resolve(folder, fileValues.logo),
      stylesheet: fileValues.stylesheet === undefined ? null : resolve(folder, fileValues.stylesheet),
    },
    sites: fileValues.site.map(({ out, title, users, addresses, pages }) => {
      return { out: resolve(folder, out), title: title ?? null, users, addresses, parts: pages ?? null };
    }),
    notify: toNotify(fileValues.notify, folder),
    limits,
    servers:
      status.length === 0
        ? fileValues.server.map((server) => toConfiguredServer(server, limits, folder))
        : toNamedServers(status, name, limits, currentFolder),
  };
  const command =
    fileValues.command === undefined
      ? printCommand(startWords, listFlagsToRepeat(flags, file, config), nonRootUser)
      : { start: fileValues.command, flags: "" };
  return { ...config, command };
}

function toCountries(geoip: string, folder: string): CountriesConfig {
  if (geoip === "off" || geoip === "bundled") return { kind: geoip };
  return { kind: "file", path: resolve(folder, geoip) };
}

function toCertificates({ easyrsa_index: index, server }: SiteValues, folder: string): CertificatesConfig {
  const path = (named: string | undefined): string | null => (named === undefined ? null : resolve(folder, named));
  return {
    index: path(index),
    servers: server
      .filter(({ cert, ca }) => cert !== undefined || ca !== undefined)
      .map(({ name, cert, ca }) => ({ server: name ?? null, cert: path(cert), ca: path(ca) })),
  };
}

function toNotify(notify: SiteValues["notify"], folder: string): NotifyConfig | null {
  if (notify === undefined) return null;
  const { command, kinds, timeout } = notify;
  return { command: resolve(folder, command), kinds, timeoutSeconds: timeout };
}
