import { INTERVAL_TOLERANCE } from "../../../history/seen-intervals.js";
import { ok, problem, type Context, type Finding } from "../finding.js";
import { formatInterval } from "../format-interval.js";
import type { Schedule } from "./schedule.js";
import type { SourceFacts } from "./sources.js";

interface IntervalFacts {
  readonly sources: readonly SourceFacts[];
  readonly schedule: Schedule;
}

/** A run each minute is what cron and the timer are made for. */
const RUN_SECONDS = 60;

/** How often a new status comes into the history, compared with how often OpenVPN writes one. */
export function judgeIntervals({ sources, schedule }: IntervalFacts, context: Context): readonly Finding[] {
  const { t, commands, language, service } = context;
  return sources.flatMap(({ source, stepSeconds, openvpn }) => {
    if (stepSeconds === null) return [];
    const subject = t.interval.subject(source);
    const statusSeconds = openvpn?.statusSeconds ?? null;
    const seen = formatInterval(language, Math.round(stepSeconds));
    if (stepSeconds <= INTERVAL_TOLERANCE * Math.max(RUN_SECONDS, statusSeconds ?? 0))
      return [ok(subject, t.interval.seen(seen))];
    const each =
      schedule.kind === "cron" && schedule.everySeconds !== null
        ? formatInterval(language, schedule.everySeconds)
        : null;
    const written = statusSeconds === null ? null : formatInterval(language, statusSeconds);
    const fix =
      service === null
        ? commands.savePrinted("cron", schedule.kind === "cron" ? schedule.path : "/etc/cron.d/openvpn-status-site")
        : commands.asRoot("systemctl enable --now openvpn-status-site.timer");
    return [problem(subject, t.interval.seldom(seen, written, each), fix)];
  });
}
