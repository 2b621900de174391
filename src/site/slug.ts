import { createHash } from "node:crypto";

const PLAIN_NAME = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
const DOS_DEVICE = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])$/;
const MONTH = /^\d{4}-\d{2}$/;
const ENDS_LIKE_A_HASHED_SLUG = /-[0-9a-f]{12}$/;
const RESERVED_NAMES: ReadonlySet<string> = new Set(["all", "open", "closed", "index"]);

/**
 * A name as one part of a path: the name itself where that is safe, else a readable rest of it
 * with a hash. It depends on nothing but the name, so links stay good whoever else appears.
 */
export function slugOf(name: string): string {
  if (isSlug(name)) return name;
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
  const hash = createHash("sha256").update(name, "utf8").digest("hex").slice(0, 12);
  return `${readable || "x"}-${hash}`;
}

function isSlug(name: string): boolean {
  return (
    PLAIN_NAME.test(name) &&
    !RESERVED_NAMES.has(name) &&
    !DOS_DEVICE.test(name) &&
    !MONTH.test(name) &&
    !ENDS_LIKE_A_HASHED_SLUG.test(name)
  );
}
