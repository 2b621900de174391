import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { openHistory, readHistory } from "../../build/open-history.js";
import { allEnded } from "../../history/ended-sessions.js";
import { findOrphanedUsage, selectOrphanedUsage, type OrphanedUsage } from "../../history/orphaned-usage.js";
import { selectSessions, type Selection } from "../../history/select-sessions.js";
import type { Session } from "../../history/session.js";
import { foldUser } from "../../history/user-naming.js";
import { readUndisturbed } from "../../io/history/read-undisturbed.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import { withPatientLock } from "../setup/with-lock.js";
import { askWhich } from "./ask-prune.js";
import { pruneExceptions, type SessionStyle } from "./prune-preview.js";
import { refuseUnknownNames } from "./refuse-unknown-names.js";

export interface PruneContext {
  readonly style: SessionStyle;
  readonly settings: GenSettings;
  readonly host: Host;
}

/** Ended sessions, and usage rows whose session is missing. */
export interface ChosenSessions {
  readonly ended: readonly Session[];
  readonly orphans: readonly OrphanedUsage[];
}

interface FoundSessions extends ChosenSessions {
  readonly open: readonly Session[];
  /** The servers of the sources that were read. */
  readonly servers: readonly string[];
}

/** The lock is not held while the user decides, and `--dry-run` does not take it. */
export async function readSessions(
  settings: GenSettings,
  { readOnly, programVersion }: { readonly readOnly: boolean; readonly programVersion: string },
): Promise<FoundSessions> {
  const { history } = settings.config;
  const found = (stored: StoredHistory): FoundSessions => {
    const { open, ended, sources } = stored;
    // Without the lock, rows are found where someone has put them: a session counts once, as ended if it has ended.
    const byId = new Map(Array.from(allEnded(ended), (session) => [session.id, session]));
    return {
      open: open.filter(({ id }) => !byId.has(id)),
      ended: [...byId.values()],
      orphans: findOrphans(stored, byId.keys()),
      servers: sources.map(({ server }) => server),
    };
  };
  if (readOnly) return readUndisturbed(history, () => found(readHistory(settings)));
  return withPatientLock(history, () => found(openHistory(settings, programVersion, { checksAllFiles: true })));
}

/** @param endedIds of all ended sessions */
export function findOrphans({ open, rows }: StoredHistory, endedIds: Iterable<string>): readonly OrphanedUsage[] {
  const ids = new Set([...endedIds, ...open.map(({ id }) => id)]);
  return findOrphanedUsage(rows.usageDays().flatMap(rows.readUsage), ids);
}

/** The ended sessions that the flags select, or the user selects in the list. Reports what cannot be deleted. */
export async function chooseSessions(
  { open, ended, orphans, servers }: FoundSessions,
  selection: Selection | null,
  { style, settings, host }: PruneContext,
): Promise<ChosenSessions> {
  if (selection === null) {
    const picked = host.terminal === null || ended.length === 0 ? [] : await askWhich(ended, style, host.terminal);
    return { ended: picked, orphans: [] };
  }
  const users = new Set<string>();
  const knownServers = new Set(servers);
  for (const { user, server } of [...ended, ...open]) {
    users.add(user);
    knownServers.add(server);
  }
  const { nowSeconds, config } = settings;
  for (const orphan of orphans) {
    users.add(foldUser(orphan.user, config));
    knownServers.add(orphan.server);
  }
  refuseUnknownNames(selection, { users, servers: knownServers }, commandTextsIn(style.language));
  const selected = selectSessions({ ended, open }, selection, { zone: style.zone, nowSeconds });
  const chosen = selectOrphanedUsage(orphans, selection, { nowSeconds, usersIgnoreCase: config.usersIgnoreCase });
  const orphanIds = new Set(orphans.map(({ id }) => id));
  const unknownNames = selected.unknownNames.filter((name) => !orphanIds.has(name));
  host.writeStderr(pruneExceptions({ ...selected, unknownNames }, style));
  return { ended: selected.ended, orphans: chosen };
}
