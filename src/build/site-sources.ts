import { join } from "node:path";
import type { ObservedSource } from "../history/advance-history.js";
import type { Config } from "../io/config/config.js";
import { readAppearance } from "../io/config/read-appearance.js";
import { ACCENT_STYLE_NAME, accentCss } from "../render/html/accent-css.js";
import { readCertificates } from "../io/certificates/read-certificates.js";
import { readAliases } from "../io/config/read-aliases.js";
import { readCountries } from "../io/countries/read-countries.js";
import type { FileStamp } from "../io/files/stamp-file.js";
import { stampHistory } from "../io/history/day-file-stats.js";
import { readMonitoring } from "../io/history/read-monitoring.js";
import { readSecret } from "../io/history/site-secret.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import { readAssets, readVersion } from "../io/read-package-files.js";
import { makeCalendar, type Calendar } from "../rollup/calendar.js";
import type { SiteInput } from "../site/site-input.js";
import { makeZone } from "../status/zone.js";
import type { GenSettings } from "./gen-settings.js";
import type { Host } from "./host.js";
import { toSiteInput } from "./to-site-input.js";

/** Everything that a site is made from. */
export interface SiteSources {
  readonly config: Config;
  readonly history: StoredHistory;
  readonly input: SiteInput;
  readonly calendar: Calendar;
  /** The package's own files and the admin's, by name. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
  readonly programVersion: string;
  /** See `site-secret.ts`; made when it is first needed. */
  readonly secret: () => string;
  /** Such as `1.2.0`. */
  readonly packageVersion: string;
  /** Taken before the site is made: who edits the history meanwhile is noticed. */
  readonly historyStamp: FileStamp;
}

function toAppearance({ appearance }: Config): ReadonlyMap<string, Uint8Array> {
  const { accent } = appearance;
  const accentFiles = accent === null ? [] : [[ACCENT_STYLE_NAME, Buffer.from(accentCss(accent))] as const];
  return new Map([...accentFiles, ...readAppearance(appearance)]);
}

/** @param observed empty: there is no source at all, so nothing is known of any session, and all stays as it is */
export function readSiteSources(
  history: StoredHistory,
  observed: readonly ObservedSource[],
  { config, nowSeconds, full }: GenSettings,
  { packageFolder, programVersion, systemPaths }: Pick<Host, "packageFolder" | "programVersion" | "systemPaths">,
): SiteSources {
  const paths = observed.map(({ source }) => source);
  const aliases = readAliases(config.aliases, paths);
  const countries = readCountries(config.countries, {
    bundledPaths: systemPaths.countryDatabases,
    cacheFolder: join(config.history, "cache"),
    liveAddresses: history.open.map(({ publicIp }) => publicIp),
    nowSeconds,
    ignoreCache: full,
  });
  const certificates = readCertificates(config.certificates, config);
  const zone = makeZone(config.timezone);
  const monitoring = readMonitoring(config.history, history.samples, {
    nowSeconds,
    zone,
    staleAfterSeconds: config.staleAfterSeconds,
    programVersion,
    ignoreCache: full,
  });
  return {
    config,
    history,
    input: toSiteInput(config, history, observed, monitoring, { aliases, countries, certificates }, nowSeconds),
    calendar: makeCalendar(zone),
    assets: new Map([...readAssets(packageFolder), ...toAppearance(config)]),
    programVersion,
    secret: () => readSecret(config.history),
    packageVersion: readVersion(packageFolder),
    historyStamp: stampHistory(history.folder),
  };
}
