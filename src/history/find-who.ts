import { countedFrom } from "./counted-from.js";
import { groupBy } from "./group-by.js";
import { toEndBounds } from "./end-bounds.js";
import type { EarlierAddress, Session } from "./session.js";

/*
 * Who had an address, or who was connected, at an instant. The command `who` and the search box of the pages share this,
 * so that they give the same answer.
 */

/** The fields of a session that show who had which address when. Times are epoch seconds. */
export interface AddressedSession {
  readonly user: string;
  readonly server: string;
  readonly publicIp: string;
  readonly tunnelIp: string;
  readonly tunnelIpv6: string;
  readonly earlierAddresses: readonly EarlierAddress[];
  /** As far as the start is believed. */
  readonly fromSeconds: number;
  /** The end, or the last proof of a running session. Until then the session was connected for certain. */
  readonly untilSeconds: number;
  /** Until when it may have been connected; null: it is running. */
  readonly goneBySeconds: number | null;
}

type Certainty = "certain" | "possible";
/** Which of a session's addresses one is; `earlier`: the session had it before, and then another one. */
type AddressKind = "public" | "tunnel" | "earlier";

export interface Found<Of extends AddressedSession> {
  readonly session: Of;
  /** Null if the query has no address. */
  readonly kind: AddressKind | null;
  /** The address that was found; the public one if the query has no address. */
  readonly address: string;
  /** When an earlier address was last seen. */
  readonly lastSeenSeconds: number | null;
  /** How sure it is that the session had the address at the instant; null if the query has no instant. */
  readonly certainty: Certainty | null;
}

interface WhoQuery {
  /** Null: any. */
  readonly isAddress: ((address: string) => boolean) | null;
  /** Null: at any time. */
  readonly atSeconds: number | null;
  readonly nowSeconds: number;
}

/**
 * A client changes its address between two snapshots, so for a while after the last snapshot with the old address it may
 * have either. Status intervals are shorter than this.
 */
const CHANGE_SECONDS = 300;

/** The addresses and times of a session, for {@link findWho}. */
export function toAddressedSession(session: Session): AddressedSession {
  const { user, server, publicIp, tunnelIp, tunnelIpv6, earlierAddresses, endSeconds, lastSeenSeconds } = session;
  const fromSeconds = countedFrom(session);
  const untilSeconds = Math.max(fromSeconds, endSeconds ?? lastSeenSeconds);
  const bounds = toEndBounds(session);
  return {
    user,
    server,
    publicIp,
    tunnelIp,
    tunnelIpv6,
    earlierAddresses,
    fromSeconds,
    untilSeconds,
    // It is unknown how long a session of unknown end lasted: "possible" at any later time would be no answer.
    goneBySeconds:
      bounds === null ? null : bounds.kind === "bounded" ? Math.max(untilSeconds, bounds.goneBySeconds) : untilSeconds,
  };
}

/** @returns in the order of the sessions; a session once for each of its addresses that match */
export function findWho<Of extends AddressedSession>(sessions: Iterable<Of>, query: WhoQuery): readonly Found<Of>[] {
  const found: Found<Of>[] = [];
  for (const session of sessions) {
    const whenConnected = wasConnected(session, query);
    if (whenConnected === "no") continue;
    for (const one of findAddresses(session, query)) {
      if (one.certainty === "no") continue;
      found.push({ ...one, session, certainty: weaker(whenConnected, one.certainty) });
    }
  }
  return found;
}

/**
 * The same for a local time that may be one of several instants, as in the hour that is repeated in autumn. Each address of a session is
 * found once; it is certain if it is for each of the instants.
 *
 * @param instants null: at any time
 */
export function findWhoAtAny<Of extends AddressedSession>(
  sessions: readonly Of[],
  { instants, ...query }: Omit<WhoQuery, "atSeconds"> & { readonly instants: readonly number[] | null },
): readonly Found<Of>[] {
  if (instants === null || instants.length === 1) {
    return findWho(sessions, { ...query, atSeconds: instants?.[0] ?? null });
  }
  return sessions.flatMap((session) => {
    const answers = instants.map((atSeconds) => findWho([session], { ...query, atSeconds }));
    const byAddress = groupBy(answers.flat(), ({ kind, address, lastSeenSeconds }) =>
      JSON.stringify([kind, address, lastSeenSeconds]),
    );
    return [...byAddress.values()].flatMap((same) => {
      const isCertain = same.length === instants.length && same.every(({ certainty }) => certainty === "certain");
      return same.slice(0, 1).map((one): Found<Of> => ({ ...one, certainty: isCertain ? "certain" : "possible" }));
    });
  });
}

/** Null: the query has no instant. */
type PossibleCertainty = Certainty | "no" | null;

function wasConnected(session: AddressedSession, { atSeconds, nowSeconds }: WhoQuery): PossibleCertainty {
  if (atSeconds === null) return null;
  const { fromSeconds, untilSeconds, goneBySeconds } = session;
  if (atSeconds < fromSeconds || atSeconds > nowSeconds) return "no";
  if (atSeconds <= untilSeconds) return "certain";
  return goneBySeconds === null || atSeconds < goneBySeconds ? "possible" : "no";
}

type FoundAddress = Pick<Found<AddressedSession>, "kind" | "address" | "lastSeenSeconds"> & {
  readonly certainty: PossibleCertainty;
};

function* findAddresses(session: AddressedSession, { isAddress, atSeconds }: WhoQuery): Generator<FoundAddress> {
  const { publicIp, tunnelIp, tunnelIpv6, earlierAddresses } = session;
  if (isAddress === null) {
    yield { kind: null, address: publicIp, lastSeenSeconds: null, certainty: atSeconds === null ? null : "certain" };
    return;
  }
  const changedSeconds = earlierAddresses.at(-1)?.lastSeenSeconds;
  const isAddressCertain = changedSeconds === undefined || (atSeconds ?? 0) > changedSeconds + CHANGE_SECONDS;
  const certainty = atSeconds === null ? null : isAddressCertain ? "certain" : "possible";
  for (const [kind, address] of [
    ["public", publicIp] as const,
    ["tunnel", tunnelIp] as const,
    ["tunnel", tunnelIpv6] as const,
  ]) {
    if (address !== "" && isAddress(address)) yield { kind, address, lastSeenSeconds: null, certainty };
  }
  for (const { address, lastSeenSeconds } of earlierAddresses) {
    if (!isAddress(address)) continue;
    const isOnly = earlierAddresses.length === 1;
    yield { kind: "earlier", address, lastSeenSeconds, certainty: hadBefore(lastSeenSeconds, atSeconds, isOnly) };
  }
}

/** @param isOnly whether the session had no other earlier address, so that it had this one from its start */
function hadBefore(lastSeenSeconds: number, atSeconds: number | null, isOnly: boolean): PossibleCertainty {
  if (atSeconds === null) return null;
  if (atSeconds > lastSeenSeconds + CHANGE_SECONDS) return "no";
  return atSeconds === lastSeenSeconds || (isOnly && atSeconds < lastSeenSeconds) ? "certain" : "possible";
}

function weaker(a: Certainty | null, b: Certainty | null): Certainty | null {
  if (a === null || b === null) return null;
  return a === "certain" && b === "certain" ? "certain" : "possible";
}
