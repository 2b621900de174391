import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { groupBy } from "../../src/history/group-by.js";
import { newestFirst } from "../../src/history/newest-first.js";
import { ENDED_SESSION_CSV } from "../../src/history/session-csv.js";
import type { Session } from "../../src/history/session.js";
import type { AddressUse } from "../../src/rollup/address-use.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import type { DayOutline } from "../../src/rollup/day-outline.js";
import { buildMonth } from "../../src/rollup/month-entry.js";
import { rollUpMonth, type MonthRollup } from "../../src/rollup/month-rollup.js";
import { addDigests, digestRows, digestRowTexts, toRowText } from "../../src/rollup/row-digest.js";
import type { SiteRollup } from "../../src/rollup/site-rollup.js";
import { mergeUserRollups } from "../../src/rollup/user-rollup.js";
import type { UserDay } from "../../src/rollup/user-day.js";
import { makeZone } from "../../src/status/zone.js";
import { pasts, type Past } from "../support/arbitrary-past.js";
import { OwnCalendar } from "../support/own-calendar.js";
import { emptyUserRollup, mergeRollups, toSiteRollup } from "../support/merge-rollups.js";

/** Each month rolled up from all sessions there are. */
function rollUp({ zoneName, sessions, usage }: Past): readonly MonthRollup[] {
  const calendar = makeCalendar(makeZone(zoneName));
  const usageById = groupBy(usage, ({ id }) => id);
  const inOrder = [...sessions].sort(newestFirst);
  return new Truth({ zoneName, sessions, usage }).months().map((month) => {
    return rollUpMonth(buildMonth(month, inOrder, usageById, calendar), calendar);
  });
}

interface Sum {
  sessionCount: number;
  connectedSeconds: number;
  bytesReceived: number | null;
  bytesSent: number | null;
  exactEnds: number;
  boundedEnds: number;
  unboundedEnds: number;
  missingSeconds: number;
}

interface TrueShare extends Pick<Sum, "connectedSeconds" | "bytesReceived" | "bytesSent"> {
  readonly session: Session;
  readonly day: string;
  readonly isFirst: boolean;
  readonly isEnd: boolean;
}

/** What all sessions come to, each looked at by itself: nothing here is of the program's own sums. */
class Truth {
  readonly #calendar: OwnCalendar;
  readonly shares: readonly TrueShare[];

  readonly past: Past;

