import type { Config } from "../../io/config/config.js";
import { isInside } from "../../io/files/refuse-unsafe-folder.js";
import { shellQuote } from "../../text/format/shell-quote.js";

/** Removes what a former site has published. If the history or a site is in the same folder, it only lists the files. */
export function formerSiteCommand(out: string, config: Pick<Config, "history" | "out" | "sites">): string {
  const hasOthers = [config.history, ...listOutFolders(config)].some((folder) => isInside(folder, out));
  return `${hasOthers ? "ls -la" : "rm -r"} ${shellQuote(out)}`;
}

/** All folders into which the config publishes. */
export function listOutFolders({ out, sites }: Pick<Config, "out" | "sites">): readonly string[] {
  return [out, ...sites.map((site) => site.out)];
}
