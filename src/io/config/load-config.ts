import { resolve } from "node:path";
import { LANGUAGES } from "../../text/i18n/language.js";
import { printCommand } from "../../text/format/printed-command.js";
import { ProblemError } from "../../text/problem.js";
import { ConfigValues } from "./config-values.js";
import type { Config, ServerConfig } from "./config.js";
import { ALIASES_NAME } from "./read-aliases.js";
import type { ConfigFile } from "./read-config-file.js";
import type { SystemPaths } from "./system-paths.js";

/** What flags say; they beat the config file. Paths resolve against the current folder. */
export interface ConfigFlags {
  readonly status?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly history?: string | undefined;
  readonly out?: string | undefined;
  readonly aliases?: string | undefined;
  readonly title?: string | undefined;
  readonly language?: string | undefined;
  readonly timezone?: string | undefined;
}

/** What the defaults depend on. */
export interface ConfigSystem {
  readonly currentFolder: string;
  readonly systemZone: string;
  readonly systemPaths: Pick<SystemPaths, "aliasesFile">;
  /** The words that start this program as it was started. */
  readonly startWords: readonly string[];
  /** Who runs it; `null`: root. */
  readonly otherUser: string | null;
}

/**
 * Puts flags, config file and defaults together.
 *
 * @throws ProblemError `config` for what is not understood, `usage` for flags that do not go together
 */
export function loadConfig(
  flags: ConfigFlags,
  file: ConfigFile | undefined,
  { currentFolder, systemZone, systemPaths, ...system }: ConfigSystem,
): Config {
  const { status = [], name, ...plainFlags } = flags;
  if (name !== undefined && status.length !== 1) throw nameWithoutOneStatus(name, status.length);
  const fileValues = new ConfigValues(file?.values ?? {}, file?.path ?? "the defaults");
  fileValues.refuseUnknown(SITE_KEYS, {
    keys: SERVER_KEYS,
    belong: "into a [[server]] table: below a line [[server]]",
  });
  const flagValues = new ConfigValues(plainFlags, null);
  const either = (key: string): ConfigValues => (flagValues.has(key) ? flagValues : fileValues);
  const path = (key: "out" | "history" | "aliases", fallback?: string): string =>
    resolve(flagValues.has(key) ? currentFolder : (file?.folder ?? currentFolder), either(key).text(key, fallback));

  const config: Omit<Config, "command"> = {
    title: either("title").text("title", "OpenVPN"),
    language: either("language").oneOf("language", LANGUAGES, "en"),
    timezone: either("timezone").zone("timezone", systemZone),
    out: path("out", "out"),
    history: path("history", "history"),
    aliases: either("aliases").has("aliases")
      ? { kind: "named", path: path("aliases") }
      : {
          kind: "searched",
          besideConfig: resolve(file?.folder ?? currentFolder, ALIASES_NAME),
          onSystem: systemPaths.aliasesFile,
        },
    recentDays: fileValues.wholeNumber("recent_days", { least: 1, most: 366, fallback: 7 }),
    staleAfterSeconds: fileValues.durationSeconds("stale_after", "5m"),
    keepSeconds: fileValues.daysOrOff("keep", "off"),
    userFrom: fileValues.oneOf("user_from", ["common_name", "username"], "common_name"),
    usersIgnoreCase: fileValues.boolean("users_ignore_case", false),
    servers:
      status.length === 0
        ? fileValues.tables("server").map((table, index) => readServer(table, index, file))
        : toServers(status, name, currentFolder),
  };
  const command = fileValues.has("command")
    ? { start: fileValues.shellText("command"), flags: "" }
    : printCommand(system.startWords, flagsToRepeat(flags, file, config), system.otherUser);
  return { ...config, command };
}

/** The flags with which a command finds the same history and makes the same site, whatever folder it is run in. */
function flagsToRepeat(
  flags: ConfigFlags,
  file: ConfigFile | undefined,
  { servers, history, out, aliases }: Pick<Config, "servers" | "history" | "out" | "aliases">,
): readonly (readonly [flag: string, value: string])[] {
  const { status = [], name, title, language, timezone } = flags;
  const given = (flag: string, value: string | undefined): readonly (readonly [string, string])[] =>
    value === undefined ? [] : [[flag, value]];
  const isGiven = (flag: "history" | "out"): boolean => file === undefined || flags[flag] !== undefined;
  return [
    ...given("--config", file?.path),
    ...status.flatMap((one, index) => given("--status", servers[index]?.status ?? one)),
    ...given("--name", name),
    ...given("--history", isGiven("history") ? history : undefined),
    ...given("--out", isGiven("out") ? out : undefined),
    ...given("--aliases", flags.aliases !== undefined && aliases.kind === "named" ? aliases.path : undefined),
    ...given("--title", title),
    ...given("--language", language),
    ...given("--timezone", timezone),
  ];
}

const SITE_KEYS = [
  "title",
  "language",
  "timezone",
  "out",
  "history",
  "aliases",
  "recent_days",
  "keep",
  "stale_after",
  "user_from",
  "users_ignore_case",
  "command",
  "server",
];

const SERVER_KEYS = ["name", "status", "timezone", "encoding", "password_file"];

function readServer(
  table: Readonly<Record<string, unknown>>,
  index: number,
  file: ConfigFile | undefined,
): ServerConfig {
  const folder = file?.folder ?? "/";
  const value = new ConfigValues(table, `${file?.path ?? ""}: server ${index + 1}`);
  value.refuseUnknown(SERVER_KEYS, { keys: SITE_KEYS, belong: "to the whole site: above the first line [[server]]" });
  return {
    name: value.has("name") ? value.text("name") : null,
    status: resolveStatus(folder, value.text("status")),
    timezone: value.has("timezone") ? value.zone("timezone", "UTC") : null,
    encoding: value.has("encoding") ? value.encoding("encoding") : null,
    passwordFile: value.has("password_file") ? resolve(folder, value.text("password_file")) : null,
  };
}

function toServers(
  status: readonly string[],
  name: string | undefined,
  currentFolder: string,
): readonly ServerConfig[] {
  if (status.includes("")) throw emptyStatus();
  return status.map((one) => ({
    name: name ?? null,
    status: resolveStatus(currentFolder, one),
    timezone: null,
    encoding: null,
    passwordFile: null,
  }));
}

function nameWithoutOneStatus(name: string, count: number): ProblemError {
  return new ProblemError({
    kind: "usage",
    what: `--name ${JSON.stringify(name)} is given with ${count === 0 ? "no" : count} --status`,
    fix: "Give it with one --status, or name servers in a config file, each in its own [[server]].",
  });
}

/** Most likely a variable of a shell that is not set; an empty path would be the current folder. */
function emptyStatus(): ProblemError {
  return new ProblemError({
    kind: "usage",
    what: '--status: wanted a path, a pattern or an address, found ""',
    fix: "Name the file of OpenVPN's `status` directive.",
  });
}

function resolveStatus(folder: string, status: string): string {
  return /^(?:unix|tcp):/.test(status) ? status : resolve(folder, status);
}
