import { dirname, join } from "node:path";
import { buildSite } from "../../build/build-site.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { readHistory } from "../../build/open-history.js";
import type { ObservedSource } from "../../history/advance-history.js";
import type { Config, FurtherSite } from "../../io/config/config.js";
import { rememberFurtherSite } from "../../io/history/further-site-folders.js";
import { copyWithoutPeople, hiddenHistoryFolder } from "../../io/history/hidden-history.js";
import { replaceIfChanged } from "../../io/history/replace-if-changed.js";
import { writeFurtherSecret } from "../../io/history/site-secret.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import type { OutClaim } from "../../io/publish/claim-out-folder.js";

/** What the site and the sites for others are made from. */
export interface SiteToMake {
  readonly history: StoredHistory;
  readonly observed: readonly ObservedSource[];
  readonly claim: OutClaim;
  /** See `BuildOptions`. */
  readonly stopAtSeconds: number | null;
}

/**
 * Makes the sites for others. Each is made from a copy of the history without what it must not show, so that no page,
 * download or script can show it, now or later.
 *
 * @param aliases by user, as the site itself has them
 */
export async function makeFurtherSites(
  { history, observed, claim, stopAtSeconds }: SiteToMake,
  aliases: ReadonlyMap<string, string>,
  settings: GenSettings,
  host: Host,
): Promise<void> {
  const { config } = settings;
  for (const site of config.sites) {
    const folder = hiddenHistoryFolder(config.history, site.out);
    rememberFurtherSite(config.history, site.out);
    copyWithoutPeople(history, folder, { rules: site, aliases, isNew: settings.full });
    writeFurtherSecret(config.history, site.out, folder);
    const aliasesPath = join(dirname(folder), "aliases.json");
    const shown = site.users === "names" ? Object.fromEntries(aliases) : {};
    replaceIfChanged(aliasesPath, JSON.stringify(shown));
    const own = { ...settings, config: toSiteConfig(config, site, folder, aliasesPath) };
    await buildSite(
      readHistory(own),
      observed.map(hideSource),
      own,
      { claim, stopAtSeconds, progress: () => undefined, parts: site.parts },
      host,
    );
  }
}

function toSiteConfig(config: Config, site: FurtherSite, history: string, aliasesPath: string): Config {
  const isOpen = site.users === "names";
  return {
    ...config,
    title: site.title ?? config.title,
    out: site.out,
    hasWall: site.parts?.includes("wall") ?? config.hasWall,
    history,
    aliases: { kind: "named", path: aliasesPath },
    countries: site.addresses === "full" ? config.countries : { kind: "off" },
    certificates: isOpen ? toSiteCertificates(config) : { index: null, servers: [] },
    expected: isOpen ? config.expected : [],
    userFrom: "common_name",
    // An alias stays as it is written.
    usersIgnoreCase: isOpen && config.usersIgnoreCase,
    isForOthers: true,
    sites: [],
  };
}

/** In the copy, a user's name is also the common name: a username is in no certificate. */
function toSiteCertificates({ certificates, userFrom }: Config): Config["certificates"] {
  return userFrom === "common_name" ? certificates : { ...certificates, index: null };
}

/** A source without its path and without text from its file. */
function hideSource({ server, state, snapshot, report, limits }: ObservedSource): ObservedSource {
  return {
    server,
    source: server,
    state,
    detail: "",
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(report === undefined ? {} : { report }),
    ...(limits === undefined ? {} : { limits }),
  };
}
