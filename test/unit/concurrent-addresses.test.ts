import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { newestFirst } from "../../src/history/newest-first.js";
import type { Session } from "../../src/history/session.js";
import { toUtcDay } from "../../src/history/local-day.js";
import { findConcurrentAddresses, mergeConcurrentAddresses } from "../../src/rollup/concurrent-addresses.js";
import { at, exampleSession } from "../support/example-site.js";

const HOME = "203.0.113.7";
const AWAY = "198.51.100.4";

/** A session of the 20th, from and to times of day; `to` may say that it still runs and was last seen then. */
function connect(publicIp: string, from: string, to: string, more: Partial<Session> = {}): Session {
  const [time = "", isOpen] = to.split(" ");
  const lastSeenSeconds = at(`2026-11-20T${time}Z`);
  return exampleSession({
    user: "alice",
    publicIp,
    startSeconds: at(`2026-11-20T${from}Z`),
    endSeconds: isOpen === undefined ? lastSeenSeconds : null,
    lastSeenSeconds,
    ...more,
  });
}

function found(...sessions: readonly Session[]): readonly string[] {
  const { count, newest } = findConcurrentAddresses([...sessions].sort(newestFirst), () => true, toUtcDay);
  const lines = newest.map(({ startSeconds, endSeconds, addresses }) =>
    [toTime(startSeconds), endSeconds === null ? "" : toTime(endSeconds), ...addresses].join(" "),
  );
  return [String(count), ...lines];
}

function toSeconds(day: number, hour: number): number {
  return at(`2026-11-${day}T0${hour}:00:00Z`);
}

function toTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}

