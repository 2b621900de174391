import { groupBy } from "../../history/group-by.js";
import type { SourceState } from "../../history/source-state.js";
import { countedFrom } from "../../history/counted-from.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { adviceLabel } from "../advice-label.js";
import { confirmedServers, outdatedAfterSeconds } from "../freshness.js";
import type { SiteInput, SourceView } from "../site-input.js";
import { WALL_PATH } from "../site-paths.js";
import { siteState, type SiteState } from "../site-status.js";
import type { LiveSession } from "./live-session.js";
import type { PageFrame } from "./page-frame.js";

/** The present for a screen on a wall: read from afar, and clicked by nobody, so it has no links. */
export interface WallPage extends PageFrame {
  readonly page: "wall";
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
  readonly state: SiteState;
  /** Null: no source has a current status. */
  readonly connectedCount: number | null;
  /** The time of the oldest status that is current; null: none is. */
  readonly statusSeconds: number | null;
  /** How many can be connected at most; null if a server's limit is unknown. */
  readonly mostClients: number | null;
  /** Servers with a problem first. */
  readonly servers: readonly WallServer[];
  readonly moreServers: number;
  /** Newest first. */
  readonly people: readonly WallPerson[];
  readonly morePeople: number;
}

/** A source and its server. */
interface WallServer {
  readonly server: string;
  readonly state: SourceState;
  /** What should be checked although the source is ok, in a few words; null: nothing. */
  readonly advice: string | null;
  readonly connectedCount: number;
}

/** A session that is connected. */
interface WallPerson {
  /** The alias, or the user who has none. */
  readonly name: string;
  readonly isAlias: boolean;
  /** Empty where there is only one. */
  readonly server: string;
  readonly sinceSeconds: number;
  /** Whether a current status proves it. */
  readonly isConfirmed: boolean;
}

/** What fits a screen in letters that are readable from four metres: `assets/wall.css` has the heights of the rows. */
const MAX_SERVERS = 20;
const MAX_PEOPLE = 45;

export function toWallPage(input: SiteInput, live: readonly LiveSession[]): WallPage {
  const { sources } = input;
  const sessions = groupBy(live, ({ session }) => session.server);
  const t = messagesIn(input.language);
  const servers = sources.map((source): WallServer => {
    const { server, state } = source;
    return { server, state, advice: adviceLabel(source, t), connectedCount: sessions.get(server)?.length ?? 0 };
  });
  const statusSeconds = findOldestStatus(input);
  const shownServers = [...servers].sort((a, b) => Number(isWell(a)) - Number(isWell(b))).slice(0, MAX_SERVERS);
  const shownPeople = live.slice(0, live.length > MAX_PEOPLE ? MAX_PEOPLE - 1 : MAX_PEOPLE);
  return {
    page: "wall",
    path: WALL_PATH,
    charts: [],
    asOfSeconds: input.nowSeconds,
    outdatedAfterSeconds: outdatedAfterSeconds(input),
    state: siteState(input),
    connectedCount: statusSeconds === null ? null : live.filter(isConfirmed).length,
    statusSeconds,
    mostClients: sumLimits(sources),
    servers: shownServers,
    moreServers: servers.length - shownServers.length,
    people: shownPeople.map((one) => toPerson(one, servers.length > 1)),
    morePeople: live.length - shownPeople.length,
  };
}

function findOldestStatus(input: SiteInput): number | null {
  const current = confirmedServers(input);
  const times = input.sources.flatMap(({ server, snapshotSeconds }) =>
    snapshotSeconds !== null && current.has(server) ? [snapshotSeconds] : [],
  );
  return times.length === 0 ? null : Math.min(...times);
}

function isWell({ state, advice }: WallServer): boolean {
  return state === "ok" && advice === null;
}

function isConfirmed({ unconfirmedSinceSeconds }: LiveSession): boolean {
  return unconfirmedSinceSeconds === null;
}

function toPerson(live: LiveSession, hasServer: boolean): WallPerson {
  const { session, link } = live;
  const isAlias = link.alias !== "";
  return {
    name: isAlias ? link.alias : link.name,
    isAlias,
    server: hasServer ? session.server : "",
    sinceSeconds: countedFrom(session),
    isConfirmed: isConfirmed(live),
  };
}

function sumLimits(sources: readonly SourceView[]): number | null {
  const limits = sources.map(({ limits: { maxClients } }) => maxClients);
  if (limits.length === 0 || limits.includes(null)) return null;
  return limits.reduce<number>((sum, most) => sum + (most ?? 0), 0);
}
