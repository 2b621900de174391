import { groupBy } from "../history/group-by.js";
import { toLocalDay } from "../history/local-day.js";
import { toCoveredSpans } from "../history/event-coverage.js";
import { newestFirst } from "../history/newest-first.js";
import type { ObservedSource } from "../history/advance-history.js";
import type { LiveHistory } from "../history/history-change.js";
import type { Sample } from "../history/sample.js";
import type { ServerLimits } from "../history/server-limits.js";
import type { SourceAdvice } from "../history/source-advice.js";
import type { SourceRow } from "../history/source-state.js";
import { foldUser } from "../history/user-naming.js";
import type { Config } from "../io/config/config.js";
import type { FoundCertificates } from "../io/certificates/read-certificates.js";
import type { Aliases } from "../io/config/read-aliases.js";
import type { FoundCountries } from "../io/countries/read-countries.js";
import type { StoredMonitoring } from "../io/history/read-monitoring.js";
import { pickSettings, type SiteInput, type SiteSettings, type SourceView } from "../site/site-input.js";
import { toCommandLine } from "../text/format/printed-command.js";
import { makeZone } from "../status/zone.js";

/** The content of the other files that the config names. */
interface FoundFiles {
  readonly aliases: Aliases;
  readonly countries: FoundCountries;
  readonly certificates: FoundCertificates;
}

/** The input of the site besides the history: the findings of a run, and the state of the history. */
export function toSiteInput(
  config: SiteSettings & Pick<Config, "command" | "isForOthers" | "timezone" | "usersIgnoreCase">,
  history: LiveHistory & { readonly samples: readonly Sample[] },
  observed: readonly ObservedSource[],
  { spans, hours, exactFromSeconds }: StoredMonitoring,
  { aliases, countries, certificates }: FoundFiles,
  nowSeconds: number,
): SiteInput {
  const zone = makeZone(config.timezone);
  const today = toLocalDay(zone, nowSeconds);
  const { isForOthers } = config;
  return {
    ...pickSettings(config),
    pruneCommand: isForOthers ? "" : toCommandLine(config.command, "prune"),
    zone,
    nowSeconds,
    aliases: config.usersIgnoreCase ? foldUsers(aliases.aliases) : aliases.aliases,
    countries: countries.countries,
    certificates: certificates.certificates,
    fileProblems: isForOthers
      ? { aliases: "", countries: "", certificates: "" }
      : { aliases: aliases.problem, countries: countries.problem, certificates: certificates.problem },
    sources: toSourceViews(observed, history, nowSeconds),
    openSessions: [...history.open].sort(newestFirst),
    samples: history.samples,
    monitored: spans,
    exactlyMonitoredFrom: exactFromSeconds,
    clientHours: hours.filter(({ hourStartSeconds }) => toLocalDay(zone, hourStartSeconds) < today),
  };
}

/** Of several spellings of a user, the one in lower case counts, else the first. */
export function foldUsers(aliases: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const folded = new Map<string, string>();
  for (const [user, alias] of aliases) {
    const known = foldUser(user, { usersIgnoreCase: true });
    if (known === user || !folded.has(known)) folded.set(known, alias);
  }
  return folded;
}

function toSourceViews(
  observed: readonly ObservedSource[],
  { sources }: LiveHistory,
  nowSeconds: number,
): readonly SourceView[] {
  const toKey = ({ server, source }: SourceRow | ObservedSource): string => JSON.stringify([server, source]);
  const rowsByKey = groupBy(sources, toKey);
  return observed.map((source) => toSourceView(source, rowsByKey.get(toKey(source))?.[0], nowSeconds));
}

function toSourceView(observed: ObservedSource, row: SourceRow | undefined, nowSeconds: number): SourceView {
  const { server, source, state, detail, advice, snapshot, routes, report, rowsSetAside, limits } = observed;
  return {
    server,
    source,
    state,
    detail,
    advice: advice ?? (state === "ok" ? toRememberedAdvice(row) : null),
    stateSinceSeconds: row?.stateSinceSeconds ?? nowSeconds,
    snapshotSeconds: row?.snapshotSeconds ?? null,
    connectingCount: snapshot === undefined ? null : snapshot.connecting.length,
    report: report ?? null,
    routes: routes ?? null,
    rowsSetAside: rowsSetAside ?? [],
    limits: limits ?? NO_LIMITS,
    eventSpans: row?.eventCoverage === undefined ? [] : toCoveredSpans(row.eventCoverage, row.eventTrouble),
  };
}

const NO_LIMITS: ServerLimits = { maxClients: null, poolSize: null };

/** What earlier runs have found out. */
function toRememberedAdvice(row: SourceRow | undefined): SourceAdvice | null {
  if (row?.alternatedSeconds !== undefined) return "two-writers";
  return row?.eventTrouble === undefined ? null : `events-${row.eventTrouble}`;
}
