import type { ClientEvent } from "./client-event.js";

/** How far an event file has been read. The text before it is recognized again in a file that was renamed or copied. */
export interface EventPosition {
  /** The absolute path in the config. */
  readonly file: string;
  readonly offset: number;
  /** A digest of the bytes before the offset; empty at the beginning. */
  readonly tail: string;
}

/** What one run found in a server's event file. */
export interface ObservedEvents {
  readonly events: readonly ClientEvent[];
  readonly position: EventPosition;
  /** Files that were read to their end: they are not needed once the events are in the history. */
  readonly finished: readonly string[];
  /** Whether nothing was read of this file before. */
  readonly isFirstRead: boolean;
  readonly flaw: EventFlaw | null;
}

/** Why events may be missing. `detail` is for people, in English. */
export interface EventFlaw {
  readonly kind: "unreadable" | "lines";
  readonly detail: string;
}

/** The problem with a server's events, as it is reported. `silent`: a client has connected without an event. */
export const EVENT_TROUBLES = ["unreadable", "lines", "silent"] as const;
export type EventTrouble = (typeof EVENT_TROUBLES)[number];

/**
 * The problem with a server's events after a run.
 *
 * @param before the problem before the run
 */
export function judgeEvents(
  { events, isFirstRead, flaw }: ObservedEvents,
  isConnectMissing: boolean,
  before: EventTrouble | undefined,
): EventTrouble | undefined {
  if (flaw !== null) return flaw.kind;
  // Clients that connected before the hook was set up have no event.
  if (isConnectMissing && !isFirstRead) return "silent";
  const hasConnect = events.some(({ kind }) => kind === "connect");
  return before === "silent" && !hasConnect ? "silent" : undefined;
}
