import type { OutClaim } from "../../src/io/publish/claim-out-folder.js";
import type { FilesMade, MadeFiles } from "../../src/io/publish/make-files.js";
import { openOutFolder } from "../../src/io/publish/publish.js";
import type { Target } from "../../src/site/target.js";
import { toTargets } from "./to-targets.js";

export interface Published extends FilesMade {
  readonly removed: readonly string[];
}

const GEN: OutClaim = { madeBy: "gen", full: false };

/** Publishes files as a complete site: they are made, and other files of ours are removed. */
export async function publishFiles(
  out: string,
  targets: readonly Target[],
  claim = GEN,
  before: MadeFiles = new Map(),
): Promise<Published> {
  const folder = openOutFolder(out, claim, () => undefined);
  folder.expect(new Set(targets.map(({ path }) => path)));
  const made = await folder.publish(targets, before, () => false);
  return { ...made, removed: folder.finish() };
}

/** The same of a site given as path → text. */
export function publishTexts(out: string, site: Readonly<Record<string, string>>, claim = GEN): Promise<Published> {
  return publishFiles(out, toTargets(site), claim);
}
