import type { Session } from "../history/session.js";
import type { Zone } from "../status/zone.js";
import { countOf, sessionLine } from "./prune-preview.js";
import type { Terminal } from "./world.js";

const LIST_ROWS = 12;

/** A searchable checkbox list of sessions, the newest first. @returns what was ticked; none if it was left */
export async function askWhich(
  sessions: readonly Session[],
  zone: Zone,
  terminal: Terminal,
): Promise<readonly Session[]> {
  const { autocompleteMultiselect, isCancel } = await import("@clack/prompts");
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const chosen = await autocompleteMultiselect({
    ...terminal,
    message: "Which sessions are to be deleted?",
    placeholder: "a name, an address, a day",
    maxItems: LIST_ROWS,
    options: [...sessions]
      .sort((a, b) => b.startSeconds - a.startSeconds)
      .map((session) => ({ value: session.id, label: sessionLine(session, zone) })),
  });
  return isCancel(chosen) ? [] : chosen.flatMap((id) => byId.get(id) ?? []);
}

export interface PruneQuestion {
  readonly count: number;
  readonly isAll: boolean;
  readonly isBackedUp: boolean;
}

/** Asks twice; for all there is, the second time for their number. */
export async function askWhether({ count, isAll, isBackedUp }: PruneQuestion, terminal: Terminal): Promise<boolean> {
  const { confirm, text } = await import("@clack/prompts");
  const what = `Delete ${isAll ? "the whole history, " : ""}${countOf(count, "session")}?`;
  if ((await confirm({ ...terminal, message: what, initialValue: false })) !== true) return false;
  const warning = isBackedUp ? "Only the backup will hold them." : "They cannot be brought back.";
  if (!isAll) return (await confirm({ ...terminal, message: `${warning} Really?`, initialValue: false })) === true;
  const typed = await text({ ...terminal, message: `${warning} Type their number, ${count}:` });
  return typed === String(count);
}
