import type { PageLink } from "./page-frame.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput, SourceView } from "../site-input.js";
import { serverPath, SERVERS_PATH } from "../site-paths.js";
import { toServerSlug } from "../site-slugs.js";

/** A source as a page lists it, with the page of its server and the first of its rows that are set aside. */
export interface SourceLine extends SourceView {
  readonly serverPath: string;
  /** How many more rows are set aside. */
  readonly moreRowsSetAside: number;
}

const MAX_ROWS_SET_ASIDE = 20;

/** The sources with the paths of their servers' pages, and their first rows that were set aside. */
export function sourceLines(index: SiteIndex, sources: readonly SourceView[]): readonly SourceLine[] {
  return sources.map((source) => ({
    ...source,
    serverPath: toServerPath(index, source.server),
    rowsSetAside: source.rowsSetAside.slice(0, MAX_ROWS_SET_ASIDE),
    moreRowsSetAside: Math.max(0, source.rowsSetAside.length - MAX_ROWS_SET_ASIDE),
  }));
}

/** Every server that has a page: those of the sources, in their order, then those that only the history has. */
export function serverLinks(
  { sources }: Pick<SiteInput, "sources">,
  index: Pick<SiteIndex, "servers" | "serverSlugs">,
): readonly PageLink[] {
  const names = new Set([...sources.map(({ server }) => server), ...index.servers.keys()]);
  return [...names].map((name) => ({ name, path: toServerPath(index, name) }));
}

/** Where "Servers" leads: to the table of all, or to the only one. */
export interface ServersLink {
  readonly path: string;
  readonly areSeveral: boolean;
}

/** @returns null if no server has a page */
export function findServersLink(...site: Parameters<typeof serverLinks>): ServersLink | null {
  const [first, ...others] = serverLinks(...site);
  if (first === undefined) return null;
  return others.length > 0 ? { path: SERVERS_PATH, areSeveral: true } : { path: first.path, areSeveral: false };
}

const MAX_NEARBY = 20;

/**
 * The servers to which one of them links: all, or if there are many those around it. Else the pages of twice as many
 * servers would have four times as many links.
 *
 * @param place of the server among the links
 */
export function nearbyServers(links: readonly PageLink[], place: number): readonly PageLink[] {
  const from = Math.max(0, Math.min(place - MAX_NEARBY / 2, links.length - MAX_NEARBY));
  return links.slice(from, from + MAX_NEARBY);
}

/** The path of a server's page in `out/`. */
export function toServerPath(index: Pick<SiteIndex, "serverSlugs">, server: string): string {
  return serverPath(toServerSlug(index, server));
}
