import { countParts, cutList, toListParts, type CutList, type ListPart } from "./list-parts.js";
import type { PageFrame, PageLink } from "./page-frame.js";
import type { ClientRoutesView, RoutesView } from "./routes-view.js";
import { countRoutedClients } from "./server-routes.js";
import type { SourceView } from "../site-input.js";

/** The clients of a server's routes as far as they fit a page. */
interface RoutesList {
  /** The clients with networks or hosts behind them. */
  readonly behind: readonly ClientRoutesView[];
  /** The clients with nothing but their own addresses. */
  readonly alone: readonly ClientRoutesView[];
  /** How many clients there are on all pages. */
  readonly count: number;
  /** The pages with the others. */
  readonly parts: readonly ListPart[];
}

/** The routes on a server's page: those of the first clients. */
export interface ServerRoutesView extends RoutesList, Pick<RoutesView, "overlaps" | "moreOverlaps"> {
  /** How many of all clients have nothing behind them. */
  readonly aloneCount: number;
}

/** A page with more clients of a server. */
export interface RoutesPartPage extends RoutesList, PageFrame {
  readonly page: "routes-part";
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
  readonly part: ListPart;
  /** The server's page. */
  readonly first: PageLink;
  readonly firstCount: number;
}

/** Clients with networks or hosts behind them come first. */
export function cutRoutes({ behind, alone }: RoutesView, server: PageLink): CutList<ClientRoutesView> {
  const folder = server.path.replace(/index\.html$/, "");
  return cutList([...behind, ...alone], (number) => `${folder}routes-${number}.html`);
}

/**
 * How many further pages the routes of a server have, without putting them in order.
 *
 * @param sources the server's own
 */
export function countRouteParts(sources: readonly Pick<SourceView, "routes">[]): number {
  const routes = sources.flatMap((source) => source.routes ?? []);
  return countParts(routes.length) === 0 ? 0 : countParts(countRoutedClients(routes));
}

/** The first part of a server's routes, with links to the further pages. */
export function toServerRoutes(view: RoutesView, cut: CutList<ClientRoutesView>): ServerRoutesView {
  const { overlaps, moreOverlaps, alone } = view;
  return { overlaps, moreOverlaps, aloneCount: alone.length, ...toList(cut.first, cut) };
}

/** The pages with the clients that are not on the server's page. */
export function routesPartPages(
  cut: CutList<ClientRoutesView>,
  common: Pick<RoutesPartPage, "first" | "asOfSeconds" | "outdatedAfterSeconds">,
): readonly RoutesPartPage[] {
  return cut.parts.map(({ path, from, to, rows }) => ({
    page: "routes-part",
    path,
    charts: [],
    ...common,
    ...toList(rows, cut),
    part: { path, from, to },
    firstCount: cut.first.length,
  }));
}

function toList(rows: readonly ClientRoutesView[], cut: CutList<ClientRoutesView>): RoutesList {
  const isBehind = ({ networks, hosts }: ClientRoutesView): boolean => networks.length > 0 || hosts.length > 0;
  return {
    behind: rows.filter(isBehind),
    alone: rows.filter((client) => !isBehind(client)),
    count: cut.first.length + cut.parts.reduce((sum, part) => sum + part.rows.length, 0),
    parts: toListParts(cut),
  };
}
