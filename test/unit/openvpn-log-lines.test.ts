import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isoSeconds } from "../../src/history/iso-seconds.js";
import type { LogSessions } from "../../src/history/openvpn-log/read-openvpn-log.js";
import { describeLeftOut, parseLogs } from "../support/openvpn-logs.js";

const DAY = "2026-11-21";
const BANNER = "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [MH/PKTINFO] [AEAD] [DCO]";
const STOPPED = "SIGTERM[hard,] received, process exiting";
const INTERRUPTED = "event_wait : Interrupted system call (fd=-1,code=4)";
const REPLACED =
  "will cause previous active sessions by this client to be dropped.  Remember to use the --duplicate-cn option if you want multiple clients using the same certificate or username to concurrently connect.";
const A = "203.0.113.10:40000";
const B = "203.0.113.11:40000";
const C = "203.0.113.12:40000";

type Lines = readonly string[];

/** Of a client whose name is known, but not yet whether it may come in. */
function initiate(clock: string, name: string, address: string): Lines {
  return [
    `${clock} ${address} VERIFY OK: depth=0, CN=${name}`,
    `${clock} ${address} [${name}] Peer Connection Initiated with [AF_INET]${address}`,
  ];
}

function pool(clock: string, prefix: string, tunnelIp: string): string {
  return `${clock} ${prefix}MULTI_sva: pool returned IPv4=${tunnelIp}, IPv6=(Not enabled)`;
}

function primary(clock: string, client: string, tunnelIp: string): string {
  return `${clock} ${client} MULTI: primary virtual IP for ${client}: ${tunnelIp}`;
}

function connect(clock: string, name: string, address: string, tunnelIp: string): Lines {
  const client = `${name}/${address}`;
  return [...initiate(clock, name, address), pool(clock, `${client} `, tunnelIp), primary(clock, client, tunnelIp)];
}

function alive(clock: string, name: string, address: string): string {
  return `${clock} ${name}/${address} TLS: soft reset sec=3540/3540`;
}

function exit(clock: string, name: string, address: string): string {
  return `${clock} ${name}/${address} SIGTERM[soft,remote-exit] received, client-instance exiting`;
}

function replaced(clock: string, name: string): string {
  return `${clock} MULTI: new connection by client '${name}' ${REPLACED}`;
}

/** Reads files, each of lines of one day. */
function read(...files: readonly Lines[]): LogSessions {
  return parseLogs(files.map((lines) => lines.map((line) => `${DAY} ${line}\n`).join("")));
}

/** Each session by its start as `user start end`, and `gone by` if the end is not in the log. */
function summarize({ sessions }: LogSessions): Lines {
  const clock = (seconds: number | null): string => (seconds === null ? "unknown" : isoSeconds(seconds).slice(11, 19));
  return sessions
    .map(({ session: { user, startSeconds, endSeconds, goneBySeconds, endSource } }) => {
      const end = endSource === "event" ? "" : ` gone by ${clock(goneBySeconds)}`;
      return `${user} ${clock(startSeconds)} ${clock(endSeconds)}${end}`;
    })
    .sort();
}

function assertStory(lines: Lines | readonly Lines[], sessions: Lines, leftOut: Lines = []): void {
  const found = typeof lines[0] === "string" ? read(lines as Lines) : read(...(lines as readonly Lines[]));
  assert.deepEqual([summarize(found), describeLeftOut(found)], [sessions, leftOut]);
}

