import { loadConfig, type ConfigFlags } from "../../io/config/load-config.js";
import { readConfigFile } from "../../io/config/read-config-file.js";
import { LANGUAGES } from "../../text/i18n/language.js";
import { HELP_FLAG, type FlagTable } from "./flag-table.js";
import { isTrial, trialWithConfig } from "../setup/refuse-trial.js";
import { readNow } from "./read-now.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";

/** The flags of every command that publishes. */
export const SITE_FLAGS = {
  config: { type: "string", value: "FILE", does: "the config file (TOML)" },
  status: {
    type: "string",
    multiple: true,
    value: "PATH",
    does: "a status log or pattern, or a management interface (unix:/path, tcp:host:port)",
  },
  name: { type: "string", value: "NAME", does: "the server's name, with a single --status" },
  history: { type: "string", value: "FOLDER", does: "where the session history is kept" },
  out: { type: "string", value: "FOLDER", does: "where the site is written" },
  aliases: { type: "string", value: "FILE", does: "JSON of names to show beside users" },
  title: { type: "string", value: "TEXT", does: "the site's heading" },
  language: { type: "string", value: LANGUAGES.join("|"), does: "the site's language" },
  timezone: { type: "string", value: "ZONE", does: "the site's time zone, such as Europe/Berlin" },
  full: { type: "boolean", does: "write every file again; needed to take over a folder that demo made" },
  now: { type: "string", value: "TIME", does: "run as if at this time, such as 2026-11-21T08:12:15Z" },
  quiet: { type: "boolean", short: "q", does: "say nothing of sources" },
  verbose: { type: "boolean", short: "v", does: "say what was written, and why" },
  ...HELP_FLAG,
} as const satisfies FlagTable;

export const GEN_FLAGS = {
  ...SITE_FLAGS,
  strict: { type: "boolean", does: "exit with 66 if a source is stale" },
} as const satisfies FlagTable;

interface GenFlagValues extends ConfigFlags {
  readonly config?: string | undefined;
  readonly full?: boolean | undefined;
  readonly now?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/** @throws ProblemError `usage` or `config` */
export function genSettings(flags: GenFlagValues, host: Host): GenSettings {
  const { config: configFlag, full = false, now, quiet = false, verbose = false, ...configFlags } = flags;
  const file = readConfigFile(configFlag, host.environment["OPENVPN_STATUS_SITE_CONFIG"], host);
  if (file !== undefined && isTrial(flags)) throw trialWithConfig(flags, file.path);
  return {
    config: loadConfig(configFlags, file, host),
    nowSeconds: now === undefined ? Math.floor(host.nowSeconds()) : readNow(now),
    full,
    quiet,
    verbose,
  };
}
