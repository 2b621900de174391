import { countedFrom } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import { compareTexts } from "../text/compare-texts.js";

/** The client that a user connects with on one platform: that of the newest session. Plain data. */
export interface ClientUse {
  /** As the client names it; empty if unknown. */
  readonly platform: string;
  /** As the client names it, not empty. */
  readonly version: string;
  /** When that session began, in epoch seconds. */
  readonly startSeconds: number;
}

/** Clients name their platform themselves, and could name another one each time. */
const MAX_PLATFORMS = 5;

/** @returns newest first */
export function findClients(sessions: readonly Session[]): readonly ClientUse[] {
  const known = sessions.filter(({ clientVersion }) => clientVersion !== "");
  return toNewest(
    known.map((session) => {
      return { platform: session.platform, version: session.clientVersion, startSeconds: countedFrom(session) };
    }),
  );
}

/** Merges the clients of different sessions of one user. */
export function mergeClients(a: readonly ClientUse[], b: readonly ClientUse[]): readonly ClientUse[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return toNewest([...a, ...b]);
}

function toNewest(uses: readonly ClientUse[]): readonly ClientUse[] {
  const byPlatform = new Map<string, ClientUse>();
  for (const use of [...uses].sort(newestFirst)) {
    if (!byPlatform.has(use.platform)) byPlatform.set(use.platform, use);
  }
  return [...byPlatform.values()].slice(0, MAX_PLATFORMS);
}

/** A complete order, so that merging gives the same in any order. */
function newestFirst(a: ClientUse, b: ClientUse): number {
  return b.startSeconds - a.startSeconds || compareTexts(a.version, b.version) || compareTexts(a.platform, b.platform);
}
