import { join } from "node:path";
import { newestFirst } from "../history/newest-first.js";
import type { Session } from "../history/session.js";
import type { OutClaim } from "../io/claim-out-folder.js";
import { readMadeFiles, writeMadeFiles } from "../io/made-record.js";
import { publish, type PublishResult } from "../io/publish.js";
import { readAssets, readTemplates } from "../io/read-package-files.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { openChartPress } from "./chart-press.js";
import { planOutputs } from "./plan-outputs.js";
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
  { packageFolder, programVersion }: Pick<World, "packageFolder" | "programVersion">,
): Promise<PublishResult> {
  const cacheFolder = join(history, "cache");
  const press = openChartPress({ cacheFolder, programVersion, packageFolder, anew: claim.full });
  const files = { templates: readTemplates(packageFolder), assets: readAssets(packageFolder) };
  const allSessions = allSessionsOf(input);
  const scope = { isWanted: () => true, allSessions };
  const outputs = planOutputs(input, index, scope, { files, press, programVersion });
  const site = { paths: outputs.map(({ path }) => path), making: "all", batches: [outputs] } as const;
  const result = await publish(out, site, claim, claim.full ? new Map() : readMadeFiles(cacheFolder, out, "all"));
  writeMadeFiles(cacheFolder, out, result.made, "all");
  press.save("all");
  return result;
}

function allSessionsOf({ openSessions, endedSessions }: SiteInput): () => readonly Session[] {
  let sorted: readonly Session[] | undefined;
  return () => (sorted ??= [...openSessions, ...endedSessions].sort(newestFirst));
}
