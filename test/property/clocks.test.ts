import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { durationSeconds } from "../../src/history/counted-from.js";
import type { Session } from "../../src/history/session.js";
import { sessionShares } from "../../src/rollup/session-shares.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { makeZone } from "../../src/status/zone.js";
import { makeClient } from "../support/make-client.js";
import { HistoryRun } from "../support/run-history.js";

// A host without a clock chip: each boot begins at a date of its own, and some time later the clock is set. All times are
// in epoch seconds; "true" ones are those that a right clock shows.

const DAY = 86_400;
const BEGINNING = Date.parse("2026-11-02T06:00:00Z") / 1000;
const UNSET = 0;
const FIRMWARE = Date.parse("2018-01-01T00:00:00Z") / 1000;
const MONTHS_AGO = BEGINNING - 100 * DAY;
const STORIES = 400;

interface Connection {
  readonly name: string;
  readonly id: string;
  readonly trueStart: number;
  readonly trueEnd: number;
  /** As the server's clock wrote it. */
  readonly start: number;
  /** Later boots have lower counters, so that each connection can be told from those before it. */
  readonly bytesFrom: number;
}

interface Look {
  readonly trueTime: number;
  /** The server's clock. */
  readonly time: number;
  /** The reader's. */
  readonly now: number;
}

interface Story {
  readonly connections: readonly Connection[];
  readonly looks: readonly Look[];
}

const boots = fc.record({
  begins: fc.constantFrom(UNSET, FIRMWARE, MONTHS_AGO, null),
  setAfter: fc.oneof(fc.nat(90), fc.nat(3000)),
  lasts: fc.oneof(fc.integer({ min: 120, max: 3600 }), fc.integer({ min: 3600, max: 40 * 3600 })),
  offFor: fc.oneof(fc.integer({ min: 5, max: 600 }), fc.nat(4 * DAY)),
  firstLook: fc.nat(120),
  step: fc.constantFrom(60, 60, 300),
  /** Looks of the boot that do not take place: cron is off. */
  missing: fc.array(fc.nat(40), { maxLength: 12 }),
  clients: fc.array(
    fc.record({
      name: fc.constantFrom("anna", "ben"),
      after: fc.oneof(fc.constantFrom(12, 40), fc.nat(4000)),
      stays: fc.oneof(fc.nat(600), fc.nat(20 * 3600)),
    }),
    { maxLength: 4 },
  ),
});

type Boot = typeof boots extends fc.Arbitrary<infer Told> ? Told : never;

/** The true times of the first hour of looks, or so, that take place. */
function toLooks({ step, missing }: Boot, from: number, until: number): readonly number[] {
  return Array.from({ length: 60 }, (_, index) => from + index * step).filter(
    (at, index) => at < until && !missing.includes(index),
  );
}

/** @param isReaderRight whether the reader's clock is right all the time; else it is the server's */
function tell(told: readonly Boot[], isReaderRight: boolean): Story {
  const connections: Connection[] = [];
  const looks: Look[] = [];
  let trueBoot = BEGINNING;
  let hasBeenRight = false;
  for (const [number, boot] of told.entries()) {
    const trueOff = trueBoot + boot.lasts;
    const trueLooks = toLooks(boot, trueBoot + boot.firstLook, trueOff);
    // Before any right snapshot nothing tells which boot a start of a plausible date is of, but in the first one; nor that
    // a start of some months ago is wrong.
    const isTold = hasBeenRight || (number === 0 && trueLooks.some((at) => at - trueBoot >= boot.setAfter));
    const dated = boot.begins === MONTHS_AGO && !hasBeenRight ? FIRMWARE : boot.begins;
    const begins = dated === null || isTold ? dated : UNSET;
    const isRight = (trueTime: number): boolean => begins === null || trueTime - trueBoot >= boot.setAfter;
    const clock = (trueTime: number): number => (isRight(trueTime) ? trueTime : (begins ?? 0) + trueTime - trueBoot);
    const mine = boot.clients
      .filter(({ after }) => after < boot.lasts)
      .sort((a, b) => a.after - b.after)
      .map(({ name, after, stays }, index): Connection => {
        const trueStart = trueBoot + after;
        return {
          name,
          id: String(index),
          trueStart,
          trueEnd: Math.min(trueOff, trueStart + stays),
          start: clock(trueStart),
          bytesFrom: (told.length - number) * 1_000_000,
        };
      });
    connections.push(...mine);
    for (const at of trueLooks) {
      looks.push({ trueTime: at, time: clock(at), now: isReaderRight ? at : clock(at) });
      hasBeenRight ||= isRight(at);
    }
    trueBoot = trueOff + boot.offFor;
  }
  // In the end everyone is gone, and the clock is right.
  const end = trueBoot + 60;
  return { connections, looks: [...looks, { trueTime: end, time: end, now: end }] };
}

