import fc from "fast-check";

/** A made-up connection of a client to a server, with what its server would report of it. Times are epoch seconds. */
export interface StoryConnection {
  readonly server: string;
  readonly user: string;
  readonly startSeconds: number;
  /** It is in the snapshots before this time. */
  readonly endSeconds: number;
  /** Empty where the server's status has no ids. */
  readonly clientId: string;
  readonly port: number;
  /** When its port changes; only where ids tell that it is the same client. */
  readonly floatsSeconds: number;
  /** The first counts until `splitSeconds` after the start, the second from there on. */
  readonly bytesPerSecond: readonly [number, number];
  readonly splitSeconds: number;
  /** In every n-th snapshot its counters read zero; 0: in none. */
  readonly fallsEvery: number;
}

/** What one run reads. */
export interface StoryRun {
  readonly nowSeconds: number;
  /** By server: when its snapshot is from; null where there is none to read. */
  readonly snapshots: ReadonlyMap<string, number | null>;
}

export interface VpnStory {
  readonly connections: readonly StoryConnection[];
  readonly runs: readonly StoryRun[];
}

const DAY_SECONDS = 86_400;
const HORIZON_DAYS = 24;
export const STORY_SERVERS = ["berlin", "oslo"] as const;
/** A second server's clients are known by their addresses alone, as in version 1. */
const SERVER_WITH_IDS: string = STORY_SERVERS[0];
/** Days before the clocks are set back and forward in Berlin, and before a leap day. */
const BEGINNINGS = ["2026-10-12T15:00:00Z", "2026-03-17T15:00:00Z", "2028-02-20T15:00:00Z"].map(
  (time) => Date.parse(time) / 1000,
);

const wishes = fc.record({
  server: fc.constantFrom(...STORY_SERVERS),
  user: fc.constantFrom("anna", "ben", "__proto__", ""),
  // Few of them, so that some start in the same second with the same name, as duplicate-cn allows.
  startSeconds: fc.nat((HORIZON_DAYS * DAY_SECONDS) / 1800).map((half) => half * 1800),
  durationSeconds: fc.oneof(
    fc.nat(7200),
    fc.nat(2 * DAY_SECONDS),
    fc.integer({ min: 7 * DAY_SECONDS, max: 2 * HORIZON_DAYS * DAY_SECONDS }),
  ),
  bytesPerSecond: fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.nat(20_000)),
  splitSeconds: fc.nat(3 * DAY_SECONDS),
  fallsEvery: fc.constantFrom(0, 0, 0, 4, 5),
  floatsAfterSeconds: fc.nat(4 * DAY_SECONDS),
  /** How soon a flaky client reconnects, and how often. */
  reconnects: fc.array(fc.nat(120), { maxLength: 3 }),
});

const steps = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("later" as const), seconds: fc.integer({ min: 30, max: 900 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("later" as const), seconds: fc.nat(9 * 3600) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("later" as const), seconds: fc.nat(4 * DAY_SECONDS) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("midnight" as const), seconds: fc.integer({ min: -2, max: 2 }) }),
  },
);
const runs = fc.record({
  step: steps,
  /** What keeps a server from being read in this run: its file is missing, or not newer than the last one. */
  trouble: fc.constantFrom("", "", "", "", "", "missing-0", "missing-1", "old-0", "old-1"),
});

/**
 * Some weeks of a VPN of two servers around a clock change: clients connected for minutes and for weeks, several with
 * the same name at once, servers that restart, clients that reconnect and move, runs that fail or do not take place,
 * counters that decrease.
 *
 * @param nextMidnight when the local day after an instant begins
 */
export function vpnStories(nextMidnight: (epochSeconds: number) => number): fc.Arbitrary<VpnStory> {
  return fc
    .record({
      fromSeconds: fc.constantFrom(...BEGINNINGS),
      wishes: fc.array(wishes, { minLength: 1, maxLength: 12, size: "max" }),
      restarts: fc.array(fc.tuple(fc.constantFrom(...STORY_SERVERS), fc.nat(HORIZON_DAYS * DAY_SECONDS)), {
        maxLength: 3,
      }),
      runs: fc.array(runs, { minLength: 2, maxLength: 90, size: "max" }),
    })
    .map((wish) => {
      const restarts = wish.restarts
        .map(([server, seconds]) => ({ server, seconds: wish.fromSeconds + seconds }))
        .sort((a, b) => a.seconds - b.seconds);
      let number = 0;
      const connections = wish.wishes.flatMap((one): StoryConnection[] => {
        const startSeconds = wish.fromSeconds + one.startSeconds;
        const breaks = restarts
          .filter(({ server }) => server === one.server)
          .map(({ seconds }) => ({ seconds, pause: 20 }));
        for (const [index, pause] of one.reconnects.entries()) {
          breaks.push({ seconds: startSeconds + Math.floor((one.durationSeconds * (index + 1)) / 5), pause });
        }
        return toPieces({ startSeconds, endSeconds: startSeconds + one.durationSeconds }, breaks).map((piece) => {
          number += 1;
          const hasIds = one.server === SERVER_WITH_IDS;
          return {
            server: one.server,
            user: one.user,
            ...piece,
            clientId: hasIds ? String(number) : "",
            port: 1000 + number,
            floatsSeconds: hasIds ? piece.startSeconds + one.floatsAfterSeconds : Infinity,
            bytesPerSecond: one.bytesPerSecond,
            splitSeconds: one.splitSeconds,
            fallsEvery: one.fallsEvery,
          };
        });
      });
      return { connections, runs: runTimes(wish.fromSeconds, wish.runs, nextMidnight) };
    });
}

interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

function toPieces(
  whole: TimeSpan,
  breaks: readonly { readonly seconds: number; readonly pause: number }[],
): readonly TimeSpan[] {
  let rest = whole;
  const pieces: TimeSpan[] = [];
  for (const { seconds, pause } of [...breaks].sort((a, b) => a.seconds - b.seconds)) {
    if (seconds <= rest.startSeconds || seconds >= rest.endSeconds) continue;
    pieces.push({ ...rest, endSeconds: seconds });
    rest = { startSeconds: seconds + pause, endSeconds: whole.endSeconds };
  }
  return [...pieces, rest];
}

interface WishedRun {
  readonly step: { readonly kind: "later" | "midnight"; readonly seconds: number };
  readonly trouble: string;
}

function runTimes(
  fromSeconds: number,
  wished: readonly WishedRun[],
  nextMidnight: (epochSeconds: number) => number,
): readonly StoryRun[] {
  let nowSeconds = fromSeconds;
  const last = new Map<string, number>();
  return wished.map(({ step, trouble }) => {
    const wanted = step.kind === "later" ? nowSeconds + step.seconds : nextMidnight(nowSeconds) + step.seconds;
    nowSeconds = Math.max(nowSeconds + 1, wanted);
    const snapshots = STORY_SERVERS.map((server, index): [string, number | null] => {
      if (trouble === `missing-${index}`) return [server, null];
      if (trouble !== `old-${index}`) last.set(server, nowSeconds);
      return [server, last.get(server) ?? null];
    });
    return { nowSeconds, snapshots: new Map(snapshots) };
  });
}
