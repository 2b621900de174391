import { join } from "node:path";
import type { EndedSessions } from "../history/ended-sessions.js";
import type { OutClaim } from "../io/publish/claim-out-folder.js";
import { readMadeFiles, writeMadeFiles } from "../io/publish/made-record.js";
import { publish, type PublishResult } from "../io/publish/publish.js";
import { userDownloads } from "../site/downloads/download-link.js";
import { userStems } from "../site/downloads/download-stem.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import type { Touched } from "../site/touched.js";
import { openChartPress } from "./chart-press.js";
import { planOutputs, type PackageFiles } from "./plan-outputs.js";
import type { Host } from "../build/host.js";

/** What of a site that stands is made again. */
export interface SiteToRenew {
  readonly input: SiteInput;
  /** Has what is touched in full. */
  readonly index: SiteIndex;
  /** All of the history, of which the index knows some. */
  readonly ended: EndedSessions;
  readonly touched: Touched;
  /** Of the downloads to build. */
  readonly stems: ReadonlySet<string>;
  readonly files: PackageFiles;
}

/**
 * Brings what a run touches, and what moves each minute, up to date in `out/`.
 *
 * @returns null, and nothing is done, if the site is not there
 */
export async function publishPart(
  { input, index, ended, touched, stems, files }: SiteToRenew,
  { history, out }: { readonly history: string; readonly out: string },
  claim: OutClaim,
  { packageFolder, programVersion, templates }: Pick<Host, "packageFolder" | "programVersion" | "templates">,
): Promise<PublishResult | null> {
  const cacheFolder = join(history, "cache");
  const press = openChartPress({ cacheFolder, programVersion, packageFolder, anew: false });
  const scope = { touched, isWanted: (stem: string) => stems.has(stem), ended };
  const { ofPart, ofSite } = planOutputs(input, index, scope, { files, templates, press, programVersion });
  const outputs = [...ofPart, ...ofSite];
  const making = new Set(outputs.map(({ path }) => path));
  const madeBefore = touched.site ? readMadeFiles(cacheFolder, out, "workbooks") : undefined;
  const site = { making, leaving: leavingOf(index, touched), batches: [outputs] };
  const result = await publish(out, site, claim, madeBefore);
  if (result === null) return null;
  if (touched.site) writeMadeFiles(cacheFolder, out, result.made, "workbooks");
  press.save("some");
  return result;
}

/** The downloads of touched users that have no row any more. */
function leavingOf(index: SiteIndex, touched: Touched): ReadonlySet<string> {
  const leaving = new Set<string>();
  for (const user of touched.users.keys()) {
    const outline = index.userOutlines.get(user);
    if (outline === undefined) continue;
    const stems = new Set(userDownloads(index, outline).map(({ stem }) => stem));
    for (const stem of userStems(outline.slug)) {
      if (!stems.has(stem)) for (const ending of ["xlsx", "csv"]) leaving.add(`${stem}.${ending}`);
    }
  }
  return leaving;
}
