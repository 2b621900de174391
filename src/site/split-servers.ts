import { groupBy } from "../history/group-by.js";
import type { SiteInput } from "./site-input.js";

/**
 * Splits what the site shows by server, once for all pages of servers.
 *
 * @returns by server: the input with only its own sources, sessions, samples, hours, and times in which it was monitored
 */
export function splitServers(site: SiteInput): (server: string) => SiteInput {
  const sources = byServer(site.sources);
  const openSessions = byServer(site.openSessions);
  const samples = byServer(site.samples);
  const monitored = byServer(site.monitored);
  const clientHours = byServer(site.clientHours);
  return (server) => ({
    ...site,
    sources: sources(server),
    openSessions: openSessions(server),
    samples: samples(server),
    monitored: monitored(server),
    clientHours: clientHours(server),
  });
}

function byServer<Item extends { readonly server: string }>(
  items: readonly Item[],
): (server: string) => readonly Item[] {
  const split = groupBy(items, ({ server }) => server);
  return (server) => split.get(server) ?? [];
}
