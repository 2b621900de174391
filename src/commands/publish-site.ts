import type { OutClaim } from "../io/claim-out-folder.js";
import { publish, type PublishResult } from "../io/publish.js";
import { readAssets, readTemplates } from "../io/read-package-files.js";
import type { SiteInput } from "../site/site-input.js";
import { planOutputs } from "./plan-outputs.js";
import type { World } from "./world.js";

/** Makes the site and brings it into `out/`. */
export async function publishSite(
  input: SiteInput,
  out: string,
  claim: OutClaim,
  { packageFolder }: Pick<World, "packageFolder">,
): Promise<PublishResult> {
  const files = { templates: readTemplates(packageFolder), assets: readAssets(packageFolder) };
  return publish(out, await planOutputs(input, files), claim);
}
