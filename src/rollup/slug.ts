import { hashText } from "../text/hash-text.js";
import { groupBy } from "../history/group-by.js";

const PLAIN_NAME = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
const DOS_DEVICE = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])$/;
const MONTH = /^\d{4}-\d{2}$/;
const ENDS_LIKE_A_HASHED_SLUG = /-(?:[0-9a-f]{12}|[0-9a-f]{24})$/;
const [SHORT_HASH, LONG_HASH] = [12, 24];
const RESERVED_NAMES: ReadonlySet<string> = new Set(["all", "open", "closed", "index"]);

/**
 * A name as one part of a path: the name itself if that is safe, else its readable characters with a hash. It depends
 * on the name alone, so links keep working, but two names may have the same slug: see {@link longSlugs}.
 */
export function toSlug(name: string): string {
  return isSlug(name) ? name : `${readable(name)}-${hash(name, SHORT_HASH)}`;
}

interface SluggedName {
  readonly name: string;
  /** By {@link toSlug}. */
  readonly slug: string;
  /** When its first session began, in epoch seconds. */
  readonly firstSeconds: number;
}

/**
 * Longer slugs for names whose own slug belongs to a name with an earlier first session (in the same second: to the
 * one that comes first by code point). It takes little effort to find two names that share 12 digits of a hash.
 *
 * @returns by name; empty unless someone does that
 */
export function longSlugs(names: Iterable<SluggedName>): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  for (const sharing of groupBy(names, ({ slug }) => slug).values()) {
    if (sharing.length === 1) continue;
    const taken = new Set<string>();
    for (const { name } of sharing.sort(byFirstSession).slice(1)) {
      let slug = `${readable(name)}-${hash(name, LONG_HASH)}`;
      // Only names that UTF-8 cannot tell apart (lone surrogates) get here.
      for (let count = 2; taken.has(slug); count += 1)
        slug = `${readable(name)}-${hash(`${name}#${count}`, LONG_HASH)}`;
      slugs.set(name, slug);
      taken.add(slug);
    }
  }
  return slugs;
}

function byFirstSession(a: SluggedName, b: SluggedName): number {
  // UTF-8 sorts by code point.
  return a.firstSeconds - b.firstSeconds || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
}

function readable(name: string): string {
  const text = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
  return text || "x";
}

function hash(name: string, digitCount: number): string {
  return hashText(name, "hex").slice(0, digitCount);
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
