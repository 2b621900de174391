import { join } from "node:path";
import * as v from "valibot";
import { errorCode } from "../files/file-problem.js";
import { readRegularFile } from "../files/regular-file.js";

const TIME = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => Date.parse(text) / 1000),
);

const SCHEMA = v.object({
  generated: TIME,
  stale_after_seconds: v.number(),
  sources: v.array(
    v.object({
      server: v.string(),
      state: v.string(),
      detail: v.string(),
      // A site of an older version has none.
      advice: v.optional(v.nullable(v.string()), null),
      rows_set_aside: v.array(v.unknown()),
    }),
  ),
  notices: v.array(v.object({ kind: v.string(), server: v.nullable(v.string()), text: v.string() })),
  clients: v.array(v.object({ user: v.string(), alias: v.string(), server: v.string() })),
});

/** The fields of `status.json` that `check` and `doctor` need. */
export type PublishedStatus = v.InferOutput<typeof SCHEMA>;

export type ReadStatus =
  | { readonly kind: "status"; readonly status: PublishedStatus }
  | { readonly kind: "missing" | "unreadable" | "damaged"; readonly path: string };

const MAX_BYTES = 256 * 1024 * 1024;

/** Reads the `status.json` of a site. */
export function readSiteStatus(out: string): ReadStatus {
  const path = join(out, "status.json");
  try {
    const text = readRegularFile(path, { maxBytes: MAX_BYTES, links: "followed" }).toString("utf8");
    const { success, output } = v.safeParse(SCHEMA, JSON.parse(text));
    return success ? { kind: "status", status: output } : { kind: "damaged", path };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "damaged", path };
    const code = errorCode(error);
    return { kind: code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable", path };
  }
}
