import { isCalendarDay } from "../../history/local-day.js";
import type { Selection } from "../../history/select-sessions.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { parseDays } from "../../text/format/parse-duration.js";
import { usageProblem } from "./usage-problem.js";
import type { FlagTable } from "./flag-table.js";
import { SITE_FLAGS } from "./gen-flags.js";

/** The flags of `prune`: those that select sessions, some of its own, and those of every command that publishes. */
export const PRUNE_FLAGS = {
  user: { type: "string", multiple: true, value: "name", does: "user" },
  server: { type: "string", multiple: true, value: "name", does: "server" },
  from: { type: "string", value: "day", does: "from" },
  to: { type: "string", value: "day", does: "to" },
  "older-than": { type: "string", value: "days", does: "olderThan" },
  all: { type: "boolean", does: "all" },
  "dry-run": { type: "boolean", does: "dryRun" },
  yes: { type: "boolean", does: "yes" },
  backup: { type: "string", value: "file", does: "backup" },
  ...SITE_FLAGS,
} as const satisfies FlagTable;

interface SelectingFlags {
  readonly user?: readonly string[] | undefined;
  readonly server?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly "older-than"?: string | undefined;
  readonly all?: boolean | undefined;
}

/**
 * Reads from the command line which sessions to select.
 *
 * @param names the operands: ids, or `user|start`
 * @returns `null` if nothing selects, not even `--all`
 * @throws ProblemError `usage`
 */
export function readSelection(
  flags: SelectingFlags,
  names: readonly string[],
  { prune: t }: CommandTexts,
): Selection | null {
  const selection: Selection = {
    names,
    users: flags.user ?? [],
    servers: flags.server ?? [],
    fromDay: readDay("--from", flags.from, t),
    toDay: readDay("--to", flags.to, t),
    olderThanSeconds: readAge(flags["older-than"], t),
  };
  const isLimited = Object.values(selection).some((condition: unknown) =>
    Array.isArray(condition) ? condition.length > 0 : condition !== null,
  );
  if (flags.all === true && isLimited) throw usageProblem(t.allWithLimits, t.allWithLimitsFix);
  const { fromDay, toDay } = selection;
  if (fromDay !== null && toDay !== null && fromDay > toDay)
    throw usageProblem(t.fromAfterTo(fromDay, toDay), t.fromAfterToFix);
  return isLimited || flags.all === true ? selection : null;
}

function readDay(flag: string, text: string | undefined, t: CommandTexts["prune"]): string | null {
  if (text === undefined) return null;
  if (isCalendarDay(text)) return text;
  throw usageProblem(t.notADay(flag, JSON.stringify(text)), t.notADayFix);
}

function readAge(text: string | undefined, t: CommandTexts["prune"]): number | null {
  if (text === undefined) return null;
  const seconds = parseDays(text);
  if (seconds !== undefined) return seconds;
  throw usageProblem(t.notAnAge(JSON.stringify(text)), t.notAnAgeFix);
}
