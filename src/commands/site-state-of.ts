import type { ObservedSource } from "../history/advance-history.js";
import type { LiveHistory } from "../history/history-change.js";
import type { Sample } from "../history/sample.js";
import type { Aliases } from "../io/config/read-aliases.js";
import { readAssets } from "../io/read-package-files.js";
import { makeZone } from "../status/zone.js";
import type { GenSettings } from "./flags/gen-flags.js";
import type { SiteState } from "./site-record.js";
import type { Host } from "../build/host.js";

/** What a run finds and is given, of all that the site is a function of. */
export function siteStateOf(
  { samples, ...live }: LiveHistory & { readonly samples: readonly Sample[] },
  observed: readonly ObservedSource[],
  aliases: Aliases,
  { config, nowSeconds }: GenSettings,
  { packageFolder, programVersion }: Host,
): SiteState {
  const files = { assets: readAssets(packageFolder) };
  const servers = observed.map(({ server }) => server);
  return {
    config,
    zone: makeZone(config.timezone),
    nowSeconds,
    live,
    samples,
    servers,
    aliases,
    files,
    programVersion,
  };
}
