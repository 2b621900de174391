import type { ChartFigure } from "../charts/site-chart.js";
import type { LinkedUser, SiteIndex } from "../site-index.js";
import { userPath } from "../site-paths.js";

/** What every page model has. */
export interface PageFrame {
  /** The path of the page in `out/`, which its links are relative to. */
  readonly path: string;
  readonly charts: readonly ChartFigure[];
}

/** A link to a page, by the text that names it in the data (a day, a month, a user). */
export interface PageLink {
  readonly name: string;
  readonly path: string;
}

/** A user as tables show one. */
export interface UserLink extends PageLink {
  readonly alias: string;
}

/** A user who has sessions, as the index knows them. */
export function linkedUser(index: Pick<SiteIndex, "users">, user: string): LinkedUser {
  const outline = index.users.get(user);
  if (outline === undefined) throw new Error(`the index has no user ${JSON.stringify(user)}`);
  return outline;
}

/** @throws Error if the index does not have the user */
export function userLink(index: SiteIndex, user: string): UserLink {
  const { alias, slug } = linkedUser(index, user);
  return { name: user, alias, path: userPath(slug) };
}

/** The pages before and after one of a series; null at its ends. */
export interface Neighbours {
  readonly older: PageLink | null;
  readonly newer: PageLink | null;
}

/**
 * @param names the series' names, newest first
 * @param name one of them
 */
export function findNeighbours(names: readonly string[], name: string, toPath: (name: string) => string): Neighbours {
  const position = names.indexOf(name);
  const linkAt = (at: number): PageLink | null => {
    const neighbour = names[at];
    return neighbour === undefined ? null : { name: neighbour, path: toPath(neighbour) };
  };
  return { older: linkAt(position + 1), newer: linkAt(position - 1) };
}
