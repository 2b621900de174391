import { at, makeSession } from "./make-session.js";

/** The history of the cases: what the command `who` and the search of the pages have to agree on. */
export const WHO_ENDED = [
  makeSession({
    user: "alice",
    startSeconds: at("2026-11-20T08:00:00Z"),
    endSeconds: at("2026-11-20T09:00:00Z"),
    endSource: "event",
    tunnelIp: "10.8.0.2",
    publicIp: "203.0.113.7",
  }),
  // Gone by the snapshot of 11:01.
  makeSession({
    user: "bob",
    startSeconds: at("2026-11-20T10:00:00Z"),
    endSeconds: at("2026-11-20T11:00:00Z"),
    endSource: "status",
    goneBySeconds: at("2026-11-20T11:01:00Z"),
    tunnelIp: "10.8.0.2",
    tunnelIpv6: "fd00:8::2",
    publicIp: "2001:db8::7",
  }),
  // Nobody knows how exact its end is.
  makeSession({
    user: "<b>\u202Ecarol</b></script>\u2028",
    startSeconds: at("2026-11-20T12:00:00Z"),
    endSeconds: at("2026-11-20T13:00:00Z"),
    tunnelIp: "10.8.0.2",
    publicIp: "203.0.113.70",
  }),
  // It began in October, and changed its address twice.
  makeSession({
    user: "dora",
    startSeconds: at("2026-10-31T20:00:00Z"),
    endSeconds: at("2026-11-02T08:00:00Z"),
    endSource: "event",
    tunnelIp: "10.8.0.9",
    publicIp: "198.51.100.3",
    earlierAddresses: [
      { address: "198.51.100.1", lastSeenSeconds: at("2026-10-31T23:00:00Z") },
      { address: "198.51.100.2", lastSeenSeconds: at("2026-11-01T10:00:00Z") },
    ],
  }),
  makeSession({
    user: "emil",
    startSeconds: at("2026-11-03T08:00:00Z"),
    endSeconds: at("2026-11-03T12:00:00Z"),
    endSource: "event",
    tunnelIp: "10.8.0.10",
    publicIp: "198.51.100.9",
    earlierAddresses: [{ address: "198.51.100.8", lastSeenSeconds: at("2026-11-03T10:00:00Z") }],
  }),
  // In the spelling of an older version.
  makeSession({
    user: "gina",
    startSeconds: at("2026-11-05T08:00:00Z"),
    endSeconds: at("2026-11-05T09:00:00Z"),
    endSource: "event",
    tunnelIp: "10.8.0.12",
    publicIp: "::FFFF:203.0.113.50",
  }),
];

export const WHO_OPEN = [
  makeSession({
    user: "frida",
    startSeconds: at("2026-11-21T07:00:00Z"),
    endSeconds: null,
    lastSeenSeconds: at("2026-11-21T12:00:00Z"),
    tunnelIp: "10.8.0.11",
    publicIp: "203.0.113.99",
  }),
];

/** When the cases are asked. */
export const WHO_NOW = at("2026-11-21T12:00:30Z");

export interface WhoCase {
  readonly address: string | null;
  /** In UTC. */
  readonly at: string | null;
  /** `user certainty kind`, newest first. */
  readonly found: readonly string[];
}

const CAROL = WHO_ENDED[2]?.user ?? "";

export const WHO_CASES: readonly WhoCase[] = [
  // An exact end.
  { address: "203.0.113.7", at: "2026-11-20 07:59:59", found: [] },
  { address: "203.0.113.7", at: "2026-11-20 08:00", found: ["alice certain public"] },
  { address: "203.0.113.7", at: "2026-11-20 09:00:00", found: ["alice certain public"] },
  { address: "203.0.113.7", at: "2026-11-20 09:00:01", found: [] },
  // A bounded end: certain until it, possible until it was gone.
  { address: "10.8.0.2", at: "2026-11-20 11:00:00", found: ["bob certain tunnel"] },
  { address: "10.8.0.2", at: "2026-11-20 11:00:30", found: ["bob possible tunnel"] },
  { address: "10.8.0.2", at: "2026-11-20 11:01:00", found: [] },
  // Any spelling of an address, and the other tunnel address.
  { address: "2001:DB8:0::7", at: "20.11.2026 10:30", found: ["bob certain public"] },
  { address: "fd00:8:0::2", at: "2026-11-20 10:30", found: ["bob certain tunnel"] },
  { address: "::ffff:203.0.113.7", at: "2026-11-20 08:30", found: ["alice certain public"] },
  { address: "203.0.113.50", at: null, found: ["gina null public"] },
  { address: "::ffff:203.0.113.50", at: "2026-11-05 08:30", found: ["gina certain public"] },
  // An unknown end.
  { address: "10.8.0.2", at: "2026-11-20 13:00", found: [`${CAROL} certain tunnel`] },
  { address: "10.8.0.2", at: "2026-11-20 13:00:01", found: [] },
  // All who had an address; one that begins like another is another.
  { address: "10.8.0.2", at: null, found: [`${CAROL} null tunnel`, "bob null tunnel", "alice null tunnel"] },
  { address: "203.0.113.7", at: null, found: ["alice null public"] },
  { address: "203.0.113.8", at: null, found: [] },
  // Earlier addresses, of a session that goes on into the next month.
  { address: "198.51.100.1", at: null, found: ["dora null earlier"] },
  { address: "198.51.100.1", at: "2026-10-31 22:00", found: ["dora possible earlier"] },
  { address: "198.51.100.1", at: "2026-10-31 23:00", found: ["dora certain earlier"] },
  { address: "198.51.100.1", at: "2026-10-31 23:05:01", found: [] },
  { address: "198.51.100.2", at: "2026-11-01 10:04", found: ["dora possible earlier"] },
  { address: "198.51.100.3", at: "2026-11-01 10:04", found: ["dora possible public"] },
  { address: "198.51.100.3", at: "2026-11-01 10:05:01", found: ["dora certain public"] },
  { address: "198.51.100.8", at: "2026-11-03 08:00", found: ["emil certain earlier"] },
  { address: "198.51.100.8", at: "2026-11-03 10:01", found: ["emil possible earlier"] },
  // Running: certain until the last proof; the future is not known.
  { address: "10.8.0.11", at: "2026-11-21 12:00", found: ["frida certain tunnel"] },
  { address: "10.8.0.11", at: "2026-11-21 12:00:20", found: ["frida possible tunnel"] },
  { address: "10.8.0.11", at: "2026-11-21 12:00:31", found: [] },
  // Everyone at a time.
  { address: null, at: "2026-11-01 12:00", found: ["dora certain null"] },
  { address: null, at: "2026-11-20 11:00:59", found: ["bob possible null"] },
  { address: null, at: "2026-11-19 12:00", found: [] },
];
