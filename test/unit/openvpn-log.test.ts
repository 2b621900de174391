import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isoSeconds } from "../../src/history/iso-seconds.js";
import type { LogSessions } from "../../src/history/openvpn-log/read-openvpn-log.js";
import { findLogStart, recognizeLog } from "../../src/history/openvpn-log/recognize-log.js";
import { makeZone } from "../../src/status/zone.js";
import { at } from "../support/make-session.js";
import { describeLeftOut, parseLogs, type LogOptions } from "../support/openvpn-logs.js";
import { MAX_LINE_LENGTH } from "../../src/status/limits.js";

const DAY = "2026-11-21";
const BANNER = "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [MH/PKTINFO] [AEAD] [DCO]";
const BERLIN = makeZone("Europe/Berlin");

/** Lines of one day, each as `08:12:15 message`. */
function log(...lines: readonly string[]): string {
  return lines.map((line) => `${DAY} ${line}\n`).join("");
}

/** The lines of a client that connects. */
function connect(clock: string, name: string, address: string, tunnelIp: string): readonly string[] {
  return [
    `${clock} ${address} VERIFY OK: depth=0, CN=${name}`,
    `${clock} ${address} [${name}] Peer Connection Initiated with [AF_INET]${address}`,
    `${clock} ${name}/${address} MULTI_sva: pool returned IPv4=${tunnelIp}, IPv6=(Not enabled)`,
    `${clock} ${name}/${address} MULTI: primary virtual IP for ${name}/${address}: ${tunnelIp}`,
  ];
}

function exit(clock: string, name: string, address: string): string {
  return `${clock} ${name}/${address} SIGTERM[soft,remote-exit] received, client-instance exiting`;
}

/** Each session as `user start end`, and `gone by` if the end is not in the log. */
function summarize({ sessions }: LogSessions): readonly string[] {
  const clock = (seconds: number): string => isoSeconds(seconds).replace(`${DAY}T`, "");
  return sessions.map(({ session: { user, startSeconds, endSeconds, goneBySeconds, endSource } }) =>
    [
      `${user} ${clock(startSeconds)} ${clock(endSeconds ?? NaN)}`,
      ...(endSource === "event" ? [] : [`${endSource} ${clock(goneBySeconds ?? NaN)}`]),
    ].join(" "),
  );
}

function read(lines: readonly string[], options: LogOptions = {}): LogSessions {
  return parseLogs([log(...lines)], options);
}

const ALICE = "203.0.113.10:40000";
const BOB = "203.0.113.11:40000";

