import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { foldUsers } from "../../build/to-site-input.js";
import { durationSeconds } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";
import { toWebRecord, WEB_HEADER } from "../../history/write-web-sessions.js";
import { readAliases } from "../../io/config/read-aliases.js";
import { readCountries } from "../../io/countries/read-countries.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import { sessionJson, toEmbeddable } from "../../render/session-json.js";
import type { Zone } from "../../status/zone.js";
import { visibleText } from "../../text/format/visible-text.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { ProblemError } from "../../text/problem.js";

export const EXPORT_FORMATS = ["csv-v1", "ndjson"] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** @throws ProblemError `usage` */
export function readExportFormat(text: string | undefined, { export: t }: CommandTexts): ExportFormat {
  const found = EXPORT_FORMATS.find((format) => format === text);
  if (found !== undefined) return found;
  const names = EXPORT_FORMATS.join(", ");
  throw new ProblemError({
    kind: "usage",
    what: () => (text === undefined ? t.noFormat : t.unknownFormat(JSON.stringify(text))),
    fix: () => t.formatFix(names),
  });
}

interface ExportContext {
  readonly settings: GenSettings;
  readonly stored: StoredHistory;
  readonly zone: Zone;
}

/** How sessions are written: each day's become one piece of text. */
export function openExportFormat(
  format: ExportFormat,
  context: ExportContext,
  host: Pick<Host, "systemPaths" | "stdoutIsTerminal">,
): (days: Iterable<readonly Session[]>) => Iterable<string> {
  switch (format) {
    case "csv-v1": {
      const toText = host.stdoutIsTerminal ? visibleText : (text: string): string => text;
      const toRecord = (session: Session): string => toWebRecord(session, context.zone, toText);
      return (days) => writeDays(WEB_HEADER, days, toRecord);
    }
    case "ndjson":
      return (days) => writeDays("", days, openJsonLines(context, host));
  }
}

function* writeDays(
  header: string,
  days: Iterable<readonly Session[]>,
  toLine: (session: Session) => string,
): Generator<string> {
  if (header !== "") yield header;
  for (const sessions of days) yield sessions.map(toLine).join("");
}

/** The fields of a session as in the site's JSON. Running sessions are as of the last run. */
function openJsonLines(
  { settings: { config, nowSeconds }, stored }: ExportContext,
  { systemPaths }: Pick<Host, "systemPaths">,
): (session: Session) => string {
  const found = readAliases(
    config.aliases,
    stored.sources.map(({ source }) => source),
  ).aliases;
  const aliases = config.usersIgnoreCase ? foldUsers(found) : found;
  const { countries } = readCountries(config.countries, {
    bundledPaths: systemPaths.countryDatabases,
    cacheFolder: null,
    liveAddresses: [],
    nowSeconds,
    ignoreCache: false,
  });
  return (session) => {
    const shown = {
      session,
      alias: aliases.get(session.user) ?? "",
      country: countries.find(session.publicIp),
      durationSeconds: durationSeconds(session, session.endSeconds ?? session.lastSeenSeconds),
    };
    return `${toEmbeddable(JSON.stringify(sessionJson(shown)))}\n`;
  };
}
