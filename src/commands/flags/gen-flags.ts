import type { ConfigFlags } from "../../io/config/config-flags.js";
import { loadConfig } from "../../io/config/load-config.js";
import { readConfigFile } from "../../io/config/read-config-file.js";
import { LANGUAGES } from "../../text/i18n/language.js";
import type { FlagTable } from "./flag-table.js";
import { isTrial, trialWithConfig } from "../setup/refuse-trial.js";
import { readNow } from "./read-now.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";

/** The flags of every command that publishes. */
export const SITE_FLAGS = {
  config: { type: "string", value: "file", does: "config" },
  status: {
    type: "string",
    multiple: true,
    value: "address",
    does: "status",
  },
  name: { type: "string", value: "name", does: "name" },
  history: { type: "string", value: "folder", does: "history" },
  out: { type: "string", value: "folder", does: "out" },
  aliases: { type: "string", value: "file", does: "aliases" },
  title: { type: "string", value: "text", does: "title" },
  language: { type: "string", value: { oneOf: LANGUAGES }, does: "language" },
  timezone: { type: "string", value: "zone", does: "timezone" },
  full: { type: "boolean", does: "full" },
  now: { type: "string", value: "time", does: "now" },
  quiet: { type: "boolean", short: "q", does: "quiet" },
  verbose: { type: "boolean", short: "v", does: "verbose" },
} as const satisfies FlagTable;

export const GEN_FLAGS = {
  ...SITE_FLAGS,
  strict: { type: "boolean", does: "strict" },
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
