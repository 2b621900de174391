import type { GenSettings } from "../build/gen-settings.js";
import type { Host } from "../build/host.js";
import { openHistory } from "../build/open-history.js";
import { configPaths } from "../io/config/read-config-file.js";
import { inLanguage } from "../text/problem.js";
import { GEN_FLAGS, genSettings } from "./flags/gen-flags.js";
import { commandHelp } from "./flags/help-text.js";
import { readFlags, refuseOperands } from "./flags/read-flags.js";
import { exitCodeOfStates } from "./report/exit-code.js";
import { offerWebSessions } from "./report/offer-web-sessions.js";
import { reportFileProblems } from "./report/report-file-problems.js";
import { recordRun } from "./report/record-run.js";
import { runSayingOnce, type SayOnce } from "./report/say-once.js";
import { checkFolders, refuseUnsafeMetricsFolder } from "./setup/check-folders.js";
import { refuseTrial } from "./setup/refuse-trial.js";
import { isNewHistory } from "./setup/require-history.js";
import { withGenLock } from "./setup/with-lock.js";
import { makeSite } from "./update/make-site.js";
import { observeSources, toKnownSources } from "./update/observe-sources.js";
import { takeSources } from "./update/take-sources.js";

/** `gen`: one run, from the status logs to the site. */
export async function gen(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readFlags("gen", GEN_FLAGS, args);
  const { help, strict = false, ...flags } = values;
  if (help === true) {
    host.writeStdout(commandHelp("gen", GEN_FLAGS));
    return 0;
  }
  refuseOperands("gen", positionals);
  const isWatched = flags.verbose === true || host.showOnTerminal !== null;
  const namedConfig = flags.config ?? (host.environment["OPENVPN_STATUS_SITE_CONFIG"] || undefined);
  // The runs of one line of a crontab are one job, whatever the time is.
  const { status, name, history, out, aliases } = flags;
  const key = JSON.stringify([host.currentFolder, namedConfig, status, name, history, out, aliases]);
  return runSayingOnce({ key, isWatched, configPaths: configPaths(namedConfig, host) }, host, async (once) => {
    const settings = genSettings(flags, host);
    const { config, full } = settings;
    once.isFor(config);
    return inLanguage(config.language, async () => {
      checkFolders(config, { madeBy: "gen", full }, host);
      refuseUnsafeMetricsFolder(config.metrics, host);
      await refuseTrial(flags, config, host);
      return withGenLock(config.history, () =>
        recordRun(config, host, () => runGen(settings, { isStrict: strict }, once, host)),
      );
    });
  });
}

/** A run ends before cron starts the next one. What it does not come to make, the next one makes. */
const BUDGET_SECONDS = 45;

/** For the holder of the lock. @returns the exit code */
async function runGen(
  settings: GenSettings,
  options: { readonly isStrict: boolean },
  once: SayOnce,
  host: Host,
): Promise<number> {
  const { config, nowSeconds, full, quiet } = settings;
  const isFirst = isNewHistory(config.history);

  const before = openHistory(settings, host.programVersion);
  const observed = await observeSources(config, toKnownSources(before), nowSeconds, host);
  const history = takeSources(before, observed, settings, host);
  const site = {
    history,
    observed,
    claim: { madeBy: "gen", full },
    budgetSeconds: full ? null : BUDGET_SECONDS,
  } as const;
  const { fileProblems } = await makeSite(site, settings, host);

  if (isFirst && !quiet) offerWebSessions(observed, config, host);
  if (!quiet) reportFileProblems(fileProblems, config.language, once, host);
  const states = observed.map(({ state }) => state);
  return exitCodeOfStates(states, options);
}