  constructor(past: Past) {
    this.past = past;
    this.#calendar = OwnCalendar.of(past.zoneName);
    this.shares = past.sessions.flatMap((session) => this.#sharesOf(session));
  }

  /** The tests' sessions say where they count from, in one field or the other. */
  from({ countedFromSeconds, startSeconds }: Session): number {
    return countedFromSeconds ?? startSeconds;
  }

  until(session: Session): number {
    return Math.max(this.from(session), session.endSeconds ?? session.lastSeenSeconds);
  }

  #sharesOf(session: Session): readonly TrueShare[] {
    const from = this.from(session);
    const [first, last] = [this.#calendar.toDay(from), this.#calendar.toDay(this.until(session))];
    const rows = this.past.usage.filter(({ id }) => id === session.id);
    const end = session.endSeconds ?? this.#calendar.toDayStart(last);
    const shares: TrueShare[] = [];
    for (let day = first; day <= last; day = this.#calendar.nextDay(day)) {
      const [dayStart, dayEnd] = [
        this.#calendar.toDayStart(day),
        this.#calendar.toDayStart(this.#calendar.nextDay(day)),
      ];
      const isEnd = day === last && session.endSeconds !== null;
      const bytes = (direction: "bytesReceived" | "bytesSent"): number | null => {
        const ofDay = rows.filter((row) => row.day === day).map((row) => row[direction]);
        const total = session[direction];
        if (isEnd && total !== null) {
          const before = rows.reduce((left, row) => Math.max(0, left - row[direction]), total);
          return before + ofDay.reduce((sum, one) => sum + one, 0);
        }
        return ofDay.length === 0 ? null : ofDay.reduce((sum, one) => sum + one, 0);
      };
      shares.push({
        session,
        day,
        isFirst: day === first,
        isEnd,
        connectedSeconds: Math.max(0, Math.min(end, dayEnd) - Math.max(from, dayStart)),
        bytesReceived: bytes("bytesReceived"),
        bytesSent: bytes("bytesSent"),
      });
    }
    return shares;
  }

  months(): readonly string[] {
    return [...new Set(this.shares.map(({ day }) => day.slice(0, 7)))].sort();
  }

  days(): readonly string[] {
    return [...new Set(this.shares.map(({ day }) => day))].sort();
  }

  sum(isWanted: (share: TrueShare) => boolean): Sum {
    const wanted = this.shares.filter(isWanted);
    const ended = wanted.filter(({ isEnd }) => isEnd).map(({ session }) => session);
    const byEvent = ended.filter(({ endSource }) => endSource === "event");
    const goneBy = ended.filter(({ endSource, goneBySeconds }) => endSource !== "event" && goneBySeconds !== null);
    const add = (values: readonly (number | null)[]): number | null =>
      values.reduce((sum, value) => (value === null ? sum : (sum ?? 0) + value), null);
    return {
      sessionCount: wanted.filter(({ isFirst }) => isFirst).length,
      connectedSeconds: wanted.reduce((sum, share) => sum + share.connectedSeconds, 0),
      bytesReceived: add(wanted.map((share) => share.bytesReceived)),
      bytesSent: add(wanted.map((share) => share.bytesSent)),
      exactEnds: byEvent.length,
      boundedEnds: goneBy.length,
      unboundedEnds: ended.length - byEvent.length - goneBy.length,
      missingSeconds: goneBy.reduce(
        (sum, session) => sum + Math.max(0, (session.goneBySeconds ?? 0) - this.until(session)),
        0,
      ),
    };
  }

  /** The most sessions at one time: at the day's first second, or where one begins. */
  peak(day: string): number {
    const [start, end] = [this.#calendar.toDayStart(day), this.#calendar.toDayStart(this.#calendar.nextDay(day))];
    const spans = this.past.sessions.map((session) => {
      const dayAfter = this.#calendar.nextDay(this.#calendar.toDay(this.until(session)));
      const until = session.endSeconds === null ? this.#calendar.toDayStart(dayAfter) : this.until(session);
      return [this.from(session), Math.max(until, this.from(session) + 1)] as const;
    });
    const instants = [start, ...spans.map(([from]) => from).filter((from) => from >= start && from < end)];
    return Math.max(
      ...instants.map((instant) => spans.filter(([from, until]) => from <= instant && instant < until).length),
    );
  }

  day(day: string): DayOutline {
    const isOfDay = (share: TrueShare): boolean => share.day === day;
    const { sessionCount, connectedSeconds, bytesReceived, bytesSent } = this.sum(isOfDay);
    const sessions = this.shares.filter(isOfDay).map(({ session }) => session);
    const userCount = new Set(sessions.map(({ user }) => user)).size;
    return {
      day,
      sessionCount,
      carriedCount: new Set(sessions).size - sessionCount,
      userCount,
      peak: this.peak(day),
      connectedSeconds,
      bytesReceived,
      bytesSent,
    };
  }

  /** One of a user's days, newest first. */
  userDays(user: string): readonly UserDay[] {
    const own = this.past.sessions.filter((session) => session.user === user);
    const days = new Set(this.shares.filter(({ session }) => session.user === user).map(({ day }) => day));
    return [...days]
      .sort()
      .reverse()
      .map((day): UserDay => {
        const sum = this.sum((share) => share.day === day && share.session.user === user);
        const isOfDay = (seconds: number): boolean => this.#calendar.toDay(seconds) === day;
        const starts = own.map((session) => this.from(session)).filter(isOfDay);
        const ends = own
          .filter(({ endSeconds }) => endSeconds !== null)
          .map((session) => this.until(session))
          .filter(isOfDay);
        // Each end is a token, which the next start takes.
        let [tokens, reconnects] = [0, 0];
        const inOrder = [...starts.map((at) => ({ at, isStart: 1 })), ...ends.map((at) => ({ at, isStart: 0 }))];
        for (const { isStart } of inOrder.sort((a, b) => a.at - b.at || a.isStart - b.isStart)) {
          if (isStart === 0) tokens += 1;
          else if (tokens > 0) [tokens, reconnects] = [tokens - 1, reconnects + 1];
        }
        const { sessionCount, connectedSeconds, bytesReceived, bytesSent } = sum;
        return [day, sessionCount, reconnects, connectedSeconds, bytesReceived, bytesSent];
      });
  }

  presence(user: string, month: string): string {
    const seconds = new Map(this.userDays(user).map(([day, , , connectedSeconds]) => [day, connectedSeconds]));
    const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
    return Array.from({ length }, (_, place) => {
      const known = seconds.get(`${month}-${String(place + 1).padStart(2, "0")}`);
      if (known === undefined) return "0";
      return known < 3600 ? "1" : known < 4 * 3600 ? "2" : known < 8 * 3600 ? "3" : "4";
    }).join("");
  }

  startHours(user: string): readonly number[] {
    const hours = Array.from({ length: 24 }, () => 0);
    const clock = new Intl.DateTimeFormat("en", { timeZone: this.past.zoneName, hour: "numeric", hourCycle: "h23" });
    for (const session of this.past.sessions) {
      if (session.user !== user) continue;
      const hour = Number(clock.format(this.from(session) * 1000));
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    return hours;
  }

  /** By what each session says itself, one after the other. */
  addresses(user: string): readonly AddressUse[] {
    const found = new Map<string, { count: number; first: number | null; last: string }>();
    const note = (address: string, from: number | null, until: number): void => {
      const known = found.get(address) ?? { count: 0, first: null, last: "" };
      if (from !== null) known.count += 1;
      if (from !== null) known.first = Math.min(known.first ?? Infinity, from);
      const day = this.#calendar.toDay(until);
      if (day > known.last) known.last = day;
      found.set(address, known);
    };
    for (const session of this.past.sessions) {
      if (session.user !== user) continue;
      const address = session.publicIp.replace("::ffff:", "");
      if (address !== "") note(address, this.from(session), this.until(session));
      for (const earlier of session.earlierAddresses) {
        if (!earlier.address.startsWith("10.")) note(earlier.address, null, earlier.lastSeenSeconds);
      }
    }
    return [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([address, { count, first, last }]) => [address, count, first, last]);
  }

  digest(isWanted: (session: Session) => boolean): string {
    let sum = 0n;
    for (const session of this.past.sessions) {
      if (session.endSeconds === null || !isWanted(session)) continue;
      const rows = this.past.usage.filter(({ id }) => id === session.id);
      const text = JSON.stringify([
        ENDED_SESSION_CSV.toFields(session),
        rows.map((row) => [row.day, row.user, row.server, row.bytesReceived, row.bytesSent]),
      ]);
      sum += BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 32)}`);
    }
    return (sum % (1n << 128n)).toString(16).padStart(32, "0");
  }

  /** When a user last came from each platform with a known version, and with which versions in that second. */
  clients(user: string): ReadonlyMap<string, { readonly last: number; readonly versions: readonly string[] }> {
    const own = this.past.sessions.filter((session) => session.user === user && session.clientVersion !== "");
    return new Map(
      own.map(({ platform }) => {
        const sessions = own.filter((session) => session.platform === platform);
        const last = Math.max(...sessions.map((session) => this.from(session)));
        const versions = sessions.filter((session) => this.from(session) === last).map((one) => one.clientVersion);
        return [platform, { last, versions }];
      }),
    );
  }

  /** The sessions that ran for more than five minutes beside an earlier one from another public address. */
  concurrent(user: string): readonly { readonly later: Session; readonly earlier: readonly Session[] }[] {
    const addresses = new Map([
      ["203.0.113.7", "203.0.113.7"],
      ["::ffff:203.0.113.7", "203.0.113.7"],
      ["198.51.100.4", "198.51.100.4"],
      ["2001:db8::7", "2001:db8::7"],
    ]);
    const proven = (session: Session): number => session.endSeconds ?? session.lastSeenSeconds;
    const own = this.past.sessions
      .filter(
        (session) => session.user === user && session.countedFromSeconds === null && addresses.has(session.publicIp),
      )
      .sort((a, b) => a.startSeconds - b.startSeconds || (a.id > b.id ? -1 : 1));
    return own.flatMap((later, place) => {
      const earlier = own
        .slice(0, place)
        .filter((one) => addresses.get(one.publicIp) !== addresses.get(later.publicIp))
        .filter((one) => Math.min(proven(one), proven(later)) > later.startSeconds + 300);
      return earlier.length === 0 ? [] : [{ later, earlier }];
    });
  }
}

/** Merges parts in the order and grouping that some numbers tell. */
function mergeInAnyWay(parts: readonly SiteRollup[], dice: readonly number[]): SiteRollup {
  const left = [...parts];
  for (let turn = 0; left.length > 1; turn += 1) {
    const number = dice[turn % dice.length] ?? 0;
    const group: SiteRollup[] = [];
    while (group.length < 2 + (number % 3) && left.length > 0) {
      group.push(...left.splice((number + 7 * group.length) % left.length, 1));
    }
    left.push(mergeRollups(group));
  }
  return left[0] ?? mergeRollups([]);
}

const numbers = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 });

test("each month's rollup is what its sessions, looked at one by one, come to", () => {
  let [monthCount, restlessCount] = [0, 0];
  fc.assert(
    fc.property(fc.oneof(pasts(), pasts(15, { areClose: true })), (past) => {
      const truth = new Truth(past);
      for (const rollup of rollUp(past)) {
        const { month, servers } = rollup;
        const isOfMonth = ({ day }: TrueShare): boolean => day.startsWith(month);
        const days = truth.days().filter((day) => day.startsWith(month));
        const toUsers = (isWanted: (share: TrueShare) => boolean): readonly string[] => [
          ...new Set(
            truth.shares
              .filter(isOfMonth)
              .filter(isWanted)
              .map(({ session }) => session.user),
          ),
        ];
        assert.deepEqual(rollup.totals, truth.sum(isOfMonth));
        assert.deepEqual(
          [...rollup.days].reverse(),
          days.map((day) => truth.day(day)),
        );
        assert.equal(rollup.userCount, toUsers(() => true).length);
        assert.deepEqual(rollup.users.map(({ user }) => user).sort(), [...toUsers(() => true)].sort());
        assert.equal(rollup.peak, Math.max(...days.map((day) => truth.peak(day))));
        const begun = new Set(
          truth.shares
            .filter(({ isFirst }) => isFirst)
            .filter(isOfMonth)
            .map(({ session }) => session),
        );
        assert.equal(
          rollup.rows,
          truth.digest((session) => begun.has(session)),
        );
        const serverNames = new Set(truth.shares.filter(isOfMonth).map(({ session }) => session.server));
        assert.deepEqual(new Set(servers.map(({ server }) => server)), serverNames);
        for (const ofServer of servers) {
          const isOwn = ({ session }: TrueShare): boolean => session.server === ofServer.server;
          assert.deepEqual(
            ofServer.totals,
            truth.sum((share) => isOfMonth(share) && isOwn(share)),
          );
          assert.equal(ofServer.userCount, toUsers(isOwn).length);
          const starts = truth.shares
            .filter(isOfMonth)
            .filter(isOwn)
            .map(({ session }) => truth.from(session));
          assert.equal(ofServer.firstStartSeconds, Math.min(...starts));
          monthCount += 1;
        }
        restlessCount += rollup.usersWithPendingOverlap.length;
      }
    }),
    { numRuns: 400 },
  );
  assert.ok(monthCount > 1000 && restlessCount > 30, `${monthCount} months of servers, ${restlessCount} pending users`);
});

test("months merge in any order and grouping to what all sessions, looked at one by one, come to", () => {
  let [userCount, concurrentCount, clientCount, reconnectCount] = [0, 0, 0, 0];
  fc.assert(
    fc.property(fc.oneof(pasts(), pasts(15, { areClose: true })), numbers, (past, dice) => {
      const truth = new Truth(past);
      const parts = rollUp(past).map(toSiteRollup);
      const merged = mergeInAnyWay(parts, dice);
      assert.deepEqual(merged, mergeRollups(parts), "the order does not matter");
      assert.deepEqual(mergeInAnyWay([...parts, mergeRollups([])], dice), merged, "nothing adds nothing");

      assert.deepEqual(
        merged.months.map(({ month }) => month),
        truth.months(),
      );
      assert.deepEqual(
        merged.days,
        truth.days().map((day) => truth.day(day)),
      );
      assert.deepEqual(
        merged.users.map(({ user }) => user),
        [...new Set(past.sessions.map(({ user }) => user))].sort(),
      );
      for (const rollup of merged.users) {
        const { user } = rollup;
        const own = past.sessions.filter((session) => session.user === user);
        const ofUser = truth.shares.filter(({ session }) => session.user === user);
        assert.deepEqual(
          rollup.totals,
          truth.sum(({ session }) => session.user === user),
        );
        const months = [...new Set(ofUser.map(({ day }) => day.slice(0, 7)))].sort();
        assert.deepEqual(
          rollup.months.map(({ month }) => month),
          months,
        );
        for (const { month, totals, presence, lastEndSeconds, rows } of rollup.months) {
          const isOfMonth = ({ session, day }: TrueShare): boolean => session.user === user && day.startsWith(month);
          assert.deepEqual(totals, truth.sum(isOfMonth));
          assert.equal(presence, truth.presence(user, month));
          const begun = new Set(
            truth.shares
              .filter(isOfMonth)
              .filter(({ isFirst }) => isFirst)
              .map(({ session }) => session),
          );
          assert.equal(
            rows,
            truth.digest((session) => begun.has(session)),
          );
          const endsOfMonth = [...begun].filter(({ endSeconds }) => endSeconds !== null).map((one) => truth.until(one));
          assert.equal(lastEndSeconds, endsOfMonth.length === 0 ? null : Math.max(...endsOfMonth));
        }
        assert.deepEqual(rollup.servers, [...new Set(own.map(({ server }) => server))].sort());
        assert.equal(rollup.beginDayCount, new Set(ofUser.filter(({ isFirst }) => isFirst).map(({ day }) => day)).size);
        assert.equal(rollup.firstSeenSeconds, Math.min(...own.map((session) => truth.from(session))));
        const ends = own.filter(({ endSeconds }) => endSeconds !== null).map((session) => truth.until(session));
        assert.equal(rollup.firstEndSeconds, ends.length === 0 ? null : Math.min(...ends));
        assert.equal(rollup.lastEndSeconds, ends.length === 0 ? null : Math.max(...ends));
        assert.deepEqual(rollup.addresses, truth.addresses(user));
        assert.deepEqual(rollup.startHours, truth.startHours(user));
        assert.deepEqual(rollup.newestDays, truth.userDays(user).slice(0, 31));
        reconnectCount += rollup.newestDays.reduce((sum, [, , reconnects]) => sum + reconnects, 0);
        assert.equal(
          rollup.rows,
          truth.digest((session) => session.user === user),
        );
        const clients = truth.clients(user);
        const newestClients = [...clients.values()].map(({ last }) => last).sort((a, b) => b - a);
        assert.deepEqual(
          rollup.clients.map(({ startSeconds }) => startSeconds),
          newestClients.slice(0, 5),
        );
        for (const { platform, version, startSeconds } of rollup.clients) {
          const known = clients.get(platform);
          assert.equal(known?.last, startSeconds);
          assert.ok(known.versions.includes(version), `${version} on ${platform}`);
        }
        assert.equal(new Set(rollup.clients.map(({ platform }) => platform)).size, rollup.clients.length);
        clientCount += rollup.clients.length;
        const found = truth.concurrent(user);
        assert.equal(rollup.concurrent.count, found.length);
        const newest = [...found].reverse().slice(0, 5);
        assert.deepEqual(
          rollup.concurrent.newest.map(({ startSeconds, addresses: [, later] }) => [startSeconds, later]),
          newest.map(({ later }) => [later.startSeconds, later.publicIp.replace("::ffff:", "")]),
        );
        for (const [place, concurrentSession] of rollup.concurrent.newest.entries()) {
          const known = newest[place]?.earlier.map(({ publicIp }) => publicIp.replace("::ffff:", ""));
          assert.ok(known?.includes(concurrentSession.addresses[0]), `${concurrentSession.addresses[0]} was there`);
        }
        concurrentCount += found.length;
        userCount += 1;
        assert.deepEqual(mergeUserRollups(rollup, emptyUserRollup(user)), rollup);
        assert.deepEqual(mergeUserRollups(emptyUserRollup(user), rollup), rollup);
      }
    }),
    { numRuns: 400 },
  );
  assert.ok(userCount > 300 && concurrentCount > 100, `${userCount} users, ${concurrentCount} found at once`);
  assert.ok(clientCount > 1000, `${clientCount} clients`);
  assert.ok(reconnectCount > 200, `${reconnectCount} reconnects`);
});

test("a rollup lasts for the day while nobody comes or goes, but for what pending users do", () => {
  let [changedCount, lastingCount] = [0, 0];
  fc.assert(
    fc.property(fc.oneof(pasts(15), pasts(15, { areClose: true })), numbers, (past, dice) => {
      const calendar = OwnCalendar.of(past.zoneName);
      const later: Past = {
        ...past,
        sessions: past.sessions.map((session, place) => {
          if (session.endSeconds !== null) return session;
          const { lastSeenSeconds } = session;
          const midnight = calendar.toDayStart(calendar.nextDay(calendar.toDay(lastSeenSeconds)));
          const seconds = ((dice[place % dice.length] ?? 0) * 60) % Math.max(1, midnight - lastSeenSeconds);
          return { ...session, lastSeenSeconds: lastSeenSeconds + seconds, bytesReceived: 9e9, bytesSent: 9e9 };
        }),
      };
      const known = past.sessions.every(
        ({ endSeconds, bytesReceived }) => endSeconds !== null || bytesReceived !== null,
      );
      fc.pre(known);
      const [before, after] = [rollUp(past), rollUp(later)];
      for (const [place, rollup] of before.entries()) {
        const next = after[place];
        assert.ok(next !== undefined);
        const pending = new Set(rollup.usersWithPendingOverlap);
        const toStable = ({ users, usersWithPendingOverlap, ...rest }: MonthRollup): unknown => ({
          ...rest,
          users: users.map(({ concurrent, ...user }) => ({
            ...user,
            concurrent: pending.has(user.user) ? null : concurrent,
          })),
        });
        assert.deepEqual(toStable(next), toStable(rollup));
        lastingCount += 1;
        if (JSON.stringify(next.users) !== JSON.stringify(rollup.users)) changedCount += 1;
        for (const user of next.usersWithPendingOverlap) assert.ok(pending.has(user), "who rests keeps resting");
      }
    }),
    { numRuns: 900 },
  );
  assert.ok(changedCount > 10 && lastingCount > 500, `${changedCount} of ${lastingCount} changed`);
});

test("a digest of rows is that of the set: of any order and grouping, and of no other set", () => {
  fc.assert(
    fc.property(pasts(12), fc.nat(12), fc.nat(11), ({ sessions, usage }, cut, place) => {
      const usageById = groupBy(usage, ({ id }) => id);
      const ended = sessions.filter(({ endSeconds }) => endSeconds !== null);
      const whole = digestRows(ended, usageById);
      assert.equal(digestRows([...ended].reverse(), usageById), whole);
      assert.equal(
        addDigests(digestRows(ended.slice(0, cut), usageById), digestRows(ended.slice(cut), usageById)),
        whole,
      );
      assert.equal(digestRowTexts(ended.map((session) => toRowText(session, usageById))), whole);
      const one = ended[place];
      if (one === undefined) return;
      const others = ended.filter((session) => session !== one);
      const moreUsage = { day: "2026-11-20", id: one.id, user: "x", server: "y", bytesReceived: 0, bytesSent: 0 };
      const others2 = new Map([...usageById, [one.id, [...(usageById.get(one.id) ?? []), moreUsage]]]);
      const changed = [
        digestRows(others, usageById),
        digestRows([...ended, one], usageById),
        digestRows([...others, { ...one, platform: "other" }], usageById),
        digestRows(ended, others2),
      ];
      for (const digest of changed) assert.notEqual(digest, whole);
    }),
  );
});