describe("OpenVPN's own log", () => {
  it("leaves out what has no end, or no beginning, with its line", () => {
    const found = read([
      exit("08:00:00", "carol", "203.0.113.12:1"),
      ...connect("08:00:01", "alice", ALICE, "10.8.0.2"),
      ...connect("08:00:02", "bob", BOB, "10.8.0.3"),
      exit("08:10:00", "alice", ALICE),
    ]);
    assert.deepEqual(summarize(found), ["alice 08:00:01Z 08:10:00Z"]);
    assert.deepEqual(describeLeftOut(found), ["1:1 no-beginning", "1:6 still-connected"]);
  });

  it("starts a session at the first line of its address, but not at one from long before", () => {
    const start = [
      `08:00:00 ${ALICE} TLS: Initial packet from [AF_INET]${ALICE}, sid=1 2`,
      ...connect("08:00:09", "alice", ALICE, "10.8.0.2"),
      exit("08:10:00", "alice", ALICE),
    ];
    assert.deepEqual(summarize(read(start)), ["alice 08:00:00Z 08:10:00Z"]);
    const scanned = start.map((line) => line.replace("08:00:00", "07:00:00"));
    assert.deepEqual(summarize(read(scanned)), ["alice 08:00:09Z 08:10:00Z"]);
  });

  it("starts a session after a handshake of the same address that has failed", () => {
    const found = read([
      `08:00:00 ${ALICE} TLS: Initial packet from [AF_INET]${ALICE}, sid=1 2`,
      `08:00:01 ${ALICE} SIGUSR1[soft,tls-error] received, client-instance restarting`,
      ...connect("08:00:30", "alice", ALICE, "10.8.0.2"),
      exit("08:10:00", "alice", ALICE),
    ]);
    assert.deepEqual(summarize(found), ["alice 08:00:30Z 08:10:00Z"]);
  });

  it("keeps the 32 last of the addresses that a client had", () => {
    const moves = Array.from({ length: 40 }, (_, index) => `198.51.100.7:${index + 1}`);
    const found = read([
      ...connect("08:00:00", "alice", ALICE, "10.8.0.2"),
      ...moves.map((address) => `08:30:00 alice/${address} TLS: soft reset sec=3540/3540`),
      exit("10:00:00", "alice", moves.at(-1) ?? ""),
    ]);
    const addresses = found.sessions[0]?.session.earlierAddresses.map(({ address }) => address);
    assert.deepEqual(addresses, moves.slice(7, 39));
  });

  it("takes no client that is not let in", () => {
    const [verified = "", initiated = ""] = connect("08:00:00", "alice", ALICE, "10.8.0.2");
    const found = read([
      verified,
      initiated,
      `08:00:05 ${ALICE} SIGTERM[soft,delayed-exit] received, client-instance exiting`,
      ...connect("08:01:00", "bob", BOB, "10.8.0.3").slice(0, 3),
      `08:01:00 bob/${BOB} WARNING: Failed running command (--client-connect): external program exited with error status: 1`,
      exit("08:01:05", "bob", BOB),
    ]);
    assert.deepEqual([summarize(found), describeLeftOut(found)], [[], []]);
  });

  it("keeps a session whose password is refused when it is asked again", () => {
    const found = read([
      ...connect("08:00:00", "alice", ALICE, "10.8.0.2"),
      `09:00:00 alice/${ALICE} SENT CONTROL [alice]: 'AUTH_FAILED,SESSION: token expired' (status=1)`,
      exit("09:00:05", "alice", ALICE),
    ]);
    assert.deepEqual(summarize(found), ["alice 08:00:00Z 09:00:05Z"]);
  });

  it("ends a session at its last line if another client gets its tunnel address or its own address", () => {
    const found = read([
      ...connect("08:00:00", "alice", ALICE, "10.8.0.2"),
      `08:59:00 alice/${ALICE} TLS: soft reset sec=3540/3540`,
      ...connect("10:00:00", "bob", BOB, "10.8.0.2"),
      ...connect("11:00:00", "bob", BOB, "10.8.0.3"),
      exit("12:00:00", "bob", BOB),
    ]);
    assert.deepEqual(summarize(found), [
      "alice 08:00:00Z 08:59:00Z status 10:00:00Z",
      "bob 10:00:00Z 10:00:00Z status 11:00:00Z",
      "bob 11:00:00Z 12:00:00Z",
    ]);
  });

  it("does not guess which of two clients at one address without port is gone", () => {
    const found = read([
      ...connect("08:00:00", "alice", "2001:db8::1", "10.8.0.2"),
      ...connect("09:00:00", "alice", "2001:db8::1", "10.8.0.3"),
      exit("10:00:00", "alice", "2001:db8::1"),
    ]);
    assert.deepEqual(summarize(found), ["alice 09:00:00Z 10:00:00Z"]);
    assert.deepEqual(describeLeftOut(found), ["1:1 still-connected"]);
  });

  it("ends a session when its client says goodbye, if nothing else is logged; else when OpenVPN closes it", () => {
    const goodbye = (clock: string): string => `${clock} alice/${ALICE} CC-EEN exit message received by peer`;
    const start = connect("08:00:00", "alice", ALICE, "10.8.0.2");
    for (const rest of [[], ["12:00:00 SIGTERM[hard,] received, process exiting"], [`12:00:00 ${BANNER}`]]) {
      assert.deepEqual(summarize(read([...start, goodbye("09:00:00"), ...rest])), ["alice 08:00:00Z 09:00:00Z"]);
    }
    const closed = read([...start, goodbye("09:00:00"), exit("09:00:05", "alice", ALICE)]);
    assert.deepEqual(summarize(closed), ["alice 08:00:00Z 09:00:05Z"]);
  });

  it("ends all sessions when the server stops, at its first line about it", () => {
    const start = connect("08:00:00", "alice", ALICE, "10.8.0.2");
    const stopped = "09:00:02 SIGTERM[hard,] received, process exiting";
    assert.deepEqual(summarize(read([...start, stopped])), ["alice 08:00:00Z 09:00:02Z"]);
    const interrupted = "09:00:00 event_wait : Interrupted system call (fd=-1,code=4)";
    assert.deepEqual(summarize(read([...start, interrupted, stopped])), ["alice 08:00:00Z 09:00:00Z"]);
    const closing = "09:00:01 Closing TUN/TAP interface";
    assert.deepEqual(summarize(read([...start, interrupted, closing, stopped])), ["alice 08:00:00Z 09:00:00Z"]);
    const longBefore = interrupted.replace("09:00:00", "08:30:00");
    assert.deepEqual(summarize(read([...start, longBefore, stopped])), ["alice 08:00:00Z 09:00:02Z"]);
  });

  it("follows a client that moves, if it is the only one of its name", () => {
    const moved = "198.51.100.7:5000";
    const start = connect("08:00:00", "alice", ALICE, "10.8.0.2");
    const end = exit("10:00:00", "alice", moved);
    const found = read([...start, end]);
    assert.deepEqual(summarize(found), ["alice 08:00:00Z 10:00:00Z"]);
    assert.equal(found.sessions[0]?.session.realAddress, moved);
    const two = read([...start, ...connect("08:30:00", "alice", BOB, "10.8.0.3"), end]);
    assert.deepEqual(describeLeftOut(two), ["1:9 no-beginning", "1:1 still-connected", "1:5 still-connected"]);
    const stranger = `07:00:00 alice/${moved} TLS: soft reset sec=3540/3540`;
    const known = read([stranger, ...start, end]);
    assert.deepEqual(describeLeftOut(known), ["1:6 no-beginning", "1:2 still-connected"]);
  });

  it("cannot be told by a client's name that another client or the server has gone", () => {
    const forged = [
      `bob/${BOB} SIGTERM[soft,remote-exit] received, client-instance exiting`,
      "SIGTERM[hard,] received, process exiting",
      BANNER,
      "Initialization Sequence Completed",
      "MULTI: multi_init called, r=256 v=256",
      "MULTI: new connection by client 'bob' will cause previous active sessions by this client to be dropped.",
      `${BOB} [bob] Peer Connection Initiated with [AF_INET]${BOB}`,
      `x -> bob/${BOB}`,
      `bob/${BOB} [x`,
      `bob/${BOB} `,
      "Connection Attempt SIGTERM[hard,] received, process exiting",
      `peer 0 (bob) floated from ${BOB} to [AF_INET]192.0.2.1:1`,
    ];
    for (const name of forged) {
      const found = read([
        ...connect("08:00:00", "bob", BOB, "10.8.0.3"),
        ...connect("08:10:00", name, ALICE, "10.8.0.2"),
        `08:20:00 ${name}/${ALICE} VERIFY OK: depth=0, CN=${name}`,
        `08:20:00 ${name}/${ALICE} MULTI: Learn: 10.8.0.2 -> ${name}/${ALICE}`,
        `08:20:00 MULTI: Learn: 10.8.0.2 -> ${name}/${ALICE}`,
        `09:00:00 ${name}/${ALICE} [${name}] Inactivity timeout (--ping-restart), restarting`,
        `09:00:00 ${name}/${ALICE} SIGUSR1[soft,ping-restart] received, client-instance restarting`,
        exit("09:30:00", "bob", BOB),
      ]);
      assert.deepEqual(summarize(found), [`${name} 08:10:00Z 09:00:00Z`, "bob 08:00:00Z 09:30:00Z"], name);
      const bob = found.sessions[1]?.session;
      assert.deepEqual([bob?.realAddress, bob?.tunnelIp, bob?.goneBySeconds], [BOB, "10.8.0.3", null], name);
    }
  });

  it("leaves out lines that are too long, and reads the others in linear time", () => {
    const long = `08:00:00 ${"a/".repeat(MAX_LINE_LENGTH)} SIGTERM[soft,x] received, client-instance exiting`;
    const found = read([long, ...connect("08:00:00", "alice", ALICE, "10.8.0.2"), exit("09:00:00", "alice", ALICE)]);
    assert.deepEqual([summarize(found), describeLeftOut(found)], [["alice 08:00:00Z 09:00:00Z"], ["1:1 too-long"]]);
    const fill = (part: string): string => part.repeat(Math.floor(8000 / part.length));
    const hostile = [
      fill("SIG"),
      fill(" SIG"),
      fill("1.2.3.4:5 "),
      fill("[x] Peer Connection Initiated with "),
      `peer 0 (${fill(") floated from ")}`,
      `${BOB} [${fill("] Peer Connection Initiated with [AF_INET]")}`,
      `MULTI: primary virtual IP for ${fill(": ")}`,
      `OpenVPN 2.6 x ${fill("[a] ")}!`,
      `bob/${BOB} TLS: Username/Password authentication succeeded for username '${fill("' ")}`,
    ];
    const before = process.cpuUsage();
    for (const message of hostile) read(Array.from({ length: 50 }, () => `08:00:00 ${message}`));
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 4_000_000, `${hostile.length * 50} hostile lines took ${(user + system) / 1e6} s`);
  });
});

