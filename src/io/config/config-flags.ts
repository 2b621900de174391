import type { Config } from "./config.js";
import type { ConfigFile } from "./read-config-file.js";

/** The flags; they take precedence over the config file. Paths are relative to the current folder. */
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

/** The flags with which a command finds the same history and builds the same site, from any folder. */
export function listFlagsToRepeat(
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