describe("a client that moves", () => {
  it("does not take the address of another one that is connected", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        ...connect("08:30:00", "alice", B, "10.8.0.3"),
        `08:45:00 peer 0 (alice) floated from ${A} to [AF_INET]${B}`,
        exit("09:00:00", "alice", B),
        exit("10:00:00", "alice", A),
      ],
      ["alice 08:00:00 10:00:00", "alice 08:30:00 09:00:00"],
    );
  });

  it("is not one of the same name that has just ended: more lines of its end follow", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        ...connect("08:30:00", "alice", B, "10.8.0.3"),
        `09:00:00 alice/${A} [alice] Inactivity timeout (--ping-restart), restarting`,
        `09:00:00 alice/${A} SIGUSR1[soft,ping-restart] received, client-instance restarting`,
        exit("10:00:00", "alice", B),
      ],
      ["alice 08:00:00 09:00:00", "alice 08:30:00 10:00:00"],
    );
  });

  it("may move to the address of one that was connected before the log began, once that one has gone", () => {
    const moves = [
      ...connect("08:00:00", "alice", B, "10.8.0.2"),
      alive("08:30:00", "alice", A),
      exit("09:00:00", "alice", A),
    ];
    const session = ["alice 08:00:00 09:00:00"];
    assertStory([alive("07:00:00", "alice", A), exit("07:30:00", "alice", A), ...moves], session, ["1:2 no-beginning"]);
    assertStory([alive("07:00:00", "alice", A), `07:30:00 ${BANNER}`, ...moves], session);
  });

  it("is last seen when it moves, whatever the clock does", () => {
    const ends = (...lines: Lines): string | undefined =>
      summarize(
        read([
          ...connect("08:00:00", "alice", A, "10.8.0.2"),
          ...lines,
          ...connect("10:00:00", "bob", C, "10.8.0.2"),
          exit("11:00:00", "bob", C),
        ]),
      )[0];
    const floated = (clock: string): string => `${clock} peer 0 (alice) floated from ${A} to [AF_INET]${B}`;
    assert.equal(ends(floated("09:00:00")), "alice 08:00:00 09:00:00 gone by 10:00:00");
    assert.equal(ends(alive("09:00:00", "alice", A), floated("08:59:50")), "alice 08:00:00 09:00:00 gone by 10:00:00");
    const steppedBack = [alive("09:00:00", "alice", A), alive("08:59:50", "alice", A)];
    assert.equal(ends(...steppedBack), "alice 08:00:00 09:00:00 gone by 10:00:00");
  });
});

describe("a client that the server refuses", () => {
  it("was let in before, if the server had sent it its addresses", () => {
    const [pushed, failed] = [
      `08:00:01 alice/${A} SENT CONTROL [alice]: 'PUSH_REPLY,route 10.8.0.1' (status=1)`,
      `09:00:00 alice/${A} SENT CONTROL [alice]: 'AUTH_FAILED,SESSION: token expired' (status=1)`,
    ];
    const start = connect("08:00:00", "alice", A, "10.8.0.2").slice(0, 3);
    const end = exit("09:00:05", "alice", A);
    assertStory([...start, pushed, failed, end], ["alice 08:00:00 09:00:05"]);
    assertStory([...start, failed, end], []);
  });

  it("is no session if the log does not tell how its connection ended", () => {
    const refused = [
      ...connect("08:00:00", "bob", B, "10.8.0.3").slice(0, 3),
      `08:00:00 bob/${B} WARNING: Failed running command (--client-connect): external program exited with error status: 1`,
    ];
    for (const rest of [[], [`08:30:00 ${BANNER}`], connect("08:30:00", "alice", A, "10.8.0.3")]) {
      const { sessions, leftOut } = read([...refused, ...rest]);
      assert.deepEqual([sessions, leftOut.filter(({ place }) => place.line === 1)], [[], []]);
    }
  });

  it("during its handshake starts over afterwards", () => {
    assertStory(
      [
        `08:00:00 ${A} TLS: Initial packet from [AF_INET]${A}, sid=1 2`,
        `08:00:01 ${A} SENT CONTROL [UNDEF]: 'AUTH_FAILED' (status=1)`,
        ...connect("08:00:30", "alice", A, "10.8.0.2"),
        exit("09:00:00", "alice", A),
      ],
      ["alice 08:00:30 09:00:00"],
    );
  });
});

