import { join, resolve } from "node:path";
import { forgetSlowDownloads } from "../../build/branch-files.js";
import { allEnded } from "../../history/ended-sessions.js";
import { noChange } from "../../history/history-change.js";
import { foldSelection } from "../../history/select-sessions.js";
import { isInside } from "../../io/files/refuse-unsafe-folder.js";
import { readSent } from "../../io/history/sent-file.js";
import { writeBackup } from "../../io/history/write-backup.js";
import { makeZone } from "../../status/zone.js";
import { commandTextsIn, type CommandTexts } from "../../text/i18n/command-texts.js";
import { inLanguage, ProblemError } from "../../text/problem.js";
import { askWhether, type PruneQuestion } from "./ask-prune.js";
import {
  chooseSessions,
  findOrphans,
  readSessions,
  type ChosenSessions,
  type PruneContext,
} from "./choose-sessions.js";
import { checkFolders } from "../setup/check-folders.js";
import { genSettings } from "../flags/gen-flags.js";
import { observeSources, toKnownSources } from "../update/observe-sources.js";
import { PRUNE_FLAGS, readSelection } from "../flags/prune-flags.js";
import { prunePreview } from "./prune-preview.js";
import { makeCommand } from "../flags/make-command.js";
import type { FlagValues } from "../flags/read-flags.js";
import { removeEventsNow } from "./remove-events-now.js";
import { cutRowReporter, reportCutFiles } from "../report/report-cut-rows.js";
import { refuseTrial } from "../setup/refuse-trial.js";
import { requireHistory } from "../setup/require-history.js";
import { makeSite } from "../update/make-site.js";
import { recordChangedPast } from "../update/record-changed-past.js";
import { takeSources } from "../update/take-sources.js";
import { withPatientLock } from "../setup/with-lock.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { changeHistory, openHistory } from "../../build/open-history.js";

/** `prune`: deletes ended sessions, and makes the site without them. */
export const prune = makeCommand({
  name: "prune",
  flags: PRUNE_FLAGS,
  takesOperands: true,
  run: (values, host, names) => {
    const settings = genSettings(values, host);
    return inLanguage(settings.config.language, () => runPrune(values, names, settings, host));
  },
});

/** @returns the exit code */
async function runPrune(
  values: FlagValues<typeof PRUNE_FLAGS>,
  names: readonly string[],
  settings: GenSettings,
  host: Host,
): Promise<number> {
  const { "dry-run": dryRun, yes, backup, all } = values;
  const { config } = settings;
  const t = commandTextsIn(config.language);
  const given = readSelection(values, names, t);
  const selection = given === null ? null : foldSelection(given, config);
  const backupPath = backup === undefined ? null : resolve(host.currentFolder, backup);
  requireHistory(config.history, t);
  await refuseTrial(values, config, host);
  refuseWithoutTerminal(host, { isSelected: selection !== null, isAgreed: yes === true || dryRun === true }, t);
  if (backupPath !== null) refuseBackupInside(backupPath, config, t);
  checkFolders(config, { madeBy: "gen", full: settings.full }, host);

  const context = { style: { language: config.language, zone: makeZone(config.timezone) }, settings, host };
  const { ended, orphans } = await chooseSessions(
    await readSessions(settings, { readOnly: dryRun === true, programVersion: host.programVersion }),
    selection,
    context,
  );
  const count = ended.length + orphans.length;
  if (dryRun === true || (yes !== true && count > 0)) host.writeStdout(prunePreview(ended, orphans, context.style));
  if (dryRun === true) return 0;
  const isNoneChosen = selection === null && count === 0;
  const question = { count, isAll: all === true, isBackedUp: backup !== undefined };
  if (isNoneChosen || (yes !== true && !(await isConfirmed(question, context)))) {
    host.writeStdout(`${t.prune.nothingDeleted}\n`);
    return 0;
  }
  const wanted = new Set([...ended, ...orphans].map(({ id }) => id));
  const deleted = await deleteSessions(wanted, backupPath, settings, host);
  if (settings.quiet) return 0;
  host.writeStdout(`${t.prune.deleted(t.sessions(deleted.ended.length))}\n`);
  if (deleted.orphans.length > 0) host.writeStdout(`${t.prune.orphansDeleted(deleted.orphans.length)}\n`);
  return 0;
}

async function isConfirmed(question: PruneQuestion, { style, host: { terminal } }: PruneContext): Promise<boolean> {
  if (question.count === 0 || terminal === null) return question.count === 0;
  return askWhether(question, style.language, terminal);
}

/** @returns what was deleted: other commands may have deleted some of it meanwhile */
async function deleteSessions(
  wanted: ReadonlySet<string>,
  backupPath: string | null,
  settings: GenSettings,
  host: Host,
): Promise<ChosenSessions> {
  const { config, nowSeconds } = settings;
  const claim = { madeBy: "gen", full: settings.full } as const;
  return withPatientLock(config.history, async () => {
    const history = openHistory(settings, host.programVersion, { checksAllFiles: true });
    const observed = await observeSources(config, toKnownSources(history), nowSeconds, host);
    // First the sources: else an event that was not read yet would record a deleted session again.
    const { history: taken, formerSent } = await takeSources(history, observed, settings, host);
    await removeEventsNow(observed, commandTextsIn(config.language), host);
    const endedIds = new Set(Array.from(allEnded(taken.ended), ({ id }) => id));
    const removed = [...allEnded(taken.ended)].filter(({ id }) => wanted.has(id));
    const orphans = findOrphans(taken, endedIds).filter(({ id }) => wanted.has(id));
    const ids = new Set([...removed, ...orphans].map(({ id }) => id));
    if (backupPath !== null && ids.size > 0) writeBackup(config.history, ids, backupPath);
    // If this run is killed, the next one does not let them wait either.
    if (removed.length > 0) forgetSlowDownloads(join(config.history, "cache"));
    const former = [...formerSent, ...(removed.length > 0 ? (readSent(config.history) ?? []) : [])];
    const left =
      ids.size === 0
        ? taken
        : changeHistory(taken, { ...noChange(taken), removed, orphans }, cutRowReporter(settings, host));
    const report = await makeSite({ history: left, observed, claim, stopAtSeconds: null }, settings, host);
    if (!settings.quiet) reportCutFiles(left.rows, settings.config, null, host);
    await recordChangedPast(report, { former, changedUsers: new Set(removed.map(({ user }) => user)) }, settings);
    return { ended: removed, orphans };
  });
}

function refuseWithoutTerminal(
  { terminal }: Host,
  { isSelected, isAgreed }: { readonly isSelected: boolean; readonly isAgreed: boolean },
  { prune: t, nothingChanged }: CommandTexts,
): void {
  if (terminal !== null || (isSelected && isAgreed)) return;
  throw new ProblemError({
    kind: "usage",
    what: () => (isSelected ? t.cannotAsk : t.nothingSelected),
    fix: () => `${isSelected ? t.cannotAskFix : t.nothingSelectedFix} ${nothingChanged}`,
  });
}

/**
 * In the history, the file could be mistaken for one of ours or stop every later run; in `out`, the web server would
 * serve it.
 */
function refuseBackupInside(
  path: string,
  folders: { readonly history: string; readonly out: string },
  { prune: t, nothingChanged }: CommandTexts,
): void {
  for (const folder of [folders.history, folders.out]) {
    if (!isInside(path, folder)) continue;
    throw new ProblemError({
      kind: "usage",
      what: () => t.backupInside(JSON.stringify(path), JSON.stringify(folder)),
      fix: () => `${t.backupInsideFix} ${nothingChanged}`,
    });
  }
}
