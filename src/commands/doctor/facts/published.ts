import { existsSync } from "node:fs";
import { join } from "node:path";
import { readSiteStatus } from "../../../io/publish/read-site-status.js";
import type { PublishedFacts } from "../judge/published.js";
import type { Place } from "../place.js";

/**
 * The `status.json` that `check` and other programs read; null if there is no `out` folder, which another check
 * reports.
 */
export function readPublishedFacts({ config: { out }, nowSeconds }: Place): PublishedFacts | null {
  if (!existsSync(out)) return null;
  const read = readSiteStatus(out);
  return {
    path: join(out, "status.json"),
    kind: read.kind,
    ageSeconds: read.kind === "status" ? Math.round(nowSeconds - read.status.generated) : null,
  };
}