function isThere({ trueStart, trueEnd }: Connection, { trueTime }: Look): boolean {
  return trueStart <= trueTime && trueTime < trueEnd;
}

function toBytes({ bytesFrom, trueStart }: Connection, { trueTime }: Look): number {
  return bytesFrom + trueTime - trueStart;
}

function play({ connections, looks }: Story): HistoryRun {
  const run = new HistoryRun();
  for (const look of looks) {
    if (look.time > look.now + 300) continue;
    const shown = connections
      .filter((one) => isThere(one, look))
      .map((one): EstablishedClient => {
        const bytes = toBytes(one, look);
        return makeClient({ name: one.name, id: one.id, since: one.start, received: bytes, sent: bytes });
      });
    run.see(look.time, shown, { nowSeconds: look.now });
  }
  return run;
}

/** The looks that count: newer than the last one, or than none that lies ahead of the reader's time. */
function acceptedLooks(looks: readonly Look[]): readonly Look[] {
  let last: number | undefined;
  return looks.filter(({ time, now }) => {
    if (time > now + 300) return false;
    if (last !== undefined && (time === last || (time < last && last <= now))) return false;
    last = time;
    return true;
  });
}

interface Truth {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly counted: number;
}

/** What can be known of each connection that any accepted look shows, from the story alone. */
function toTruth({ connections, looks }: Story): readonly Truth[] {
  const accepted = acceptedLooks(looks);
  const isRight = ({ time, trueTime }: Look): boolean => time === trueTime;
  return connections.flatMap((one): Truth[] => {
    const proofs = accepted.filter((look) => isThere(one, look));
    const [first] = proofs;
    if (first === undefined) return [];
    const rightProofs = proofs.filter(isRight);
    const last = rightProofs.at(-1) ?? proofs.at(-1);
    const end = Math.max(one.start, last?.time ?? 0);
    const lastRightBefore = accepted.slice(0, accepted.indexOf(first)).filter(isRight).at(-1);
    return [
      { name: one.name, start: one.start, end, counted: toCounted(one, first, rightProofs[0], lastRightBefore, end) },
    ];
  });
}

function toCounted(
  { start, trueStart }: Connection,
  first: Look,
  firstRight: Look | undefined,
  lastRightBefore: Look | undefined,
  end: number,
): number {
  if (start === trueStart) return end - start;
  if (lastRightBefore !== undefined) return Math.max(0, end - lastRightBefore.time);
  if (firstRight === undefined) return end - start;
  return end - (first === firstRight ? first.time - 31 * DAY : firstRight.time);
}

const days = makeCalendar(makeZone("UTC"));

function countedIn(session: Session): number {
  const shares = sessionShares(session, undefined, days);
  for (const { connectedSeconds } of shares) assert.ok(connectedSeconds >= 0);
  const seconds = shares.reduce((sum, share) => sum + share.connectedSeconds, 0);
  assert.ok(shares.length <= seconds / DAY + 2, `${shares.length} days for ${seconds} s`);
  return seconds;
}

function toFacts(session: Session): Truth {
  const { user, startSeconds, endSeconds } = session;
  return { name: user, start: startSeconds, end: endSeconds ?? -1, counted: countedIn(session) };
}

function inOrder(truth: readonly Truth[]): readonly string[] {
  return truth.map(({ name, start, end, counted }) => `${name} ${start} ${end} ${counted}`).sort();
}

