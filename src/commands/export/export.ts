import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { readHistory } from "../../build/open-history.js";
import { readUndisturbed } from "../../io/history/read-undisturbed.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import { inLanguage } from "../../text/problem.js";
import { foldSelection } from "../../history/select-sessions.js";
import { makeZone } from "../../status/zone.js";
import { genSettings, SITE_FLAGS } from "../flags/gen-flags.js";
import { PRUNE_FLAGS, readSelection } from "../flags/prune-flags.js";
import { makeCommand } from "../flags/make-command.js";
import { requireHistory } from "../setup/require-history.js";
import { EXPORT_FORMATS, openExportFormat, readExportFormat } from "./export-format.js";
import { refuseUnknownUsers, selectOldestFirst } from "./select-oldest-first.js";
import { writePieces } from "./write-pieces.js";

const { user, from, to } = PRUNE_FLAGS;
const { config, history, aliases, timezone, language, now } = SITE_FLAGS;
/** `export`: writes the sessions of the history to standard output, oldest first. The history stays as it is. */
export const exportSessions = makeCommand({
  name: "export",
  flags: {
    format: { type: "string", value: { oneOf: EXPORT_FORMATS }, does: "format" },
    user,
    from,
    to,
    config,
    history,
    aliases,
    timezone,
    language,
    now,
  },
  takesOperands: false,
  run: ({ format, user: users, from: fromDay, to: toDay, ...siteFlags }, host) => {
    const settings = genSettings(siteFlags, host);
    const request = { format, user: users, from: fromDay, to: toDay };
    return inLanguage(settings.config.language, () => write(request, settings, host));
  },
});

interface ExportRequest {
  readonly format: string | undefined;
  readonly user: readonly string[] | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** @returns the exit code */
async function write({ format, ...selecting }: ExportRequest, settings: GenSettings, host: Host): Promise<number> {
  const { config: site } = settings;
  const t = commandTextsIn(site.language);
  const kind = readExportFormat(format, t);
  const given = readSelection(selecting, [], t);
  const selection = given === null ? null : foldSelection(given, site);
  requireHistory(site.history, t);
  const stored = readUndisturbed(site.history, () => readHistory(settings));
  if (selection !== null) refuseUnknownUsers(stored, selection, t);
  const zone = makeZone(site.timezone);
  const days = selectOldestFirst(stored, selection, { zone, nowSeconds: settings.nowSeconds });
  const pieces = openExportFormat(kind, { settings, stored, zone }, host)(days);
  await writePieces(pieces, host);
  return 0;
}
