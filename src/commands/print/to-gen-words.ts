import type { PrintContext } from "./print-context.js";

/** The words of the `gen` command for this config. It works from any folder. */
export function toGenWords({ config, configPath, host }: PrintContext): readonly string[] {
  const place = configPath === null ? ["--history", config.history, "--out", config.out] : ["--config", configPath];
  return [...host.startWords, "gen", ...place];
}
