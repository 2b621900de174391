import type { SourceView } from "./site-input.js";
import type { MonthOutline, SiteOutline } from "./site-outline.js";
import { longSlugs, slugOf } from "../rollup/slug.js";
import type { UserFacts } from "./user-facts.js";

/** The slugs of those users whose own is taken, by name. */
export function userSlugs(users: readonly UserFacts[]): ReadonlyMap<string, string> {
  return longSlugs(
    users.map(({ user, ownSlug, firstSeenSeconds }) => ({ name: user, slug: ownSlug, firstSeconds: firstSeenSeconds })),
  );
}

/** The slug of every server that has sessions or a source, by name. One without sessions gives way to those with some. */
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
  const names = [...firstByServer].map(([name, firstSeconds]) => ({ name, slug: slugOf(name), firstSeconds }));
  const long = longSlugs(names);
  return new Map(names.map(({ name, slug }) => [name, long.get(name) ?? slug]));
}

/** Whether a user or server has another slug than before: then pages that nothing else touches link to the wrong one. */
export function haveSlugsMoved(
  before: SiteOutline,
  after: SiteOutline,
  sources: readonly Pick<SourceView, "server">[],
): boolean {
  const [usersBefore, usersAfter] = [userSlugs(before.users), userSlugs(after.users)];
  const [serversBefore, serversAfter] = [serverSlugs(before.months, sources), serverSlugs(after.months, sources)];
  return (
    before.users.some(({ user }) => usersBefore.get(user) !== usersAfter.get(user)) ||
    [...serversBefore].some(([server, slug]) => serversAfter.get(server) !== slug)
  );
}
