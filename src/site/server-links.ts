import type { PageLink } from "./page-frame.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput, SourceView } from "./site-input.js";
import { serverPath } from "./site-paths.js";
import { slugOf } from "./slug.js";

/** A source as a page lists it, with the page of its server. */
export interface SourceLine extends SourceView {
  readonly serverPath: string;
}

export function sourceLines(sources: readonly SourceView[]): readonly SourceLine[] {
  return sources.map((source) => ({ ...source, serverPath: pathOfServer(source.server) }));
}

/** Every server that has a page: those of the sources, in their order, then those that only the history knows. */
export function serverLinks(
  { sources }: Pick<SiteInput, "sources">,
  { servers }: Pick<SiteIndex, "servers">,
): readonly PageLink[] {
  const names = new Set([...sources.map(({ server }) => server), ...servers.keys()]);
  return [...names].map((name) => ({ name, path: pathOfServer(name) }));
}

export function pathOfServer(server: string): string {
  return serverPath(slugOf(server));
}
