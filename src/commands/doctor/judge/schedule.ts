import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { formatInterval } from "../format-interval.js";

/** What starts `gen` again and again. */
export type Schedule =
  | { readonly kind: "systemd" }
  | { readonly kind: "cron"; readonly path: string; readonly everySeconds: number | null }
  | { readonly kind: "none"; readonly unreadable: readonly string[] };

export interface ScheduleFacts {
  readonly schedule: Schedule;
  /** Seconds since the last run; null if none is known. */
  readonly lastRunSeconds: number | null;
}

/** A job of cron or a timer that runs has run within this time. */
const RECENT_SECONDS = 300;

/** Whether something runs `gen` regularly. */
export function judgeSchedule({ schedule, lastRunSeconds }: ScheduleFacts, context: Context): readonly Finding[] {
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
  if (lastRunSeconds !== null && lastRunSeconds <= RECENT_SECONDS) return [ok(t.subject, t.somehow)];
  if (service !== null) {
    return [problem(t.subject, t.timerOff, commands.asRoot("systemctl enable --now openvpn-status-site.timer"))];
  }
  const [path] = schedule.unreadable;
  if (path !== undefined) return [unknown(t.subject, t.unreadable(path), commands.lookAgain)];
  return [problem(t.subject, t.none, commands.savePrinted("cron", "/etc/cron.d/openvpn-status-site"))];
}