describe("times in OpenVPN's own log", () => {
  it("are read in the server's zone; in the repeated hour of autumn, the lines before tell which they are", () => {
    const night = (...clocks: readonly string[]): string =>
      clocks
        .flatMap((clock, index) => [
          ...connect(clock, `u${index}`, `203.0.113.1:${index + 1}`, `10.8.0.${index + 2}`),
          exit(clock, `u${index}`, `203.0.113.1:${index + 1}`),
        ])
        .map((line) => `2026-10-25 ${line}\n`)
        .join("");
    const starts = (...clocks: readonly string[]): readonly string[] =>
      parseLogs([night(...clocks)], { zone: BERLIN }).sessions.map(({ session }) =>
        isoSeconds(session.startSeconds).slice(11, 19),
      );
    assert.deepEqual(starts("01:59:00", "02:10:00", "02:50:00", "02:10:00", "02:50:00", "03:00:00"), [
      ...["23:59:00", "00:10:00", "00:50:00"],
      ...["01:10:00", "01:50:00", "02:00:00"],
    ]);
    // A clock that is corrected by some seconds does not skip an hour.
    assert.deepEqual(starts("02:10:00", "02:09:50", "02:20:00"), ["00:10:00", "00:09:50", "00:20:00"]);
    const [first] = parseLogs([night("02:10:00")], { zone: BERLIN }).sessions;
    assert.deepEqual(first?.possibleStarts.map(isoSeconds), ["2026-10-25T00:10:00Z", "2026-10-25T01:10:00Z"]);
  });

  it("of a clock that was not set, set back, or is ahead give no session", () => {
    const story = [...connect("08:00:00", "alice", ALICE, "10.8.0.2"), exit("09:00:00", "alice", ALICE)];
    const unset = parseLogs([log(...story).replaceAll(`${DAY} 08`, "1970-01-01 08")]);
    assert.deepEqual([summarize(unset), describeLeftOut(unset)], [[], ["1:1 unset-clock"]]);
    const setBack = parseLogs([log(...story).replaceAll("09:00:00", "07:00:00")]);
    assert.deepEqual([summarize(setBack), describeLeftOut(setBack)], [[], ["1:1 ends-before-start"]]);
    const ahead = read(story, { nowSeconds: at(`${DAY}T08:54:59Z`) });
    assert.deepEqual([summarize(ahead), describeLeftOut(ahead)], [[], ["1:1 ahead-of-now"]]);
    const near = read(story, { nowSeconds: at(`${DAY}T08:55:00Z`) });
    assert.deepEqual(summarize(near), ["alice 08:00:00Z 09:00:00Z"]);
  });
});

