import type { UnknownCells } from "./csv-layout.js";
import { DAY_SECONDS } from "../text/time-units.js";

/** The kinds of events for the command of `[notify]`. */
export const NOTIFY_KINDS = ["connect", "disconnect", "notice", "source"] as const;
export type NotifyKind = (typeof NOTIFY_KINDS)[number];

/** A row of `sent.csv`: an event that was sent to the command, or that is due. Times are epoch seconds. */
export interface SentEvent {
  /** As in `feed.xml`. */
  readonly id: string;
  /** `left-out` stands for the oldest events, where too many were due. */
  readonly kind: NotifyKind | "left-out";
  readonly seconds: number;
  /** Empty if it is about no single session. */
  readonly sessionId: string;
  /** The session's start, which determines its day file; null if there is none. */
  readonly startSeconds: number | null;
  /** The user of a notice; else empty. */
  readonly user: string;
  /** The server of a notice or source; else empty. */
  readonly server: string;
  /** The path of a source; else empty. */
  readonly source: string;
  /** The state of a source, the kind of a notice, or how many events were left out; else empty. */
  readonly what: string;
  /** The text of a source or notice. It is empty once the event was sent. */
  readonly text: string;
  /** When it was sent, or was found to be older than `[notify]`; null: it is due. */
  readonly sentSeconds: number | null;
  readonly unknownCells?: UnknownCells;
}

/** At most this many events are due. If a command fails for long, the oldest ones are left out. */
export const MAX_DUE = 5000;
/** At most this many sent events are remembered, besides notices, which could be found once more. */
const MAX_SENT = 500;
const NOTICE_DAYS = 3;

/** Whether an event has not been sent yet. */
export function isDue({ sentSeconds }: SentEvent): boolean {
  return sentSeconds === null;
}

/** A row of an event that is due, with empty values for all fields that are not given. */
export function makeSentEvent(known: Pick<SentEvent, "id" | "kind" | "seconds"> & Partial<SentEvent>): SentEvent {
  return {
    sessionId: "",
    startSeconds: null,
    user: "",
    server: "",
    source: "",
    what: "",
    text: "",
    sentSeconds: null,
    ...known,
  };
}

/**
 * Adds events that are due, after those that are due already. If they are too many, the oldest are left out, and one row
 * counts them.
 *
 * @param toId of the row that counts those that are left out
 */
export function addDue(
  rows: readonly SentEvent[],
  added: readonly SentEvent[],
  toId: (count: number, seconds: number) => string,
): readonly SentEvent[] {
  const known = new Set(rows.map(({ id }) => id));
  // One that was sent may happen again: a session that was taken for ended ends once more.
  const again = new Set(added.filter(({ id }) => known.has(id)).map(({ id }) => id));
  const all = [...rows.filter(({ id }) => !again.has(id)), ...added];
  const due = all.filter((row) => isDue(row) && row.kind !== "left-out");
  const excess = due.slice(0, Math.max(0, due.length - MAX_DUE));
  const last = excess.at(-1);
  if (last === undefined) return all;
  const gone = new Set<SentEvent>(excess);
  const before = all.filter((row) => row.kind === "left-out" && isDue(row));
  const count = before.reduce((sum, { what }) => sum + Number(what), excess.length);
  const seconds = Math.max(...[...before, last].map((row) => row.seconds));
  const counted = makeSentEvent({ id: toId(count, seconds), kind: "left-out", seconds, what: String(count) });
  return [counted, ...all.filter((row) => !gone.has(row) && !before.includes(row))];
}

/**
 * Drops due events of kinds that are no longer sent. Notices are marked as sent: otherwise they would be found again,
 * and sent when their kind is switched on again.
 */
export function dropOtherKinds(
  rows: readonly SentEvent[],
  kinds: readonly NotifyKind[],
  nowSeconds: number,
): readonly SentEvent[] {
  const isOther = (row: SentEvent): boolean =>
    isDue(row) && row.kind !== "left-out" && !kinds.some((kind) => kind === row.kind);
  if (!rows.some(isOther)) return rows;
  return rows
    .filter((row) => !(isOther(row) && row.kind !== "notice"))
    .map((row) => (isOther(row) ? { ...row, text: "", sentSeconds: nowSeconds } : row));
}

/**
 * Marks events as sent. Their texts are no longer needed.
 *
 * @param ids of the events; those in `gone` are removed, because their sessions have left the history
 */
export function markSent(
  rows: readonly SentEvent[],
  ids: ReadonlySet<string>,
  { gone, nowSeconds }: { readonly gone: ReadonlySet<string>; readonly nowSeconds: number },
): readonly SentEvent[] {
  const marked = rows
    .filter((row) => !(isDue(row) && (gone.has(row.id) || (row.kind === "left-out" && ids.has(row.id)))))
    .map((row) => (isDue(row) && ids.has(row.id) ? { ...row, text: "", sentSeconds: nowSeconds } : row));
  return forgetOldSent(marked, nowSeconds);
}

/** Notices stay as long as they could be found again, and of others the newest. */
function forgetOldSent(rows: readonly SentEvent[], nowSeconds: number): readonly SentEvent[] {
  const others = rows.filter((row) => !isDue(row) && row.kind !== "notice");
  const old = new Set<SentEvent>(others.slice(0, Math.max(0, others.length - MAX_SENT)));
  const noticesFrom = nowSeconds - NOTICE_DAYS * DAY_SECONDS;
  return rows.filter((row) =>
    row.kind === "notice" && !isDue(row) ? Math.max(row.seconds, row.sentSeconds ?? 0) >= noticesFrom : !old.has(row),
  );
}

/** The sessions that leave the history. */
interface LeavingSessions {
  readonly isGone: (row: { readonly id: string }) => boolean;
  readonly sessions: readonly { readonly user: string; readonly commonName: string; readonly username: string }[];
}

/**
 * Removes the rows about sessions that leave the history: their own events, and all notices about their users.
 * Details of sources may quote a row of such a session.
 */
export function forgetLeaving(rows: readonly SentEvent[], { isGone, sessions }: LeavingSessions): readonly SentEvent[] {
  // As whom the user was known may have changed since.
  const fold = (name: string): string => name.toLowerCase();
  const names = new Set(sessions.flatMap(({ user, commonName, username }) => [user, commonName, username].map(fold)));
  names.delete("");
  return rows
    .filter(({ sessionId, user }) => !(sessionId !== "" && isGone({ id: sessionId })) && !names.has(fold(user)))
    .map((row) => (row.kind === "source" && row.text !== "" ? { ...row, text: "" } : row));
}
