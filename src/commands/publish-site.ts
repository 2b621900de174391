import { join } from "node:path";
import type { EndedSessions } from "../history/ended-sessions.js";
import type { OutClaim } from "../io/publish/claim-out-folder.js";
import { readMadeFiles, writeMadeFiles } from "../io/publish/made-record.js";
import { publish, type PublishResult } from "../io/publish/publish.js";
import { readAssets } from "../io/read-package-files.js";
import type { Output } from "../site/output.js";
import { openChartPress } from "./chart-press.js";
import type { DividedSite, IndexedSite } from "./divided-site.js";
import { planOutputs, type OutputPlan } from "./plan-outputs.js";
import { openProgressLine } from "./report/progress-line.js";
import { reportOutGroup } from "./report/report-out-group.js";
import type { Host } from "../build/host.js";

export interface SiteToPublish extends Pick<DividedSite, "whole" | "parts"> {
  readonly ended: EndedSessions;
  /** The history folder, whose cache remembers what was made of what. */
  readonly history: string;
  readonly out: string;
}

/**
 * Makes the site and brings it into `out/`. A workbook, a chart or a page is made again only if what it is made of has
 * changed; `full` makes everything.
 */
export async function publishSite(
  { whole, parts, ended, history, out }: SiteToPublish,
  claim: OutClaim,
  host: Pick<Host, "packageFolder" | "programVersion" | "templates" | "showOnTerminal" | "nowSeconds" | "writeStderr">,
): Promise<PublishResult> {
  const { packageFolder, programVersion, templates } = host;
  const cacheFolder = join(history, "cache");
  const press = openChartPress({ cacheFolder, programVersion, packageFolder, anew: claim.full });
  const files = { assets: readAssets(packageFolder) };
  const scope = { isWanted: () => true, ended };
  const plan = ({ input, index }: IndexedSite): OutputPlan =>
    planOutputs(input, index, scope, { files, templates, press, programVersion });
  const { assets, ofSite } = plan(whole);
  const batches = function* (): Generator<readonly Output[]> {
    yield assets;
    for (const part of parts()) yield plan(part).ofPart;
    yield ofSite;
  };
  const paths: string[] = [];
  for (const outputs of batches()) for (const { path } of outputs) paths.push(path);
  const site = { paths, making: "all", batches: batches() } as const;
  const madeBefore = claim.full ? new Map<string, never>() : readMadeFiles(cacheFolder, out, "all");
  const progress = openProgressLine(host, whole.input.language);
  const result = await publish(out, site, claim, madeBefore, progress.tell).finally(progress.end);
  reportOutGroup({ out, paths, cacheFolder, language: whole.input.language }, host);
  writeMadeFiles(cacheFolder, out, result.made, "all");
  press.save("all");
  return result;
}
