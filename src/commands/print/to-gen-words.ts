import type { PrintContext } from "./print-context.js";

/** The words of the command that makes the site of this config, in whatever folder it runs. */
export function toGenWords({ config, configPath, host }: PrintContext): readonly string[] {
  const place = configPath === null ? ["--history", config.history, "--out", config.out] : ["--config", configPath];
  return [...host.startWords, "gen", ...place];
}
