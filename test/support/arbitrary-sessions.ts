import fc from "fast-check";
import { addDays, dayStartSeconds, toLocalDay } from "../../src/history/local-day.js";
import type { Session } from "../../src/history/session.js";
import type { Usage } from "../../src/history/usage.js";
import type { FullInput } from "./full-index.js";
import { at, BERLIN, exampleInput, exampleSession, NOW_SECONDS } from "./example-site.js";

export interface SessionWithUsage {
  readonly session: Session;
  readonly usage: readonly Usage[];
}

/** A session anywhere around the DST change of autumn 2026, with a usage row for each midnight that it outlived. */
export const arbitrarySessions: fc.Arbitrary<SessionWithUsage> = fc
  .record({
    user: fc.constantFrom("alice", "bob", "__proto__"),
    server: fc.constantFrom("berlin", "hamburg", "__proto__"),
    startSeconds: fc.integer({ min: at("2026-10-20T00:00:00Z"), max: NOW_SECONDS - 1 }),
    durationSeconds: fc.oneof(fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 0, max: 12 * 86_400 })),
    dayBytes: fc.array(fc.nat(1e9), { minLength: 15, maxLength: 15 }),
    known: fc.boolean(),
    endSource: fc.constantFrom("event", "status", ""),
    goneAfterSeconds: fc.option(fc.nat(3 * 86_400)),
  })
  .map(({ user, server, startSeconds, durationSeconds, dayBytes, known, endSource, goneAfterSeconds }) => {
    const proved = Math.min(startSeconds + durationSeconds, NOW_SECONDS);
    const isOpen = startSeconds + durationSeconds >= NOW_SECONDS;
    const midnights: string[] = [];
    for (
      let day = toLocalDay(BERLIN, startSeconds);
      dayStartSeconds(BERLIN, addDays(day, 1)) <= proved;
      day = addDays(day, 1)
    ) {
      midnights.push(day);
    }
    const total = dayBytes.slice(0, midnights.length + 1).reduce((sum, bytes) => sum + bytes, 0);
    const session = exampleSession({
      user,
      server,
      startSeconds,
      endSeconds: isOpen ? null : proved,
      lastSeenSeconds: proved,
      endSource: isOpen ? "" : endSource,
      goneBySeconds: isOpen || goneAfterSeconds === null ? null : proved + goneAfterSeconds,
      bytesReceived: known ? total : null,
      bytesSent: known ? 2 * total : null,
    });
    const usage = known
      ? midnights.map((day, number) => ({
          day,
          id: session.id,
          user,
          server,
          bytesReceived: dayBytes[number] ?? 0,
          bytesSent: 2 * (dayBytes[number] ?? 0),
        }))
      : [];
    return { session, usage };
  });

/** A site with these sessions. */
export function toInput(all: readonly SessionWithUsage[]): FullInput {
  const newestFirst = all.map(({ session }) => session).sort((a, b) => b.startSeconds - a.startSeconds);
  return exampleInput({
    openSessions: newestFirst.filter(({ endSeconds }) => endSeconds === null),
    endedSessions: newestFirst.filter(({ endSeconds }) => endSeconds !== null),
    usage: all.flatMap(({ usage }) => usage),
  });
}
