import { getOrInsert } from "./get-or-insert.js";
import { hadAddress, toKnownAddresses } from "./host-and-port.js";
import { toKnownNames, type ImportedSession } from "./import-sessions.js";
import type { Session } from "./session.js";

/**
 * The first line of a connection in OpenVPN's log comes after `Connected Since`: at once, or after as many round trips
 * and repetitions as the handshake takes, but not after OpenVPN's default `hand-window`.
 */
const LATE_SECONDS = 60;
/** Two clocks that are read one after the other, each rounded down. */
const EARLY_SECONDS = 1;
/** Sessions are found in slots of time that are longer than the tolerance, so two slots are enough. */
const SLOT_SECONDS = 64;

/**
 * Whether a session comes from OpenVPN's own log. All others either know the traffic, or know no real address (OpenVPN
 * Status Web).
 */
export function isFromLog({ bytesReceived, realAddress }: Session): boolean {
  return bytesReceived === null && realAddress !== "";
}

/**
 * Tells whether the history already has an imported session where one of the two comes from OpenVPN's log, which knows
 * the start less exactly. They are one if server, name and address are equal, the starts are close, and they overlap.
 */
export class KnownConnections {
  readonly #bySlot = new Map<string, Session[]>();

  constructor(known: Iterable<Session>) {
    for (const session of known) this.add(session);
  }

  add(session: Session): void {
    for (const name of toKnownNames(session)) {
      const key = toKey(session.server, name, toSlot(session.startSeconds));
      getOrInsert(this.#bySlot, key, () => []).push(session);
    }
  }

  has({ session, possibleStarts }: ImportedSession): boolean {
    return possibleStarts.some((start) => {
      const shift = start - session.startSeconds;
      const shifted = { ...session, startSeconds: start, endSeconds: (session.endSeconds ?? Infinity) + shift };
      return this.#findNear(shifted).some((known) => isSameConnection(shifted, known));
    });
  }

  #findNear({ server, startSeconds, ...names }: Session): readonly Session[] {
    const slot = toSlot(startSeconds);
    return toKnownNames(names).flatMap((name) =>
      [slot - 1, slot, slot + 1].flatMap((near) => this.#bySlot.get(toKey(server, name, near)) ?? []),
    );
  }
}

function isSameConnection(a: Session, b: Session): boolean {
  const [isLogA, isLogB] = [isFromLog(a), isFromLog(b)];
  if (!isLogA && !isLogB) return false;
  const later = a.startSeconds - b.startSeconds;
  if (later > (isLogA ? LATE_SECONDS : EARLY_SECONDS)) return false;
  if (later < -(isLogB ? LATE_SECONDS : EARLY_SECONDS)) return false;
  const isOverlapping = a.startSeconds <= lastSecond(b) && b.startSeconds <= lastSecond(a);
  return (later === 0 || isOverlapping) && hasSameAddress(a, b);
}

function lastSecond({ endSeconds }: Session): number {
  return endSeconds ?? Infinity;
}

/** A client that floated had any of its known addresses. */
function hasSameAddress(a: Session, b: Session): boolean {
  return toKnownAddresses(a).some((one) => hadAddress(b, one));
}

function toSlot(seconds: number): number {
  return Math.floor(seconds / SLOT_SECONDS);
}

function toKey(server: string, name: string, slot: number): string {
  return JSON.stringify([server, name, slot]);
}
