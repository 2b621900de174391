import type { OwnCalendar } from "./own-calendar.js";
import type { Sighting } from "./story-truth.js";
import type { StoryConnection } from "./vpn-story.js";

/** What must be in the history of a session. */
export interface ExpectedSession {
  readonly server: string;
  readonly user: string;
  readonly startSeconds: number;
  /** Of a running session: the last proof. */
  endSeconds: number;
  isOpen: boolean;
  /** Null where nobody knows: it was imported. */
  bytes: readonly [received: number, sent: number] | null;
  /** What its counters showed last on each local day. */
  readonly byDay: Map<string, readonly [received: number, sent: number]>;
}

export type SeenConnection = Sighting & { readonly connection: StoryConnection };

/**
 * What the snapshots prove, without any of the program's own code: who was seen, when last, with which counters; and how many
 * were connected in each snapshot.
 */
export class SoakOracle {
  readonly #calendar: OwnCalendar;
  readonly #sessions = new Map<string, ExpectedSession>();
  readonly #starts = new Set<string>();
  /** Those that the last snapshot of a server shows. */
  readonly #shown = new Map<string, ReadonlySet<string>>();
  /** By UTC day. */
  readonly samples = new Map<string, { count: number; clients: number }>();

  constructor(calendar: OwnCalendar) {
    this.#calendar = calendar;
  }

  start(server: string, user: string, startSeconds: number): void {
    this.#starts.add(toKey(server, user, startSeconds));
  }

  hasStart(server: string, user: string, startSeconds: number): boolean {
    return this.#starts.has(toKey(server, user, startSeconds));
  }

  isShown({ server, user, startSeconds }: StoryConnection): boolean {
    return this.#shown.get(server)?.has(toKey(server, user, startSeconds)) ?? false;
  }

  /** A server writes whom it sees. Whom it showed before, and does not any more, has ended at the last proof. */
  see(server: string, nowSeconds: number, seen: readonly SeenConnection[]): void {
    const shown = new Set<string>();
    for (const { connection, bytesReceived, bytesSent } of seen) {
      const { user, startSeconds } = connection;
      const key = toKey(server, user, startSeconds);
      shown.add(key);
      const known = this.#sessions.get(key) ?? { server, user, startSeconds, byDay: new Map<string, never>() };
      const bytes = [bytesReceived, bytesSent] as const;
      const session: ExpectedSession = { ...known, endSeconds: nowSeconds, isOpen: true, bytes };
      session.byDay.set(this.#calendar.toDay(nowSeconds), bytes);
      this.#sessions.set(key, session);
    }
    for (const key of this.#shown.get(server) ?? []) {
      const session = this.#sessions.get(key);
      if (session !== undefined && !shown.has(key)) session.isOpen = false;
    }
    this.#shown.set(server, shown);
    const day = new Date(nowSeconds * 1000).toISOString().slice(0, 10);
    const { count, clients } = this.samples.get(day) ?? { count: 0, clients: 0 };
    this.samples.set(day, { count: count + 1, clients: clients + seen.length });
  }

  /** @returns those that are deleted: of ended ones, all that are chosen */
  delete(isChosen: (session: ExpectedSession) => boolean): readonly ExpectedSession[] {
    const chosen = [...this.#sessions].filter(([, session]) => !session.isOpen && isChosen(session));
    for (const [key] of chosen) this.#sessions.delete(key);
    return chosen.map(([, session]) => session);
  }

  /** Those are there again, or for the first time. */
  add(sessions: readonly ExpectedSession[]): void {
    for (const session of sessions) {
      const key = toKey(session.server, session.user, session.startSeconds);
      this.#sessions.set(key, this.#sessions.get(key) ?? session);
      this.#starts.add(key);
    }
  }

  sessions(): readonly ExpectedSession[] {
    return [...this.#sessions.values()];
  }
}

function toKey(server: string, user: string, startSeconds: number): string {
  return JSON.stringify([server, user, startSeconds]);
}