describe("OpenVPN's log in a journal", () => {
  const inJournal = (program: string, processId: number, ...lines: readonly string[]): string =>
    lines
      .map((line) => `${DAY}T${line.slice(0, 8)}.123456+00:00 gate ${program}[${processId}]: ${line.slice(9)}\n`)
      .join("");
  const story = (clock: string, end: string | null): readonly string[] => [
    ...connect(clock, "alice", ALICE, "10.8.0.2"),
    ...(end === null ? [] : [exit(end, "alice", ALICE)]),
  ];

  it("is taken from OpenVPN's lines only; times of its own in them are ignored", () => {
    const doubled = story("08:00:00", "09:00:00").map(
      (line) => `${line.slice(0, 9)}1999-01-01 00:00:00 ${line.slice(9)}`,
    );
    const sshd = inJournal("sshd", 1, ...story("08:30:00", "08:31:00"));
    const found = parseLogs([sshd + inJournal("ovpn-server", 7, ...doubled) + sshd]);
    assert.deepEqual(summarize(found), ["alice 08:00:00Z 09:00:00Z"]);
  });

  it("a later process of the same program takes over from one that wrote no end", () => {
    const text =
      inJournal("openvpn", 7, ...story("08:00:00", null)) + inJournal("openvpn", 9, ...story("09:00:00", "10:00:00"));
    const found = parseLogs([text]);
    assert.deepEqual(summarize(found), ["alice 09:00:00Z 10:00:00Z", "alice 08:00:00Z 08:00:00Z status 09:00:00Z"]);
    assert.deepEqual(found.severalServers, []);
  });

  it("of two servers is not taken as one; a client on the same machine is none", () => {
    const [one, other] = [story("08:00:00", "10:00:00"), story("09:00:00", "11:00:00")];
    const programs = inJournal("ovpn-a", 7, ...one) + inJournal("ovpn-b", 8, ...other);
    assert.deepEqual(parseLogs([programs]).severalServers, ["ovpn-a", "ovpn-b"]);
    const [first = "", ...rest] = other;
    const processes =
      inJournal("openvpn", 7, ...one.slice(0, -1)) +
      inJournal("openvpn", 8, first, ...rest.slice(0, -1)) +
      inJournal("openvpn", 7, ...one.slice(-1));
    assert.deepEqual(parseLogs([processes]).severalServers, ["openvpn"]);
    const client = inJournal("ovpn-client", 8, `08:30:00 [server] Peer Connection Initiated with [AF_INET]${BOB}`);
    assert.deepEqual(parseLogs([inJournal("ovpn-a", 7, ...one) + client]).severalServers, []);
  });
});

