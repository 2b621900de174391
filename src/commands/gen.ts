import { advanceHistory } from "../history/advance-history.js";
import { applyChange } from "../history/apply-change.js";
import type { OutClaim } from "../io/claim-out-folder.js";
import { historyFiles } from "../io/history-files.js";
import { commitChange, recoverJournal } from "../io/journal.js";
import { readAliases } from "../io/read-aliases.js";
import { readHistory } from "../io/read-history.js";
import { makeZone } from "../status/zone.js";
import { checkFolders } from "./check-folders.js";
import { exitCodeOfStates } from "./exit-code.js";
import { GEN_FLAGS, genSettings, type GenSettings } from "./gen-flags.js";
import { helpText } from "./help-text.js";
import { observeSources } from "./observe-sources.js";
import { publishSite } from "./publish-site.js";
import { readFlags, refuseOperands } from "./read-flags.js";
import { reportNotices } from "./report-notices.js";
import { siteInputOf } from "./site-input-of.js";
import { withGenLock } from "./with-gen-lock.js";
import type { World } from "./world.js";

/** Samples that a run needs: the 24 hours of the charts and the whole of today, wherever the site is. */
const SAMPLE_DAYS = 3;

/** `gen`: one run, from the status logs to the site (design, sections 2 and 9). */
export async function gen(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = readFlags("gen", GEN_FLAGS, args);
  if (values.help === true) {
    world.writeStdout(helpText());
    return 0;
  }
  refuseOperands("gen", positionals);
  const settings = genSettings(values, world);
  const claim = { madeBy: "gen", full: settings.full } as const;
  checkFolders(settings.config, claim);
  return withGenLock(settings.config.history, () => genUnderLock(settings, claim, world));
}

/** One run, by whoever holds the lock of the history folder. */
async function genUnderLock(settings: GenSettings, claim: OutClaim, world: World): Promise<number> {
  const { config, nowSeconds } = settings;
  const observed = await observeSources(config, nowSeconds, world.systemZone);

  recoverJournal(config.history);
  const before = readHistory(config.history, nowSeconds, SAMPLE_DAYS);
  const zone = makeZone(config.timezone);
  const { change, notices } = advanceHistory(before, observed, { ...config, nowSeconds, zone });
  commitChange(config.history, historyFiles(config.history, change, nowSeconds));
  if (!settings.quiet) reportNotices(notices, config.language, world);

  const after = applyChange(before, change);
  const aliases = readAliases(config.aliases.path, config.aliases.wanted);
  const site = siteInputOf(config, after, observed, aliases, nowSeconds);
  const result = await publishSite(site, config.out, claim, world);
  if (settings.verbose) world.writeStdout(`${result.written.length} files written, ${result.removed.length} removed\n`);
  return exitCodeOfStates(observed.map(({ state }) => state));
}
