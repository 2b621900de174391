import { readAliases } from "../io/config/read-aliases.js";
import { configPaths } from "../io/config/read-config-file.js";
import { messagesIn } from "../text/i18n/messages.js";
import { visibleText } from "../text/format/visible-text.js";
import { checkFolders } from "./setup/check-folders.js";
import { exitCodeOfStates } from "./report/exit-code.js";
import { GEN_FLAGS, genSettings, type GenFlagValues } from "./flags/gen-flags.js";
import { commandHelp } from "./flags/help-text.js";
import { observeSources, toKnownSources } from "./update/observe-sources.js";
import { offerWebSessions } from "./report/offer-web-sessions.js";
import { readFlags, refuseOperands } from "./flags/read-flags.js";
import { refuseTrial } from "./setup/refuse-trial.js";
import { isNewHistory } from "./setup/require-history.js";
import { runSayingOnce, type SayOnce } from "./report/say-once.js";
import { makeSite } from "./update/make-site.js";
import { takeSources } from "./update/take-sources.js";
import { withGenLock } from "./setup/with-lock.js";
import type { GenSettings } from "../build/gen-settings.js";
import type { Host } from "../build/host.js";
import { openHistory } from "../build/open-history.js";

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
  const job = { key: toJob(flags, namedConfig, host), isWatched, configPaths: configPaths(namedConfig, host) };
  return runSayingOnce(job, host, async (once) => {
    const settings = genSettings(flags, host);
    const { history, out } = settings.config;
    once.isFor([history, out]);
    checkFolders(settings.config, { madeBy: "gen", full: settings.full }, host);
    await refuseTrial(flags, settings.config, host);
    return withGenLock(history, () => updateAll(settings, { isStrict: strict }, once, host));
  });
}

/** A run is to end before cron starts the next one. */
const BUDGET_SECONDS = 45;

/** For the holder of the lock. @returns the exit code */
async function updateAll(
  settings: GenSettings,
  options: { readonly isStrict: boolean },
  once: SayOnce,
  host: Host,
): Promise<number> {
  const { config, nowSeconds } = settings;
  const claim = { madeBy: "gen", full: settings.full } as const;
  const isFirst = isNewHistory(config.history);
  const before = openHistory(settings, host.programVersion);
  const observed = await observeSources(config, toKnownSources(before), nowSeconds, host);
  const history = takeSources(before, observed, settings, host);
  const budgetSeconds = settings.full ? null : BUDGET_SECONDS;
  await makeSite({ history, observed, claim, budgetSeconds }, settings, host);
  const sources = observed.map(({ source }) => source);
  if (isFirst && !settings.quiet) offerWebSessions(observed, config, host);
  if (!settings.quiet) tellOfAliases(once, readAliases(config.aliases, sources).problem, settings, host);
  return exitCodeOfStates(
    observed.map(({ state }) => state),
    options,
  );
}

/** The runs of one line of a crontab are one job, whatever the time is. */
function toJob(flags: GenFlagValues, namedConfig: string | undefined, { currentFolder }: Host): string {
  const { status, name, history, out, aliases } = flags;
  return JSON.stringify([currentFolder, namedConfig, status, name, history, out, aliases]);
}

function tellOfAliases(once: SayOnce, problem: string, { config }: GenSettings, host: Host): void {
  const { aliasesProblem: t, source } = messagesIn(config.language);
  once.tell("aliases", problem === "" ? null : { label: t.heading, signature: problem }, (what) => {
    const text = "begins" in what ? `${t.heading}: ${problem}. ${t.fix}` : source.noticeEnds(what.ended);
    host.writeStderr(`openvpn-status-site: ${visibleText(text)}\n`);
  });
}
