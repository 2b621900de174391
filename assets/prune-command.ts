import type { DayRange } from "./contiguous-selection.js";
import { isSafeToPaste } from "../src/text/format/printed-command.js";
import { shellQuote } from "../src/text/format/shell-quote.js";

/**
 * Two commands to run one after the other: the first shows what would be deleted, the second deletes it, with a backup.
 */
export interface PruneCommands {
  readonly preview: string;
  readonly remove: string;
}

/**
 * The commands that delete these sessions.
 *
 * @param prune the command that runs `prune` on the server, with its config
 * @param backup a path of a file that does not exist yet
 */
export function pruneSessions(prune: string, ids: readonly string[], backup: string): PruneCommands {
  return toCommands([prune, ...ids.map(shellQuote)].join(" "), backup);
}

/**
 * The commands that delete every ended session of a user, of a server, of both or of all. Undefined if a name has
 * characters that nobody should paste into a terminal: these sessions can be selected by id.
 */
export function pruneAll(
  prune: string,
  { user, server }: { readonly user: string | undefined; readonly server: string | undefined },
  backup: string,
): PruneCommands | undefined {
  const names = Object.entries({ user, server }).flatMap(([flag, name]) =>
    name === undefined ? [] : [{ flag, name }],
  );
  if (!names.every(({ name }) => isSafeToPaste(name))) return undefined;
  if (names.length === 0) return toCommands(`${prune} --all`, backup);
  return toCommands([prune, ...names.map(({ flag, name }) => toFlag(flag, name))].join(" "), backup);
}

/** The commands that delete the sessions of some days. Undefined as in {@link pruneAll}. */
export function pruneDays(prune: string, { user, from, to }: DayRange, backup: string): PruneCommands | undefined {
  if (user !== undefined && !isSafeToPaste(user)) return undefined;
  const userFlags = user === undefined ? [] : [toFlag("user", user)];
  return toCommands([prune, ...userFlags, `--from ${from}`, `--to ${to}`].join(" "), backup);
}

/** A new file in a folder where every user may write, since any user may run the command. */
export function backupPath(nowSeconds: number): string {
  const time = new Date(nowSeconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  return `/var/tmp/openvpn-pruned-${time}.csv`;
}

/** `--user=-x`, not `--user -x`: a name may start like a flag. */
function toFlag(flag: string, value: string): string {
  return `--${flag}=${shellQuote(value)}`;
}

function toCommands(command: string, backup: string): PruneCommands {
  return { preview: `${command} --dry-run`, remove: `${command} --backup ${shellQuote(backup)}` };
}
