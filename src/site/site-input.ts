import type { ServerLimits } from "../history/server-limits.js";
import type { StatusReport } from "../history/status-report.js";
import type { CoveredSpan } from "../history/event-coverage.js";
import type { ClientHour, MonitoredSpan } from "../history/monitoring.js";
import type { Sample } from "../history/sample.js";
import type { Session } from "../history/session.js";
import type { SourceAdvice } from "../history/source-advice.js";
import type { SourceState } from "../history/source-state.js";
import type { RowSetAside } from "../status/rows-set-aside.js";
import type { Routing } from "../status/status.js";
import type { Certificates } from "./certificates/certificates.js";
import type { Countries } from "./countries.js";
import type { Zone } from "../status/zone.js";
import type { DateFormat } from "../text/format/date-format.js";
import type { Language } from "../text/i18n/language.js";

/** The settings of the site from the config. */
export interface SiteSettings {
  readonly title: string;
  readonly language: Language;
  readonly dateFormat: DateFormat;
  /** How many days back the overview's recent history reaches. */
  readonly recentDays: number;
  readonly staleAfterSeconds: number;
  /** Whether there is a page for a screen on a wall. */
  readonly hasWall: boolean;
}

/** @returns only the settings that pages show */
export function pickSettings({
  title,
  language,
  dateFormat,
  recentDays,
  staleAfterSeconds,
  hasWall,
}: SiteSettings): SiteSettings {
  return { title, language, dateFormat, recentDays, staleAfterSeconds, hasWall };
}

/** Everything that the site shows: every page is a function of this alone. Times are epoch seconds. */
export interface SiteInput extends SiteSettings {
  /** The command that runs `prune` on the server, with its config, ready for a shell. */
  readonly pruneCommand: string;
  readonly zone: Zone;
  readonly nowSeconds: number;
  /** User → the name to show beside it. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly countries: Countries;
  readonly certificates: Certificates;
  readonly fileProblems: FileProblems;
  readonly sources: readonly SourceView[];
  /** Sessions still connected, newest start first. */
  readonly openSessions: readonly Session[];
  /** In time order: at least the last 24 hours and the whole of today. */
  readonly samples: readonly Sample[];
  /** When each server was checked; in time order for each server. */
  readonly monitored: readonly MonitoredSpan[];
  /** From when on that is known to the second instead of by the hour; null: from the beginning. */
  readonly exactlyMonitoredFrom: number | null;
  /** For the finished local days that have samples. */
  readonly clientHours: readonly ClientHour[];
}

/** The problems of the other files that the config names, whose content pages lack; empty if there are none. */
export type FileProblems = Readonly<Record<(typeof FILE_TOPICS)[number], string>>;
export const FILE_TOPICS = ["aliases", "countries", "certificates"] as const;

/** One source as the pages show it. */
export interface SourceView {
  readonly server: string;
  /** Path or address as configured. */
  readonly source: string;
  readonly state: SourceState;
  readonly stateSinceSeconds: number;
  /** Time of the last accepted snapshot, if there ever was one. */
  readonly snapshotSeconds: number | null;
  /** The problem, e.g. the parser's message; empty if there is none. */
  readonly detail: string;
  /** Null where the advice for the state fits; for a source that is `ok`: what should be checked anyway. */
  readonly advice: SourceAdvice | null;
  /** Clients still in their handshake, or refused; null where this run read no snapshot. */
  readonly connectingCount: number | null;
  /** The status without its clients; null if this run read none. */
  readonly report: StatusReport | null;
  /** The routing table; null where this run read no snapshot. */
  readonly routes: readonly Routing[] | null;
  /** Rows of the status that could not be taken; empty where this run read none. */
  readonly rowsSetAside: readonly RowSetAside[];
  /** The times in which OpenVPN itself reported every session of the server, in order. */
  readonly eventSpans: readonly CoveredSpan[];
  readonly limits: ServerLimits;
}
