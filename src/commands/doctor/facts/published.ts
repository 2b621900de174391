import { existsSync } from "node:fs";
import { join } from "node:path";
import { readSiteStatus } from "../../../io/publish/read-site-status.js";
import type { PublishedFacts } from "../judge/published.js";
import type { Place } from "../place.js";

/** What `check` and other programs read; null if there is no folder for it, which is a finding of its own. */
export function readPublishedFacts({ config: { out }, nowSeconds }: Place): PublishedFacts | null {
  if (!existsSync(out)) return null;
  const read = readSiteStatus(out);
  return {
    path: join(out, "status.json"),
    kind: read.kind,
    ageSeconds: read.kind === "status" ? Math.round(nowSeconds - read.status.generated) : null,
  };
}
