import fc from "fast-check";
import type { Session } from "../../src/history/session.js";
import type { Usage } from "../../src/history/usage.js";
import { at, exampleSession } from "./example-site.js";
import { OwnCalendar } from "./own-calendar.js";

/** What happened on some servers in a year, in a zone. */
export interface Past {
  readonly zoneName: string;
  readonly sessions: readonly Session[];
  readonly usage: readonly Usage[];
}

const DAY_SECONDS = 86_400;
const ZONES = [
  "UTC",
  "Europe/Berlin",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "America/St_Johns",
  "Australia/Lord_Howe",
  // Its midnight is skipped in spring, and comes twice in autumn.
  "America/Havana",
] as const;

/** Where something may be counted twice or not at all: turns of months, and changes of the clocks. */
const EDGES = [
  "2026-01-01",
  "2026-03-08",
  "2026-03-29",
  "2026-04-05",
  "2026-07-01",
  "2026-10-25",
  "2026-11-01",
  "2026-12-01",
];

const startSeconds = fc.oneof(
  fc.integer({ min: at("2026-01-02T00:00:00Z"), max: at("2026-12-20T00:00:00Z") }),
  fc
    .tuple(fc.constantFrom(...EDGES), fc.integer({ min: -40 * 3600, max: 40 * 3600 }))
    .map(([day, seconds]) => at(`${day}T00:00:00Z`) + seconds),
  // Close together, so that sessions overlap.
  fc.integer({ min: 0, max: 240 }).map((minutes) => at("2026-10-31T20:00:00Z") + minutes * 60),
);

const lengthSeconds = fc.oneof(
  fc.constantFrom(0, 1, 300, 301),
  fc.integer({ min: 0, max: 4 * 3600 }),
  fc.integer({ min: 0, max: 3 * DAY_SECONDS }),
  fc.integer({ min: 0, max: 80 * DAY_SECONDS }),
);

const sketch = fc.record({
  user: fc.constantFrom("alice", "bob", "__proto__"),
  server: fc.constantFrom("berlin", "hamburg", "constructor"),
  publicIp: fc.constantFrom("203.0.113.7", "198.51.100.4", "::ffff:203.0.113.7", "2001:db8::7", "10.0.0.9", ""),
  floatedFrom: fc.constantFrom(null, null, null, "192.0.2.9", "10.8.0.3"),
  startSeconds,
  lengthSeconds,
  isOpen: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
  wrongStart: fc.constantFrom(null, null, null, null, null, 12, at("2018-01-01T00:00:00Z")),
  isClockSet: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
  bytes: fc.option(fc.record({ received: fc.nat(1e9), sent: fc.nat(1e9) })),
  endSource: fc.constantFrom("event", "status", "status", ""),
  clientVersion: fc.constantFrom("2.5.1", "2.6.12", "2.7.0", ""),
  platform: fc.constantFrom("win", "linux", "mac", "ios", "android", "freebsd", "__proto__", ""),
  goneAfterSeconds: fc.option(fc.oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 9 * DAY_SECONDS }))),
  usage: fc.array(fc.option(fc.record({ received: fc.nat(1e7), sent: fc.nat(1e7) })), { maxLength: 90 }),
});

/** Overlapping sessions of one evening, some of which have just been seen. */
const closeSketch = sketch.map((one) => ({
  ...one,
  startSeconds: at("2026-10-31T20:00:00Z") + (one.startSeconds % 3600),
  lengthSeconds: one.lengthSeconds % 3600,
}));

/** @param maxLength how many sessions */
export function pasts(maxLength = 25, { areClose = false } = {}): fc.Arbitrary<Past> {
  return fc
    .record({
      zoneName: fc.constantFrom(...ZONES),
      sketches: fc.array(areClose ? closeSketch : sketch, { maxLength, size: "max" }),
    })
    .map(({ zoneName, sketches }) => {
      const calendar = OwnCalendar.of(zoneName);
      const usage: Usage[] = [];
      const sessions = sketches.map((one, index) => {
        const lastSeenSeconds = one.startSeconds + one.lengthSeconds;
        const unsetEnd = one.wrongStart === null || one.isClockSet || one.isOpen ? null : one.wrongStart + 100;
        const session = exampleSession({
          id: `s${String(index).padStart(9, "0")}`,
          user: one.user,
          server: one.server,
          publicIp: one.publicIp,
          startSeconds: one.wrongStart ?? one.startSeconds,
          countedFromSeconds: one.wrongStart === null ? null : one.startSeconds,
          firstSeenSeconds: one.startSeconds + 60,
          lastSeenSeconds: unsetEnd ?? lastSeenSeconds,
          endSeconds: one.isOpen ? null : (unsetEnd ?? lastSeenSeconds),
          earlierAddresses:
            one.floatedFrom === null
              ? []
              : [
                  {
                    address: one.floatedFrom,
                    lastSeenSeconds: one.startSeconds + (unsetEnd === null ? one.lengthSeconds >> 1 : 0),
                  },
                ],
          clientVersion: one.clientVersion,
          platform: one.platform,
          endSource: one.isOpen ? "" : one.endSource,
          goneBySeconds:
            one.isOpen || one.goneAfterSeconds === null ? null : (unsetEnd ?? lastSeenSeconds) + one.goneAfterSeconds,
          bytesReceived: one.bytes?.received ?? null,
          bytesSent: one.bytes?.sent ?? null,
        });
        let day = calendar.toDay(one.startSeconds);
        const lastDay = calendar.toDay(Math.max(one.startSeconds, session.lastSeenSeconds));
        for (const row of one.usage) {
          if (day >= lastDay) break;
          if (row !== null) {
            const { id, user, server } = session;
            usage.push({ day, id, user, server, bytesReceived: row.received, bytesSent: row.sent });
          }
          day = calendar.nextDay(day);
        }
        return session;
      });
      return { zoneName, sessions, usage };
    });
}