describe("a handshake", () => {
  it("of one name is not completed by another name at its address", () => {
    assertStory(
      [...initiate("08:00:00", "alice", A), alive("08:00:05", "mallory", A), exit("09:00:00", "mallory", A)],
      [],
      ["1:4 no-beginning"],
    );
  });

  it("makes no client of a text that names its address", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        `09:00:00 ${B} TLS: Initial packet from [AF_INET]${B}, sid=1 2`,
        `09:00:00 alice/${A} some text x/${B} and more`,
        `10:00:00 ${BANNER}`,
      ],
      ["alice 08:00:00 09:00:00 gone by 10:00:00"],
    );
  });

  it("ends when the server starts again", () => {
    const begun = `08:00:00 ${A} TLS: Initial packet from [AF_INET]${A}, sid=1 2`;
    const session = [...connect("08:00:40", "alice", A, "10.8.0.2"), exit("09:00:00", "alice", A)];
    assertStory([begun, `08:00:30 ${BANNER}`, ...session], ["alice 08:00:40 09:00:00"]);
    // Its client gets no address of the new process.
    assertStory([...initiate("08:00:00", "alice", A), `08:00:30 ${BANNER}`, pool("08:00:40", "", "10.8.0.2")], []);
  });
});

describe("a client that replaces another of its name", () => {
  it("ends that one when its own TLS was complete, or at a later line of the other", () => {
    const before = connect("08:00:00", "alice", A, "10.8.0.2");
    const rest = [pool("09:00:06", "", "10.8.0.3"), exit("10:00:00", "alice", B)];
    const change = [...initiate("09:00:00", "alice", B), replaced("09:00:06", "alice"), ...rest];
    assertStory([...before, ...change], ["alice 08:00:00 09:00:00", "alice 09:00:00 10:00:00"]);
    const [verified = "", initiated = "", ...more] = change;
    assertStory(
      [...before, verified, initiated, alive("09:00:05", "alice", A), ...more],
      ["alice 08:00:00 09:00:05", "alice 09:00:00 10:00:00"],
    );
  });

  it("is not one that has its addresses already: the line without a name is about someone else", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        ...connect("08:30:00", "alice", B, "10.8.0.3"),
        pool("08:40:00", "", "10.8.0.9"),
        exit("09:00:00", "alice", A),
        exit("10:00:00", "alice", B),
      ],
      ["alice 08:00:00 09:00:00", "alice 08:30:00 10:00:00"],
    );
  });

  it("is not one of another name that came last", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        ...connect("08:30:00", "bob", B, "10.8.0.3"),
        replaced("09:00:00", "alice"),
        exit("10:00:00", "bob", B),
      ],
      ["alice 08:00:00 09:00:00", "bob 08:30:00 10:00:00"],
    );
  });
});

describe("an address in the tunnel", () => {
  it("that a client no longer has, since it got another one, may go to the next", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        primary("08:00:01", `alice/${A}`, "10.8.0.9"),
        ...connect("08:30:00", "bob", B, "10.8.0.2"),
        exit("09:00:00", "bob", B),
        exit("10:00:00", "alice", A),
      ],
      ["alice 08:00:00 10:00:00", "bob 08:30:00 09:00:00"],
    );
  });

  it("that goes from one to the next ends each of them", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        ...connect("09:00:00", "bob", B, "10.8.0.2"),
        ...connect("10:00:00", "carol", C, "10.8.0.2"),
        exit("11:00:00", "carol", C),
      ],
      ["alice 08:00:00 08:00:00 gone by 09:00:00", "bob 09:00:00 09:00:00 gone by 10:00:00", "carol 10:00:00 11:00:00"],
    );
  });

  it("that the next one got at an earlier time, as the clock says, does not tell by when the first was gone", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        alive("09:00:00", "alice", A),
        ...connect("08:59:30", "bob", B, "10.8.0.2"),
        exit("10:00:00", "bob", B),
      ],
      ["alice 08:00:00 09:00:00 gone by unknown", "bob 08:59:30 10:00:00"],
    );
  });
});

