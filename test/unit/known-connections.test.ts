import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ImportedSession } from "../../src/history/import-sessions.js";
import { mergeImports } from "../../src/history/merge-imports.js";
import type { Session } from "../../src/history/session.js";
import { at, makeSession } from "../support/make-session.js";

const START = at("2026-11-21T08:00:00Z");
const CONTEXT = {
  userFrom: "common_name",
  usersIgnoreCase: false,
  keepSeconds: null,
  nowSeconds: START + 86_400,
} as const;

function fromSnapshots(about: Partial<Session> = {}): Session {
  return makeSession({ user: "alice", startSeconds: START, clientId: "0", ...about });
}

function fromLog(about: Partial<Session> = {}): Session {
  return makeSession({ user: "alice", startSeconds: START, bytesReceived: null, bytesSent: null, ...about });
}

function fromStatusWeb(about: Partial<Session> = {}): Session {
  return fromLog({ realAddress: "", ...about });
}

function isKnown(imported: Session, known: readonly Session[], possibleStarts = [imported.startSeconds]): boolean {
  const sessions: readonly ImportedSession[] = [{ session: imported, possibleStarts }];
  const { taken } = mergeImports(known, [{ kind: "sessions", label: "", sessions, usage: [] }], CONTEXT);
  return taken[0]?.known === 1;
}

describe("a session of OpenVPN's log and one of the history", () => {
  it("are one if the log's start is up to a minute later, whichever came first", () => {
    for (const [late, expected] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [60, true],
      [61, false],
    ] as const) {
      const logged = fromLog({ startSeconds: START + late });
      for (const other of [fromSnapshots(), fromStatusWeb()]) {
        assert.equal(isKnown(logged, [other]), expected, `${late} s later in the log, imported after`);
        assert.equal(isKnown(other, [logged]), expected, `${late} s later in the log, imported before`);
      }
    }
    // The log of another verbosity begins the session with another line.
    assert.equal(isKnown(fromLog({ startSeconds: START + 30 }), [fromLog()]), true);
    assert.equal(isKnown(fromLog(), [fromLog({ startSeconds: START + 30 })]), true);
  });

  it("are two if they do not overlap, or if server, name, host or port differ", () => {
    const logged = fromLog({ startSeconds: START + 20 });
    assert.equal(isKnown(logged, [fromSnapshots()]), true);
    for (const other of [
      fromSnapshots({ endSeconds: START + 19 }),
      fromSnapshots({ server: "other" }),
      fromSnapshots({ user: "bob" }),
      fromSnapshots({ realAddress: "203.0.113.11:40000" }),
      fromSnapshots({ realAddress: "203.0.113.10:40001" }),
    ]) {
      assert.equal(isKnown(logged, [other]), false, JSON.stringify(other));
    }
  });

  it("are one if the address is written in another way, or one of several, or not known", () => {
    const logged = fromLog({ startSeconds: START + 3 });
    for (const realAddress of ["203.0.113.10", "::ffff:203.0.113.10", "udp4:203.0.113.10:40000"]) {
      assert.equal(isKnown(logged, [fromSnapshots({ realAddress })]), true, realAddress);
    }
    const earlierAddresses = [{ address: "203.0.113.10:40000", lastSeenSeconds: START }];
    assert.equal(isKnown(logged, [fromSnapshots({ realAddress: "192.0.2.1:1", earlierAddresses })]), true);
    assert.equal(isKnown(logged, [fromStatusWeb({ publicIp: "" })]), true);
  });

  it("are one if the running session, or the username, is what the history knows", () => {
    const logged = fromLog({ startSeconds: START + 3, username: "a.smith" });
    assert.equal(isKnown(logged, [fromSnapshots({ endSeconds: null })]), true);
    assert.equal(isKnown(logged, [fromSnapshots({ user: "a.smith", commonName: "UNDEF", username: "a.smith" })]), true);
  });

  it("are one by either reading of a start in the repeated hour of autumn", () => {
    const logged = fromLog({ startSeconds: START + 3600 + 2, endSeconds: START + 3600 + 60 });
    const known = [fromSnapshots({ endSeconds: START + 50 })];
    assert.equal(isKnown(logged, known), false);
    assert.equal(isKnown(logged, known, [START + 2, START + 3600 + 2]), true);
  });

  it("leave other imports as they were: those are compared by their exact start", () => {
    assert.equal(isKnown(fromStatusWeb({ startSeconds: START + 1 }), [fromSnapshots()]), false);
    assert.equal(isKnown(fromSnapshots({ startSeconds: START + 1 }), [fromSnapshots()]), false);
  });
});
