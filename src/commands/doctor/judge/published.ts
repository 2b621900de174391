import { MAX_CLOCK_AHEAD_SECONDS } from "../../../history/clock-ahead.js";
import { formatDuration } from "../../../text/format/format-duration.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";

/** The site's `status.json`, which programs read. */
export interface PublishedFacts {
  readonly path: string;
  readonly kind: "status" | "missing" | "unreadable" | "damaged";
  /** The age of the site, by this file; null: it cannot be read. */
  readonly ageSeconds: number | null;
}

/** Whether programs can read it, and whether its time is plausible. Its age is a matter of the last run. */
export function judgePublished(
  published: PublishedFacts | null,
  { t: { published: t }, commands, language }: Context,
): readonly Finding[] {
  if (published === null) return [];
  const { path, kind, ageSeconds } = published;
  const age = ageSeconds ?? 0;
  switch (kind) {
    case "unreadable":
      return [unknown(path, t.hidden, commands.doctorAsRoot)];
    case "missing":
      return [problem(path, t.missing, commands.gen())];
    case "damaged":
      return [problem(path, t.damaged, commands.gen("--full"))];
    case "status":
      if (age < -MAX_CLOCK_AHEAD_SECONDS)
        return [problem(path, t.ahead(formatDuration(language, -age)), commands.gen())];
      return [ok(path, t.ok(formatDuration(language, age)))];
  }
}