describe("a server", () => {
  it("that starts and stops again within seconds ends its sessions the second time when it stops", () => {
    assertStory(
      [
        ...connect("08:00:00", "alice", A, "10.8.0.2"),
        `09:00:00 ${INTERRUPTED}`,
        `09:00:01 ${STOPPED}`,
        `09:00:02 ${BANNER}`,
        ...connect("09:00:03", "alice", A, "10.8.0.2"),
        `09:00:06 ${STOPPED}`,
      ],
      ["alice 08:00:00 09:00:00", "alice 09:00:03 09:00:06"],
    );
  });

  it("that writes peer ids is understood as one that does not", () => {
    const client = `alice/${A} peer-id=7`;
    const [start, end] = [
      [...initiate("08:00:00", "alice", A), pool("08:00:00", `${client} `, "10.8.0.2")],
      `09:00:05 ${client} SIGTERM[soft,remote-exit] received, client-instance exiting`,
    ];
    const failed = `09:00:00 ${client} SENT CONTROL [alice]: 'AUTH_FAILED,SESSION: token expired' (status=1)`;
    assertStory([...start, failed, end], []);
    const learned = `08:00:00 MULTI: Learn: 10.8.0.2 -> ${client}`;
    assertStory([...start, learned, failed, end], ["alice 08:00:00 09:00:05"]);
    const given = `08:00:00 MULTI: primary virtual IP for ${client}: 10.8.0.9`;
    const found = read([...start, given, failed, end]);
    assert.equal(found.sessions[0]?.session.tunnelIp, "10.8.0.9");
  });

  it("names no client in more than 600 characters", () => {
    const timeout = (name: string): string =>
      `08:00:00 ${name}/${A} [${name}] Inactivity timeout (--ping-restart), restarting`;
    assertStory([timeout("x".repeat(500))], [], ["1:1 no-beginning"]);
    assertStory([timeout("x".repeat(700))], []);
  });
});

describe("files of one log", () => {
  it("may repeat what the file before has", () => {
    const first = [
      ...connect("08:00:00", "alice", A, "10.8.0.2"),
      exit("09:00:00", "alice", A),
      ...connect("10:00:00", "carol", C, "10.8.0.2"),
    ];
    const sessions = ["alice 08:00:00 09:00:00", "carol 10:00:00 11:00:00"];
    assertStory([first, [...first, exit("11:00:00", "carol", C)]], sessions);
  });

  it("may repeat the lines of their last second, of a client that replaces another", () => {
    const [verified = "", initiated = "", ...named] = connect("09:00:00", "alice", B, "10.8.0.3");
    const first = [
      ...connect("08:00:00", "alice", A, "10.8.0.2"),
      verified,
      initiated,
      ...named,
      ...initiate("09:00:00", "carol", C),
    ];
    const again = [verified, initiated, replaced("09:00:00", "alice"), ...named];
    const sessions = ["alice 08:00:00 09:00:00", "alice 09:00:00 09:00:30", "alice 09:01:00 10:00:00"];
    const later = [
      exit("09:00:30", "alice", B),
      ...connect("09:01:00", "alice", B, "10.8.0.3"),
      exit("10:00:00", "alice", B),
    ];
    assertStory([first, [...again, ...later]], sessions);
  });

  it("are read on where the clock was corrected between them, or in the second one", () => {
    const start = [...connect("08:00:00", "alice", A, "10.8.0.2"), alive("09:00:30", "alice", A)];
    const session = ["alice 08:00:00 09:00:10"];
    assertStory([start, [alive("09:00:40", "alice", A), exit("09:00:10", "alice", A)]], session);
    assertStory([[...start, alive("09:00:05", "alice", A)], [exit("09:00:10", "alice", A)]], session);
  });
});