describe("two addresses at once", () => {
  test("are found where a session meets one from another address, with when and which", () => {
    assert.deepEqual(found(connect(HOME, "08:00:00", "12:00:00"), connect(AWAY, "09:00:00", "10:00:00")), [
      "1",
      `09:00:00 10:00:00 ${HOME} ${AWAY}`,
    ]);
    assert.deepEqual(found(connect(HOME, "08:00:00", "09:30:00"), connect(AWAY, "09:00:00", "10:00:00")), [
      "1",
      `09:00:00 09:30:00 ${HOME} ${AWAY}`,
    ]);
  });

  test("are not found where the overlap is a handover of five minutes or less", () => {
    assert.deepEqual(found(connect(HOME, "08:00:00", "09:05:00"), connect(AWAY, "09:00:00", "10:00:00")), ["0"]);
    assert.deepEqual(found(connect(HOME, "08:00:00", "09:05:01"), connect(AWAY, "09:00:00", "10:00:00")), [
      "1",
      `09:00:00 09:05:01 ${HOME} ${AWAY}`,
    ]);
    assert.deepEqual(found(connect(HOME, "08:00:00", "10:00:00"), connect(AWAY, "09:00:00", "09:05:00")), ["0"]);
  });

  test("are not found where one address has two spellings", () => {
    for (const [one, other] of [
      ["203.0.113.5", "::ffff:203.0.113.5"],
      ["2001:db8::1", "2001:DB8:0:0:0:0:0:1"],
    ] as const) {
      assert.deepEqual(found(connect(one, "08:00:00", "12:00:00"), connect(other, "09:00:00", "10:00:00")), ["0"]);
    }
  });

  test("are not found where one of them is not public, and are shown in their canonical form", () => {
    const notPublic = [
      "0.0.0.0",
      "10.0.0.1",
      "10.255.255.255",
      "100.64.0.1",
      "100.127.255.254",
      "127.0.0.1",
      "169.254.1.1",
      "172.16.0.1",
      "172.31.255.1",
      "192.168.178.20",
      "::ffff:192.168.178.20",
      "::1",
      "fe80::1%eth0",
      "febf::1",
      "fec0::1",
      "fc00::1",
      "fdff::1",
      "router",
    ];
    for (const address of notPublic) {
      assert.deepEqual(
        found(connect(HOME, "08:00:00", "12:00:00"), connect(address, "09:00:00", "10:00:00")),
        ["0"],
        address,
      );
      assert.deepEqual(
        found(connect(address, "08:00:00", "12:00:00"), connect(HOME, "09:00:00", "10:00:00")),
        ["0"],
        address,
      );
    }
    for (const address of [
      ...["9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1", "128.0.0.1", "169.253.0.1"],
      ...["172.15.0.1", "172.32.0.1", "192.167.0.1", "192.169.0.1", "2001:db8::1", "::2", "fbff::1", "fe00::1"],
      ...["100::1", "6440::1"],
    ]) {
      const line = `09:00:00 10:00:00 ${HOME} ${address}`;
      assert.deepEqual(found(connect(HOME, "08:00:00", "12:00:00"), connect(address, "09:00:00", "10:00:00")), [
        "1",
        line,
      ]);
    }
    const mapped = connect("::ffff:198.51.100.4", "09:00:00", "10:00:00");
    assert.deepEqual(found(connect(HOME, "08:00:00", "12:00:00"), mapped), [
      "1",
      `09:00:00 10:00:00 ${HOME} 198.51.100.4`,
    ]);
  });

  test("are not found where both sessions come from one address: duplicate-cn behind one router", () => {
    assert.deepEqual(found(connect(HOME, "08:00:00", "12:00:00"), connect(HOME, "09:00:00", "10:00:00")), ["0"]);
  });

  test("are not found where an address is not known", () => {
    assert.deepEqual(found(connect("", "08:00:00", "12:00:00"), connect(AWAY, "09:00:00", "10:00:00")), ["0"]);
  });

  test("are found across servers", () => {
    const paris = connect(AWAY, "09:00:00", "10:00:00", { server: "paris" });
    assert.equal(found(connect(HOME, "08:00:00", "12:00:00"), paris)[0], "1");
  });

  test("count a session once, however many it meets, beside the address that was there first", () => {
    const there = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((ip, hour) => connect(ip, `0${hour}:00:00`, "12:00:00"));
    assert.deepEqual(found(...there, connect("192.0.2.4", "09:00:00", "10:00:00")), [
      "3",
      "09:00:00 10:00:00 192.0.2.1 192.0.2.4",
      "02:00:00 12:00:00 192.0.2.1 192.0.2.3",
      "01:00:00 12:00:00 192.0.2.1 192.0.2.2",
    ]);
  });

  test("are found of a running session up to its last proof, and have no end while both run", () => {
    const home = connect(HOME, "08:00:00", "12:00:00 open");
    assert.deepEqual(found(home, connect(AWAY, "11:55:00", "12:00:00 open")), ["0"]);
    assert.deepEqual(found(home, connect(AWAY, "11:54:59", "12:00:00 open")), ["1", `11:54:59  ${HOME} ${AWAY}`]);
    assert.deepEqual(found(home, connect(AWAY, "09:00:00", "10:00:00")), ["1", `09:00:00 10:00:00 ${HOME} ${AWAY}`]);
  });

  test("have no end that is not proven of both", () => {
    const unproven = connect(HOME, "08:00:00", "09:30:00 open");
    assert.deepEqual(found(unproven, connect(AWAY, "09:00:00", "10:00:00")), ["1", `09:00:00  ${HOME} ${AWAY}`]);
    const lost = connect(HOME, "08:00:00", "08:30:00 open");
    assert.deepEqual(found(lost, connect(AWAY, "09:00:00", "10:00:00")), ["0"]);
  });

  test("are not found in a session that a clock not yet set dates to 1970", () => {
    const early = connect(HOME, "08:00:00", "12:00:00", { startSeconds: 60 });
    assert.deepEqual(found(early, connect(AWAY, "09:00:00", "10:00:00")), ["0"]);
  });

  test("keep the newest five, and count all", () => {
    const tunnel = connect(HOME, "00:00:00", "23:00:00");
    const others = Array.from({ length: 9 }, (_, hour) => connect(AWAY, `0${hour + 1}:00:00`, `0${hour + 1}:30:00`));
    const [count, ...newest] = found(tunnel, ...others);
    assert.equal(count, "9");
    assert.deepEqual(
      newest.map((line) => line.slice(0, 5)),
      ["09:00", "08:00", "07:00", "06:00", "05:00"],
    );
  });

  test("keep the newest of each day besides, but not once months are merged", () => {
    const own = [20, 19, 18, 17, 16, 15].flatMap((day) => {
      const at = (hour: number): Partial<Session> => ({
        startSeconds: toSeconds(day, hour),
        endSeconds: toSeconds(day, hour + 1),
      });
      return [
        connect(HOME, "", "", { startSeconds: toSeconds(day, 1), endSeconds: toSeconds(day, 9) }),
        ...[2, 4, 6].map((hour) => connect(AWAY, "", "", at(hour))),
      ];
    });
    const concurrent = findConcurrentAddresses(own.sort(newestFirst), () => true, toUtcDay);
    const toText = ({ startSeconds }: { readonly startSeconds: number }): string =>
      new Date(startSeconds * 1000).toISOString().slice(8, 13);
    assert.equal(concurrent.count, 18);
    assert.deepEqual(concurrent.newest.map(toText), [
      ...["20T06", "20T04", "20T02", "19T06", "19T04"],
      ...["18T06", "17T06", "16T06", "15T06"],
    ]);
    const merged = mergeConcurrentAddresses(concurrent, { count: 1, newest: concurrent.newest.slice(-1) });
    assert.equal(merged.count, 19);
    assert.deepEqual(merged.newest, concurrent.newest.slice(0, 5));
  });
});
