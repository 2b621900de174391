import { join } from "node:path";
import type { OutClaim } from "../io/claim-out-folder.js";
import { readMadeFiles, writeMadeFiles } from "../io/made-record.js";
import { publish, type PublishResult } from "../io/publish.js";
import { readAssets, readTemplates } from "../io/read-package-files.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { allSessionsOf } from "./all-sessions.js";
import { openChartPress } from "./chart-press.js";
import { planOutputs } from "./plan-outputs.js";
import { openProgressLine } from "./progress-line.js";
import type { World } from "./world.js";

/**
 * Makes the site and brings it into `out/`. A workbook, a chart or a page is made again only if what it is made of has
 * changed; `full` makes everything.
 *
 * @param index has everything in full
 * @param history the history folder, whose cache remembers what was made of what
 */
export async function publishSite(
  input: SiteInput,
  index: SiteIndex,
  { history, out }: { readonly history: string; readonly out: string },
  claim: OutClaim,
  world: Pick<World, "packageFolder" | "programVersion" | "showOnTerminal" | "nowSeconds">,
): Promise<PublishResult> {
  const { packageFolder, programVersion } = world;
  const cacheFolder = join(history, "cache");
  const press = openChartPress({ cacheFolder, programVersion, packageFolder, anew: claim.full });
  const files = { templates: readTemplates(packageFolder), assets: readAssets(packageFolder) };
  const allSessions = allSessionsOf(input.openSessions, () => input.endedSessions);
  const scope = { isWanted: () => true, allSessions };
  const outputs = planOutputs(input, index, scope, { files, press, programVersion });
  const site = { paths: outputs.map(({ path }) => path), making: "all", batches: [outputs] } as const;
  const madeBefore = claim.full ? new Map<string, never>() : readMadeFiles(cacheFolder, out, "all");
  const progress = openProgressLine(world, input.language);
  const result = await publish(out, site, claim, madeBefore, progress.tell).finally(progress.end);
  writeMadeFiles(cacheFolder, out, result.made, "all");
  press.save("all");
  return result;
}
