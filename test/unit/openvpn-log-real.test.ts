import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isoSeconds } from "../../src/history/iso-seconds.js";
import type { LogSessions } from "../../src/history/openvpn-log/read-openvpn-log.js";
import { recognizeLog } from "../../src/history/openvpn-log/recognize-log.js";
import type { Session } from "../../src/history/session.js";
import { describeLeftOut, LOGS_WITH_TRUTH, parseLogs, readLogTruth, readOpenvpnLog } from "../support/openvpn-logs.js";
import type { TrueSession } from "../support/read-truth.js";

const OWN_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (us=\d+ )?/gm;

function findTrue(session: Session, truth: readonly TrueSession[]): TrueSession | undefined {
  return truth.find(({ commonName, startSeconds, virtualAddress }) => {
    const late = session.startSeconds - startSeconds;
    return commonName === session.commonName && virtualAddress === session.tunnelIp && late >= 0 && late <= 1;
  });
}

function sessionsOf({ sessions }: LogSessions): readonly Session[] {
  return sessions.map(({ session }) => session);
}

/** The log as a server of 2.4 writes it. */
function asOfRelease24(text: string): string {
  return text.replace(OWN_TIME, (_, day: string, clock: string, micros = "") => {
    const [, weekday = "", date = "", month = "", year = ""] =
      /^(\w{3}), (\d\d) (\w{3}) (\d{4})/.exec(new Date(`${day}T${clock}Z`).toUTCString()) ?? [];
    return `${weekday} ${month} ${date.replace(/^0/, " ")} ${clock} ${year} ${micros}`;
  });
}

function asJournal(text: string, offsetHours: number): string {
  const offset = `+0${offsetHours}00`;
  const lines = text.replace(OWN_TIME, (_, day: string, clock: string) => {
    const local = isoSeconds(Date.parse(`${day}T${clock}Z`) / 1000 + offsetHours * 3600).replace("Z", offset);
    return `${local} gate ovpn-server[4711]: `;
  });
  const others = "2026-11-21T08:12:15+0100 gate sshd[99]: Accepted publickey for alice";
  return `-- Journal begins at Sat 2026-11-21 08:12:15 CET. --\n${others}\n${lines}\n${others}\n`;
}

describe("the log of a real server", () => {
  for (const name of LOGS_WITH_TRUTH) {
    it(`${name}: gives the sessions that the server told its hooks, to the second`, () => {
      const found = parseLogs([readOpenvpnLog(name)]);
      const truth = readLogTruth(name);
      assert.ok(truth.length > 0);
      const ends: number[] = [];
      for (const session of sessionsOf(found).filter(({ endSource }) => endSource === "event")) {
        const one = findTrue(session, truth);
        assert.ok(one !== undefined, `${session.commonName} at ${isoSeconds(session.startSeconds)}`);
        ends.push((session.endSeconds ?? 0) - one.endSeconds);
        assert.equal(session.clientVersion, "2.6.14");
        assert.equal(session.platform, "linux");
        assert.deepEqual([session.bytesReceived, session.bytesSent], [null, null]);
      }
      assert.equal(ends.length, truth.length);
      assert.ok(
        ends.every((late) => late >= 0 && late <= 1),
        ends.join(),
      );
      assert.deepEqual(describeLeftOut(found), []);
      assert.deepEqual(found.severalServers, []);
    });

    it(`${name}: gives the same as 2.4 writes it, from the journal of another zone, and with CRLF`, () => {
      const text = readOpenvpnLog(name);
      const expected = parseLogs([text]);
      const journal = asJournal(text, 1);
      assert.equal(recognizeLog(text), "log");
      assert.equal(recognizeLog(journal), "log");
      assert.equal(recognizeLog(asOfRelease24(text)), "log");
      if (name !== "machine-readable") {
        assert.deepEqual(sessionsOf(parseLogs([asOfRelease24(text)])), sessionsOf(expected));
        assert.deepEqual(sessionsOf(parseLogs([journal])), sessionsOf(expected));
        assert.equal(parseLogs([journal]).isLocal, false);
        assert.equal(expected.isLocal, true);
      }
      assert.deepEqual(sessionsOf(parseLogs([text.replaceAll("\n", "\r\n")])), sessionsOf(expected));
    });
  }

  it("of a server that was killed: its sessions end at their last line, and are gone when the next one starts", () => {
    const sessions = sessionsOf(parseLogs([readOpenvpnLog("server-killed")]));
    const killed = sessions.filter(({ endSource }) => endSource === "status");
    assert.deepEqual(
      killed.map(({ user, endSeconds, goneBySeconds }) => {
        return `${user} ${isoSeconds(endSeconds ?? 0)} ${isoSeconds(goneBySeconds ?? 0)}`;
      }),
      ["alice 2026-11-27T17:39:42Z 2026-11-27T17:39:51Z", "bob 2026-11-27T17:39:44Z 2026-11-27T17:39:51Z"],
    );
  });

  it("knows usernames, ciphers, tunnel addresses, and the addresses of a client that moved", () => {
    const [alice, bob] = sessionsOf(parseLogs([readOpenvpnLog("username")]));
    assert.deepEqual([alice?.user, alice?.username, alice?.cipher], ["alice", "al user", "AES-256-GCM"]);
    assert.deepEqual([bob?.username, bob?.tunnelIp, bob?.tunnelIpv6], ['b"ob,/x', "10.8.0.3", "fd00:8::1001"]);
    for (const verbosity of [3, 4]) {
      const sessions = sessionsOf(parseLogs([readOpenvpnLog(`roam-verb${verbosity}`)]));
      const mover = sessions.find(({ user }) => user === "alice");
      // At verb 3, nothing in the log shows the other address.
      const moved = verbosity === 4;
      assert.ok(mover !== undefined);
      assert.equal(mover.publicIp, moved ? "203.0.113.250" : "203.0.113.10");
      assert.deepEqual(
        mover.earlierAddresses.map(({ address }) => address),
        moved ? ["203.0.113.10:59649"] : [],
      );
    }
  });

  it("gives the same sessions from rotated files, wherever they are cut, and if they repeat each other", () => {
    const text = readOpenvpnLog("churn-verb3");
    const lines = text.split("\n");
    const expected = sessionsOf(parseLogs([text]));
    for (let cut = 1; cut < lines.length; cut += 7) {
      const [first, second] = [lines.slice(0, cut).join("\n"), lines.slice(cut).join("\n")];
      assert.deepEqual(sessionsOf(parseLogs([first, second])), expected, `cut after line ${cut}`);
      const repeating = parseLogs([first, lines.slice(Math.max(0, cut - 30)).join("\n")]);
      assert.deepEqual(sessionsOf(repeating), expected, `repeated before line ${cut}`);
      assert.deepEqual(describeLeftOut(repeating), [], `repeated before line ${cut}`);
    }
  });

  it("without times, or with times without a year, is named as such", () => {
    assert.equal(recognizeLog(readOpenvpnLog("suppressed-timestamps")), "without-times");
    const syslog = readOpenvpnLog("churn-verb3").replace(OWN_TIME, "Nov 27 17:32:33 gate ovpn-server[4711]: ");
    assert.equal(recognizeLog(syslog), "without-year");
    assert.deepEqual(parseLogs([syslog]).sessions, []);
  });
});
