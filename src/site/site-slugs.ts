import type { MonthOutline } from "../rollup/month-outline.js";
import { longSlugs, toSlug } from "../rollup/slug.js";
import type { UserRollup } from "../rollup/user-rollup.js";
import type { SiteIndex } from "./site-index.js";
import type { SourceView } from "./site-input.js";

/** By name, the slugs of users whose own slug is taken. */
export function userSlugs(users: readonly UserRollup[]): ReadonlyMap<string, string> {
  return longSlugs(
    users.map(({ user, firstSeenSeconds }) => ({
      name: user,
      slug: toSlug(user),
      firstSeconds: firstSeenSeconds ?? Infinity,
    })),
  );
}

/** The slug of every server that has sessions or a source, by name. A server with sessions has priority. */
export function serverSlugs(
  months: Iterable<MonthOutline>,
  sources: readonly Pick<SourceView, "server">[],
): ReadonlyMap<string, string> {
  const firstByServer = new Map(sources.map(({ server }) => [server, Infinity]));
  for (const { servers } of months) {
    for (const { server, firstStartSeconds } of servers) {
      firstByServer.set(server, Math.min(firstByServer.get(server) ?? Infinity, firstStartSeconds));
    }
  }
  const names = [...firstByServer].map(([name, firstSeconds]) => ({ name, slug: toSlug(name), firstSeconds }));
  const long = longSlugs(names);
  return new Map(names.map(({ name, slug }) => [name, long.get(name) ?? slug]));
}

/** @param server one that has sessions or a source */
export function toServerSlug({ serverSlugs }: Pick<SiteIndex, "serverSlugs">, server: string): string {
  const slug = serverSlugs.get(server);
  if (slug === undefined) throw new Error(`the index has no server ${JSON.stringify(server)}`);
  return slug;
}
