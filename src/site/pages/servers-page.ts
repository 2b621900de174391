import type { SourceState } from "../../history/source-state.js";
import { sumKnown } from "../../rollup/session-shares.js";
import { serverUses } from "../server-use.js";
import type { SiteInput } from "../site-input.js";
import { SERVERS_PATH } from "../site-paths.js";
import type { SiteState } from "../site-status.js";
import type { PageFrame, PageLink } from "./page-frame.js";
import type { Tiles } from "./tiles.js";

/** All servers in one table. */
export interface ServersPage extends PageFrame {
  readonly page: "servers";
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
  /** The state of the whole site. */
  readonly state: SiteState;
  /** Servers with a source first, then those that only the history has. */
  readonly rows: readonly ServerRow[];
  /** The sum of all servers whose figures are known. */
  readonly sum: ServerFigures;
}

/** Today's figures of a server, or of all of them. Null where nothing is known. */
interface ServerFigures {
  readonly connectedCount: number | null;
  readonly sessionsToday: number | null;
  readonly receivedToday: number | null;
  readonly sentToday: number | null;
}

export interface ServerRow extends PageLink, ServerFigures {
  /** Null if the server has no source any more. */
  readonly state: SourceState | null;
  /** When its last status was written; null if there never was one. */
  readonly snapshotSeconds: number | null;
  readonly peakToday: number | null;
  /** How many clients it accepts, by the config; null if unknown. */
  readonly mostClients: number | null;
  /** As OpenVPN calls itself; empty if that is not known. */
  readonly version: string;
}

const NOTHING_KNOWN: ServerFigures = {
  connectedCount: null,
  sessionsToday: null,
  receivedToday: null,
  sentToday: null,
};

export function toServersPage(
  rows: readonly ServerRow[],
  { asOfSeconds, outdatedAfterSeconds, state }: Pick<ServersPage, "asOfSeconds" | "outdatedAfterSeconds" | "state">,
): ServersPage {
  const sum = rows.reduce(addFigures, NOTHING_KNOWN);
  return { page: "servers", path: SERVERS_PATH, charts: [], asOfSeconds, outdatedAfterSeconds, state, rows, sum };
}

/**
 * @param input the server's part of the input
 * @param tiles null if it has no source any more
 */
export function toServerRow({ name, path }: PageLink, input: SiteInput, tiles: Tiles | null): ServerRow {
  const source = input.sources.find(({ state }) => state !== "ok") ?? input.sources[0];
  const limits = serverUses(input).flatMap((use) => use.limits.map(({ most }) => most));
  const report = source?.report ?? null;
  const { connectedCount, sessionsToday, receivedToday, sentToday } = tiles ?? NOTHING_KNOWN;
  return {
    name,
    path,
    state: source?.state ?? null,
    snapshotSeconds: source?.snapshotSeconds ?? null,
    connectedCount,
    mostClients: limits.length === 0 ? null : Math.min(...limits),
    peakToday: tiles?.peakToday ?? null,
    sessionsToday,
    receivedToday,
    sentToday,
    version: report?.kind === "server" ? report.title : "",
  };
}

function addFigures(a: ServerFigures, b: ServerFigures): ServerFigures {
  return {
    connectedCount: sumKnown(a.connectedCount, b.connectedCount),
    sessionsToday: sumKnown(a.sessionsToday, b.sessionsToday),
    receivedToday: sumKnown(a.receivedToday, b.receivedToday),
    sentToday: sumKnown(a.sentToday, b.sentToday),
  };
}
