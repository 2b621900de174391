import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findClients, mergeClients, type ClientUse } from "../../src/rollup/client-use.js";
import { at, makeSession } from "../support/make-session.js";

const hourAt = (hour: number): number => at(`2026-11-21T${String(hour).padStart(2, "0")}:00:00Z`);

function use(hour: number, version: string, platform: string): ClientUse {
  return { platform, version, startSeconds: hourAt(hour) };
}

describe("the clients of a user", () => {
  it("are the newest version on each platform, and none without a version", () => {
    const sessions = [
      { startSeconds: hourAt(8), clientVersion: "2.5.1", platform: "win" },
      { startSeconds: hourAt(9), clientVersion: "2.6.12", platform: "win" },
      { startSeconds: hourAt(10), clientVersion: "", platform: "win" },
      { startSeconds: hourAt(7), clientVersion: "3.8.2", platform: "android" },
    ].map((about) => makeSession({ user: "alice", ...about }));
    assert.deepEqual(findClients(sessions), [use(9, "2.6.12", "win"), use(7, "3.8.2", "android")]);
  });
  it("merge to the same in either order, also if two began in one second", () => {
    const [a, b] = [[use(9, "2.6.12", "win")], [use(9, "2.5.1", "win"), use(9, "2.5.1", "mac")]];
    assert.deepEqual(mergeClients(a, b), [use(9, "2.5.1", "mac"), use(9, "2.5.1", "win")]);
    assert.deepEqual(mergeClients(b, a), mergeClients(a, b));
  });
});
