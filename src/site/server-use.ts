import { groupBy } from "../history/group-by.js";
import type { SiteInput } from "./site-input.js";

/** How full a server is. */
export interface ServerUse {
  readonly server: string;
  readonly connectedCount: number;
  /** Its limits of clients and of addresses, if the config has them. */
  readonly limits: readonly { readonly of: "clients" | "addresses"; readonly most: number }[];
}

/** From this share on a server is nearly full. */
const NEARLY_FULL = 0.9;

/** The servers with a current status whose limits are known. */
export function serverUses({
  sources,
  openSessions,
}: Pick<SiteInput, "sources" | "openSessions">): readonly ServerUse[] {
  const sessions = groupBy(openSessions, ({ server }) => server);
  return sources.flatMap(({ server, state, limits: { maxClients, poolSize } }) => {
    const limits = [
      ...(maxClients === null ? [] : [{ of: "clients" as const, most: maxClients }]),
      ...(poolSize === null ? [] : [{ of: "addresses" as const, most: poolSize }]),
    ];
    if (state !== "ok" || limits.length === 0) return [];
    return [{ server, connectedCount: sessions.get(server)?.length ?? 0, limits }];
  });
}

interface ReachedLimit {
  readonly of: "clients" | "addresses";
  readonly most: number;
  /** Beyond: more are connected than the config allows. */
  readonly reached: "nearly" | "full" | "beyond";
}

/** The limit that a server reaches first, if it nearly has. */
export function findReachedLimit({ connectedCount, limits }: ServerUse): ReachedLimit | null {
  const [first] = [...limits].sort((a, b) => a.most - b.most);
  if (first === undefined || connectedCount < NEARLY_FULL * first.most) return null;
  const reached = connectedCount < first.most ? "nearly" : connectedCount === first.most ? "full" : "beyond";
  return { ...first, reached };
}
