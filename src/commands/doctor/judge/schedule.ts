import { basename, dirname, join } from "node:path";
import type { IgnoredCronJob } from "../../../io/system/find-cron-job.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { INTERVAL_TOLERANCE } from "../../../history/seen-intervals.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { formatInterval } from "../format-interval.js";

/** What starts `gen` again and again. */
export type Schedule =
  | { readonly kind: "systemd" }
  | { readonly kind: "cron"; readonly path: string; readonly everySeconds: number | null }
  | { readonly kind: "none"; readonly ignored: IgnoredCronJob | null; readonly unreadable: readonly string[] };

export interface ScheduleFacts {
  readonly schedule: Schedule;
  /** For each server, the seconds since each of its snapshots in the history, oldest first. */
  readonly snapshotAges: readonly (readonly number[])[];
}

/** Runs are regular if at least this many are within this time and cover half of it. */
const REGULAR = { leastRuns: 3, withinSeconds: 1200, leastSeconds: 600 };

/** Whether something runs `gen` regularly. */
export function judgeSchedule({ schedule, snapshotAges }: ScheduleFacts, context: Context): readonly Finding[] {
  const {
    t: { schedule: t },
    commands,
    service,
    language,
  } = context;
  if (schedule.kind === "systemd") return [ok(t.subject, t.systemd)];
  if (schedule.kind === "cron") {
    const { path, everySeconds } = schedule;
    return [ok(t.subject, t.cron(path, everySeconds === null ? null : formatInterval(language, everySeconds)))];
  }
  // Another program than cron may start them; a run by hand is no proof.
  if (snapshotAges.some(areRegular)) return [ok(t.subject, t.somehow)];
  if (service !== null) {
    return [problem(t.subject, t.timerOff, commands.asRoot("systemctl enable --now openvpn-status-site.timer"))];
  }
  if (schedule.ignored !== null) {
    const { path, why } = schedule.ignored;
    return [problem(t.subject, t.cronIgnores(path, why), commands.asRoot(fixJob(schedule.ignored)))];
  }
  const [path] = schedule.unreadable;
  if (path !== undefined) return [unknown(t.subject, t.unreadable(path), commands.doctorAsRoot)];
  return [problem(t.subject, t.none, commands.savePrinted("cron", "/etc/cron.d/openvpn-status-site"))];
}

function fixJob({ path, why }: IgnoredCronJob): string {
  const file = shellQuote(path);
  if (why !== "name") return `chown root: ${file} && chmod go-w ${file}`;
  return `mv -n ${file} ${shellQuote(join(dirname(path), basename(path).replace(/[^\w-]/g, "-")))}`;
}

function areRegular(ages: readonly number[]): boolean {
  const recent = ages.filter((age) => age <= REGULAR.withinSeconds);
  const [first = 0, last = 0] = [recent[0], recent.at(-1)];
  if (recent.length < REGULAR.leastRuns || first - last < REGULAR.leastSeconds) return false;
  const steps = recent.slice(1).map((age, index) => (recent[index] ?? age) - age);
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return [...steps, last].every((step) => step <= INTERVAL_TOLERANCE * usual);
}
