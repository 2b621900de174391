import { resolve } from "node:path";
import { allEnded } from "../history/ended-sessions.js";
import { noChange } from "../history/history-change.js";
import { selectSessions, type Selection } from "../history/select-sessions.js";
import type { Session } from "../history/session.js";
import { writeBackup } from "../io/write-backup.js";
import { makeZone, type Zone } from "../status/zone.js";
import { ProblemError } from "../text/problem.js";
import { askWhether, askWhich, type PruneQuestion } from "./ask-prune.js";
import { checkFolders } from "./check-folders.js";
import { genSettings, type GenSettings } from "./gen-flags.js";
import { helpText } from "./help-text.js";
import { observeSources } from "./observe-sources.js";
import { PRUNE_FLAGS, readSelection } from "./prune-flags.js";
import { countOf, pruneExceptions, prunePreview } from "./prune-preview.js";
import { readFlags } from "./read-flags.js";
import { changeHistory, openHistory, updateSite } from "./update-site.js";
import { withPatientLock } from "./with-lock.js";
import type { World } from "./world.js";

/** `prune`: deletes ended sessions, and makes the site without them. */
export async function prune(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = readFlags("prune", PRUNE_FLAGS, args);
  if (values.help === true) {
    world.writeStdout(helpText());
    return 0;
  }
  const { user, server, from, to, "older-than": olderThan, all, "dry-run": dryRun, yes, backup, ...ofGen } = values;
  const selection = readSelection({ user, server, from, to, "older-than": olderThan, all }, positionals);
  refuseWithoutTerminal(world, { isSelected: selection !== null, isAgreed: yes === true || dryRun === true });
  const settings = genSettings(ofGen, world);
  const zone = makeZone(settings.config.timezone);
  const say = (text: string): void => {
    if (!settings.quiet) world.writeStdout(text);
  };

  // Nobody is kept from the lock while someone thinks.
  const history = await withPatientLock(settings.config.history, () => {
    const { open, ended: stored } = openHistory(settings);
    return { open, ended: [...allEnded(stored)] };
  });
  const ended = await chooseSessions(history, selection, { zone, settings, world });
  if (dryRun === true || (yes !== true && ended.length > 0)) world.writeStdout(prunePreview(ended, zone));
  if (dryRun === true) return 0;
  const isNoneChosen = selection === null && ended.length === 0;
  const question = { count: ended.length, isAll: all === true, isBackedUp: backup !== undefined };
  if (isNoneChosen || (yes !== true && !(await isConfirmed(question, world)))) {
    world.writeStdout("Nothing was deleted.\n");
    return 0;
  }
  const backupPath = backup === undefined ? null : resolve(world.currentFolder, backup);
  const count = await deleteSessions(new Set(ended.map(({ id }) => id)), backupPath, settings, world);
  say(`${countOf(count, "session")} deleted.\n`);
  return 0;
}

interface PruneContext {
  readonly zone: Zone;
  readonly settings: GenSettings;
  readonly world: World;
}

/** The ended sessions that are meant, by the flags or by the list; what cannot be deleted is said. */
async function chooseSessions(
  { open, ended }: { readonly open: readonly Session[]; readonly ended: readonly Session[] },
  selection: Selection | null,
  { zone, settings, world }: PruneContext,
): Promise<readonly Session[]> {
  if (selection === null) {
    if (world.terminal === null || ended.length === 0) return [];
    return askWhich(ended, zone, world.terminal);
  }
  const selected = selectSessions({ ended, open }, selection, { zone, nowSeconds: settings.nowSeconds });
  world.writeStderr(pruneExceptions(selected, zone));
  return selected.ended;
}

async function isConfirmed(question: PruneQuestion, { terminal }: World): Promise<boolean> {
  if (question.count === 0 || terminal === null) return question.count === 0;
  return askWhether(question, terminal);
}

/** @returns how many there still were to delete */
async function deleteSessions(
  wanted: ReadonlySet<string>,
  backupPath: string | null,
  settings: GenSettings,
  world: World,
): Promise<number> {
  const { config, nowSeconds } = settings;
  const claim = { madeBy: "gen", full: settings.full } as const;
  checkFolders(config, claim);
  return withPatientLock(config.history, async () => {
    const history = openHistory(settings);
    const observed = await observeSources(config, history.sources, nowSeconds, world);
    const removed = new Set<string>();
    for (const { id } of allEnded(history.ended)) if (wanted.has(id)) removed.add(id);
    if (backupPath !== null && removed.size > 0) writeBackup(config.history, removed, backupPath);
    const left = removed.size === 0 ? history : changeHistory(history, { ...noChange(history), removed }, settings);
    await updateSite(left, observed, settings, claim, world);
    return removed.size;
  });
}

function refuseWithoutTerminal(
  { terminal }: World,
  { isSelected, isAgreed }: { readonly isSelected: boolean; readonly isAgreed: boolean },
): void {
  if (terminal !== null || (isSelected && isAgreed)) return;
  throw new ProblemError({
    kind: "usage",
    what: isSelected ? "there is no terminal to ask on whether to delete" : "prune is not told what to delete",
    fix: isSelected
      ? "Look with --dry-run, then give --yes. Nothing was changed."
      : "Name sessions, or --user, --server, --from, --to, --older-than or --all. Nothing was changed.",
  });
}