describe("the beginning of a file", () => {
  it("tells whether it is OpenVPN's log, and its first time", () => {
    const kinds: readonly (readonly [text: string, kind: string | undefined])[] = [
      [`${DAY} 08:12:15 ${BANNER}\n`, "log"],
      [`${DAY} 08:12:15 us=17 ${BANNER}\n`, "log"],
      [`Sat Nov 21 08:12:15 2026 ${BANNER}\n`, "log"],
      [`Fri Nov  6 08:12:15 2026 us=5 ${BANNER}\n`, "log"],
      [`1795800944.752433 1 ${BANNER}\n`, "log"],
      [`-- Boot 0123 --\n${DAY}T08:12:15+0100 gate systemd[1]: Started\n`, "log"],
      [`Nov 21 08:12:15 gate ovpn-server[7]: ${BANNER}\n`, "without-year"],
      [`Nov 21 08:12:14 gate cron[7]: x\nNov  1 08:12:15 gate openvpn: ${BANNER}\n`, "without-year"],
      [`${BANNER}\n`, "without-times"],
      ["OpenVPN CLIENT LIST\nUpdated,2026-11-21 08:12:15\n", undefined],
      ["OpenVPN STATISTICS\n", undefined],
      [`TITLE,${BANNER}\nTIME,2026-11-21 08:12:15,1795800944\n`, undefined],
      ["user,public_ip,tunnel_ip,start,end,duration_s\n", undefined],
      [`${DAY} 08:12:15+0100 [-] OVPN 0 OUT: 'Sat Nov 21 08:12:15 2026 x'\n`, undefined],
      [`${DAY}T08:12:15+0100 [stdoutmsg#info 1] : x\n`, undefined],
      [`Nov 21 08:12:15 gate sshd[7]: x\n`, undefined],
      ["", undefined],
    ];
    for (const [text, kind] of kinds) assert.equal(recognizeLog(text), kind, text);
    assert.equal(findLogStart(`x\n${DAY} 08:12:15 y\n`, BERLIN), at(`${DAY}T07:12:15Z`));
    assert.equal(findLogStart("x\n", BERLIN), Infinity);
  });
});
