import type { Selection } from "../history/select-sessions.js";
import { parseDays } from "../text/parse-duration.js";
import { ProblemError } from "../text/problem.js";
import { isCalendarDay } from "./calendar-day.js";
import { GEN_FLAGS } from "./gen-flags.js";

/** `prune`'s flags: those that select, its own, and `gen`'s. */
export const PRUNE_FLAGS = {
  ...GEN_FLAGS,
  user: { type: "string", multiple: true },
  server: { type: "string", multiple: true },
  from: { type: "string" },
  to: { type: "string" },
  "older-than": { type: "string" },
  all: { type: "boolean" },
  "dry-run": { type: "boolean" },
  yes: { type: "boolean" },
  backup: { type: "string" },
} as const;

export interface SelectingFlags {
  readonly user?: readonly string[] | undefined;
  readonly server?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly "older-than"?: string | undefined;
  readonly all?: boolean | undefined;
}

/**
 * Which sessions the command line means.
 *
 * @param names the operands: ids, or `user|start`
 * @returns `null` if it names none at all, not even `--all`
 * @throws ProblemError `usage`
 */
export function readSelection(flags: SelectingFlags, names: readonly string[]): Selection | null {
  const selection: Selection = {
    names,
    users: flags.user ?? [],
    servers: flags.server ?? [],
    fromDay: readDay("--from", flags.from),
    toDay: readDay("--to", flags.to),
    olderThanSeconds: readAge(flags["older-than"]),
  };
  const isLimited = Object.values(selection).some((condition: unknown) =>
    Array.isArray(condition) ? condition.length > 0 : condition !== null,
  );
  if (flags.all === true && isLimited) {
    throw usage("--all is given with what would limit it", "Leave out --all, or everything else that selects.");
  }
  const { fromDay, toDay } = selection;
  if (fromDay !== null && toDay !== null && fromDay > toDay) {
    throw usage(`--from ${fromDay} is after --to ${toDay}`, "Both days are included: give the earlier one as --from.");
  }
  return isLimited || flags.all === true ? selection : null;
}

function readDay(flag: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDay(text)) return text;
  throw usage(`${flag}: wanted a day, found ${JSON.stringify(text)}`, "Write it like 2026-11-21.");
}

function readAge(text: string | undefined): number | null {
  if (text === undefined) return null;
  const seconds = parseDays(text);
  if (seconds !== undefined) return seconds;
  throw usage(`--older-than: wanted a number of days, found ${JSON.stringify(text)}`, "Write it like 90d.");
}

function usage(what: string, fix: string): ProblemError {
  return new ProblemError({ kind: "usage", what, fix });
}
