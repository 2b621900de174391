import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import type { SiteOutline } from "./site-outline.js";

/**
 * What a run leaves of ended sessions for the next one, so that this need not read the history: enough to make the pages
 * again that move each minute, and to know the rest in outline. Plain data.
 */
export interface Settled {
  readonly outline: SiteOutline;
  /** Ended ones that the recent history lists or that were connected today. */
  readonly sessions: readonly Session[];
  /** Of these and of the running ones. */
  readonly usage: readonly Usage[];
}

export function settledOf({ openSessions }: Pick<SiteInput, "openSessions">, index: SiteIndex): Settled {
  const shown = new Set([...index.recent, ...(index.todayEntry?.sessions ?? []), ...(index.todayEntry?.carried ?? [])]);
  return {
    outline: index.outline,
    sessions: [...shown].filter(({ endSeconds }) => endSeconds !== null),
    usage: [...new Set([...shown, ...openSessions])].flatMap(({ id }) => index.usage.get(id) ?? []),
  };
}
