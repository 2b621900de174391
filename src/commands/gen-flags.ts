import type { Config } from "../io/config.js";
import { loadConfig, type ConfigFlags } from "../io/load-config.js";
import { readConfigFile } from "../io/read-config-file.js";
import { readNow } from "./read-now.js";
import type { World } from "./world.js";

/** `gen`'s flags, which other commands that publish take too. */
export const GEN_FLAGS = {
  config: { type: "string" },
  status: { type: "string", multiple: true },
  name: { type: "string" },
  history: { type: "string" },
  out: { type: "string" },
  aliases: { type: "string" },
  title: { type: "string" },
  language: { type: "string" },
  timezone: { type: "string" },
  full: { type: "boolean" },
  now: { type: "string" },
  quiet: { type: "boolean", short: "q" },
  verbose: { type: "boolean", short: "v" },
  help: { type: "boolean", short: "h" },
} as const;

/** What the flags, the config file and the world come to. */
export interface GenSettings {
  readonly config: Config;
  readonly nowSeconds: number;
  readonly full: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

interface GenFlagValues extends ConfigFlags {
  readonly config?: string | undefined;
  readonly full?: boolean | undefined;
  readonly now?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/** @throws ProblemError `usage` or `config` */
export function genSettings(flags: GenFlagValues, world: World): GenSettings {
  const { config: configFlag, full = false, now, quiet = false, verbose = false, ...configFlags } = flags;
  const file = readConfigFile(configFlag, world.environment["OPENVPN_STATUS_SITE_CONFIG"], world);
  return {
    config: loadConfig(configFlags, file, world),
    nowSeconds: now === undefined ? Math.floor(world.nowSeconds()) : readNow(now),
    full,
    quiet,
    verbose,
  };
}
