import type { GenSettings } from "../build/gen-settings.js";
import type { Host } from "../build/host.js";
import type { BuildReport } from "../build/build-site.js";
import { openHistory } from "../build/open-history.js";
import type { SentEvent } from "../history/sent-event.js";
import { configPaths } from "../io/config/read-config-file.js";
import { hasFurtherSites } from "../io/history/further-site-folders.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import { inLanguage } from "../text/problem.js";
import { GEN_FLAGS, genSettings } from "./flags/gen-flags.js";
import { makeCommand } from "./flags/make-command.js";
import type { FlagValues } from "./flags/read-flags.js";
import { mayHaveEvents } from "./notify/may-have-events.js";
import type { Outgoing } from "./notify/prepare-events.js";
import { toExitCode } from "./report/exit-code.js";
import { offerWebSessions } from "./report/offer-web-sessions.js";
import { reportCutFiles } from "./report/report-cut-rows.js";
import { reportFileProblems } from "./report/report-file-problems.js";
import { recordRun } from "./report/record-run.js";
import { runReportingOnce, type ProblemReporter } from "./report/report-once.js";
import { checkFolders, refuseUnsafeMetricsFolder } from "./setup/check-folders.js";
import { refuseTrial } from "./setup/refuse-trial.js";
import { isNewHistory } from "./setup/require-history.js";
import { withGenLock } from "./setup/with-lock.js";
import { makeSite } from "./update/make-site.js";
import { observeSources, toKnownSources } from "./update/observe-sources.js";
import { takeSources } from "./update/take-sources.js";

/** `gen`: one run, from the status logs to the site. */
export const gen = makeCommand({ name: "gen", flags: GEN_FLAGS, takesOperands: false, run: runOnce });

async function runOnce({ strict = false, ...flags }: FlagValues<typeof GEN_FLAGS>, host: Host): Promise<number> {
  const isWatched = flags.verbose === true || host.showOnTerminal !== null;
  const namedConfig = flags.config ?? (host.environment["OPENVPN_STATUS_SITE_CONFIG"] || undefined);
  // The runs of one line of a crontab are one job, whatever `--now` is.
  const { status, name, history, out, aliases } = flags;
  const key = JSON.stringify([host.currentFolder, namedConfig, status, name, history, out, aliases]);
  return runReportingOnce({ key, isWatched, configPaths: configPaths(namedConfig, host) }, host, async (reporter) => {
    const settings = genSettings(flags, host);
    const { config, full } = settings;
    reporter.setFolders(config);
    return inLanguage(config.language, async () => {
      checkFolders(config, { madeBy: "gen", full }, host);
      refuseUnsafeMetricsFolder(config.metrics, host);
      await refuseTrial(flags, config, host);
      const run = await withGenLock(config.history, () =>
        recordRun(config, host, () => runGen(settings, { isStrict: strict }, reporter, host)),
      );
      if (run === null) return null;
      let canRun = false;
      if (config.notify === null) {
        // If the command is configured again later, its problem is reported again.
        for (const topic of ["notify", "notify-command"]) reporter.report(topic, null, () => undefined);
      } else {
        const { checkCommand } = await import("./notify/check-command.js");
        canRun = await checkCommand(config.notify, settings, reporter, host);
      }
      if (run.outgoing !== null) {
        const { runNotify } = await import("./notify/run-notify.js");
        await runNotify(run.outgoing, { ...settings, canRun }, reporter, host);
      }
      return run.exitCode;
    });
  });
}

/** For all sites together, so that a run ends before cron starts the next one, which builds the rest. */
const BUDGET_SECONDS = 45;

interface GenRun {
  readonly exitCode: number;
  /** The events to send to the command of `[notify]` after the lock is released. */
  readonly outgoing: Outgoing | null;
}

/** For the holder of the lock. */
async function runGen(
  settings: GenSettings,
  options: { readonly isStrict: boolean },
  reporter: ProblemReporter,
  host: Host,
): Promise<GenRun> {
  const { config, nowSeconds, full, quiet } = settings;
  const isFirst = isNewHistory(config.history);

  const before = openHistory(settings, host.programVersion);
  const observed = await observeSources(config, toKnownSources(before), nowSeconds, host);
  const { history, formerSent } = await takeSources(before, observed, settings, host);
  const site = {
    history,
    observed,
    claim: { madeBy: "gen", full },
    stopAtSeconds: full ? null : host.elapsedSeconds() + BUDGET_SECONDS,
  } as const;
  const report = await makeSite(site, settings, host);

  if (isFirst && !quiet) offerWebSessions(observed, config, host);
  if (!quiet) reportFileProblems(report.input.fileProblems, config.language, reporter, host);
  if (!quiet) reportCutFiles(history.rows, config, reporter, host);
  if (hasFurtherSites(config.history)) {
    const { reportFormerSites } = await import("./report/report-former-sites.js");
    reportFormerSites(config, quiet ? null : reporter, host);
  }
  const states = observed.map(({ state }) => state);
  return {
    exitCode: toExitCode(states, options),
    outgoing: await findOutgoing(history, report, formerSent, settings),
  };
}

/** @returns null if there is nothing to send; then no code is loaded for it */
async function findOutgoing(
  history: StoredHistory,
  report: BuildReport,
  former: readonly SentEvent[],
  { config: { notify }, nowSeconds }: GenSettings,
): Promise<Outgoing | null> {
  if (notify === null || !mayHaveEvents(history.folder, report.key)) return null;
  const { recordNotices } = await import("./notify/record-notices.js");
  const { prepareEvents } = await import("./notify/prepare-events.js");
  const rows = recordNotices(history.folder, report, notify, { former, changedUsers: new Set() }, nowSeconds);
  return prepareEvents(rows, history, report);
}
