import { newestFirst } from "../../history/newest-first.js";
import type { Session } from "../../history/session.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import type { Language } from "../../text/i18n/language.js";
import { sessionLine, type SessionStyle } from "./prune-preview.js";
import type { Terminal } from "../../build/host.js";

const LIST_ROWS = 12;

/**
 * Shows a searchable list of sessions to select from, newest first.
 *
 * @returns the selected sessions; none if it was cancelled
 */
export async function askWhich(
  sessions: readonly Session[],
  style: SessionStyle,
  terminal: Terminal,
): Promise<readonly Session[]> {
  const { autocompleteMultiselect, isCancel } = await import("@clack/prompts");
  const t = commandTextsIn(style.language).prune;
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const chosen = await autocompleteMultiselect({
    ...terminal,
    message: t.which,
    placeholder: t.whichHint,
    maxItems: LIST_ROWS,
    options: [...sessions]
      .sort(newestFirst)
      .map((session) => ({ value: session.id, label: sessionLine(session, style) })),
  });
  return isCancel(chosen) ? [] : chosen.flatMap((id) => byId.get(id) ?? []);
}

export interface PruneQuestion {
  readonly count: number;
  readonly isAll: boolean;
  readonly isBackedUp: boolean;
}

/** Asks twice. If all sessions are selected, the second question asks for their number. */
export async function askWhether(
  { count, isAll, isBackedUp }: PruneQuestion,
  language: Language,
  terminal: Terminal,
): Promise<boolean> {
  const { confirm, text } = await import("@clack/prompts");
  const { prune: t, sessions } = commandTextsIn(language);
  const agrees = async (question: string): Promise<boolean> =>
    (await confirm({ ...terminal, message: question, active: t.yes, inactive: t.no, initialValue: false })) === true;
  if (!(await agrees(isAll ? t.confirmAll(sessions(count)) : t.confirm(sessions(count))))) return false;
  const warning = isBackedUp ? t.onlyInBackup : t.lost;
  if (!isAll) return agrees(`${warning} ${t.really}`);
  const typed = await text({ ...terminal, message: `${warning} ${t.typeCount(count)}` });
  return typed === String(count);
}
