import { checkFolders } from "./check-folders.js";
import { exitCodeOfStates } from "./exit-code.js";
import { GEN_FLAGS, genSettings } from "./gen-flags.js";
import { commandHelp } from "./help-text.js";
import { recoverJournal } from "../io/journal.js";
import { readSamples, readSources } from "../io/read-history.js";
import { observeSources } from "./observe-sources.js";
import { readFlags, refuseOperands } from "./read-flags.js";
import { refuseTrial } from "./refuse-trial.js";
import { runIncrementally } from "./run-incrementally.js";
import { openHistory, SAMPLE_DAYS, updateSite } from "./update-site.js";
import { withGenLock } from "./with-lock.js";
import type { World } from "./world.js";

/** `gen`: one run, from the status logs to the site. */
export async function gen(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = readFlags("gen", GEN_FLAGS, args);
  const { help, strict = false, ...flags } = values;
  if (help === true) {
    world.writeStdout(commandHelp("gen", GEN_FLAGS));
    return 0;
  }
  refuseOperands("gen", positionals);
  const settings = genSettings(flags, world);
  const claim = { madeBy: "gen", full: settings.full } as const;
  checkFolders(settings.config, claim, world);
  await refuseTrial(flags, settings.config, world);
  return withGenLock(settings.config.history, async () => {
    const { config, nowSeconds } = settings;
    recoverJournal(config.history);
    const known = {
      sources: readSources(config.history),
      readSamples: () => readSamples(config.history, nowSeconds, SAMPLE_DAYS),
    };
    const observed = await observeSources(config, known, nowSeconds, world);
    const isDone = await runIncrementally(observed, settings, claim, world);
    if (!isDone) await updateSite(openHistory(settings), observed, settings, claim, world);
    return exitCodeOfStates(
      observed.map(({ state }) => state),
      { isStrict: strict },
    );
  });
}