for (const isReaderRight of [false, true]) {
  test(`${STORIES} stories of boots before the clock is set, read ${isReaderRight ? "by a host whose clock is right" : "on the same host"}`, (t) => {
    let [sessionCount, unsetCount, repeated] = [0, 0, 0];
    fc.assert(
      fc.property(fc.array(boots, { minLength: 1, maxLength: 6 }), (told) => {
        const story = tell(told, isReaderRight);
        const run = play(story);
        const truth = toTruth(story);
        const ended = [...run.known.ended.values()];
        assert.deepEqual(run.known.open, []);
        assert.deepEqual(inOrder(ended.map(toFacts)), inOrder(truth));
        for (const session of ended) {
          assert.equal(durationSeconds(session, session.endSeconds ?? 0) >= 0, true);
          assert.ok(session.goneBySeconds === null || session.goneBySeconds >= (session.endSeconds ?? 0));
        }
        sessionCount += ended.length;
        unsetCount += ended.filter(({ startSeconds }) => startSeconds < BEGINNING).length;
        repeated += ended.length - new Set(ended.map(({ user, startSeconds }) => `${user} ${startSeconds}`)).size;
      }),
      { numRuns: STORIES },
    );
    t.diagnostic(
      `${sessionCount} sessions, ${unsetCount} of them of a clock that was not set, ${repeated} of a repeated second`,
    );
    assert.ok(unsetCount > STORIES / 4, "starts of a clock that was not set");
    assert.ok(isReaderRight || repeated > STORIES / 20, "starts that are repeated");
  });
}

const aheads = fc.record({
  clients: fc.array(
    fc.record({
      name: fc.constantFrom("anna", "ben"),
      after: fc.integer({ min: -9 * 3600, max: 2 * 3600 }),
      stays: fc.integer({ min: 60, max: 12 * 3600 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  before: fc.integer({ min: 1, max: 40 }),
  aheadBy: fc.integer({ min: 2 * DAY, max: 800 * DAY }),
  aheadFor: fc.integer({ min: 1, max: 5 }),
  /** How far each later look is off. */
  later: fc.array(
    fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -3600, max: 3600 }) }),
    {
      minLength: 2,
      maxLength: 60,
    },
  ),
});

/** A server that runs for long, whose clock is once ahead by days or years for some minutes, and later off by an hour at most. */
function tellAhead({
  clients,
  before,
  aheadBy,
  aheadFor,
  later,
}: typeof aheads extends fc.Arbitrary<infer Told> ? Told : never): Story {
  const trueTimes = Array.from({ length: before + aheadFor + later.length }, (_, index) => BEGINNING + index * 60);
  const offsets = [...Array<number>(before).fill(0), ...Array<number>(aheadFor).fill(aheadBy), ...later];
  const looks = trueTimes.map((trueTime, index): Look => {
    const time = trueTime + (offsets[index] ?? 0);
    return { trueTime, time, now: time };
  });
  const earlier = Array.from({ length: 6 }, (_, index) => BEGINNING - (31 - 6 * index) * 3600);
  const end = BEGINNING + 20 * 3600;
  return {
    looks: [
      ...earlier.map((time) => ({ trueTime: time, time, now: time })),
      ...looks,
      { trueTime: end, time: end, now: end },
    ],
    connections: clients.map(({ name, after, stays }, index) => {
      const trueStart = BEGINNING + after;
      const trueEnd = trueStart + stays;
      return { name, id: String(index), trueStart, trueEnd, start: trueStart, bytesFrom: 0 };
    }),
  };
}

test(`${STORIES} stories of a clock that is ahead for some minutes: sessions end when they were last proven by the right one`, () => {
  let compared = 0;
  fc.assert(
    fc.property(aheads, (told) => {
      const story = tellAhead(told);
      const run = play(story);
      const accepted = acceptedLooks(story.looks);
      const sessions = [...run.known.ended.values(), ...run.known.open];
      const seen = story.connections.filter((one) => accepted.some((look) => isThere(one, look)));
      assert.equal(sessions.length, seen.length);
      for (const one of seen) {
        const session = sessions.find(({ clientId }) => clientId === one.id);
        assert.ok(session !== undefined);
        const proofs = accepted.filter((look) => isThere(one, look)).map(({ time }) => time);
        const isAhead = (time: number): boolean => time > BEGINNING + 2 * DAY - 3600;
        const plausible = proofs.filter((time) => !isAhead(time));
        assert.ok(countedIn(session) >= 0);
        // One that began while the clock was ahead waits for that time, and one that ended then has ended by it.
        const aheadLooks = accepted.filter(({ time }) => isAhead(time));
        const hasEndedAhead =
          isAhead(proofs.at(-1) ?? 0) &&
          aheadLooks.some((look) => look.trueTime >= one.trueEnd && proofs.some(isAhead));
        if (plausible.length === 0 || isAhead(proofs[0] ?? 0) || hasEndedAhead) continue;
        compared += 1;
        assert.equal(session.endSeconds, Math.max(one.start, ...plausible));
        assert.ok(countedIn(session) <= one.trueEnd - one.trueStart + 3600);
      }
    }),
    { numRuns: STORIES },
  );
  assert.ok(compared > STORIES, `${compared} sessions compared`);
});
