import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keepEarlierAddresses } from "../../src/history/earlier-addresses.js";
import type { Session } from "../../src/history/session.js";
import { at, makeSession } from "../support/make-session.js";

const START = at("2026-11-21T08:00:00Z");
const open = makeSession({
  user: "alice",
  startSeconds: START,
  endSeconds: null,
  publicIp: "203.0.113.10",
  tunnelIp: "10.8.0.2",
  tunnelIpv6: "fd00::2",
});
type Addresses = Pick<Session, "publicIp" | "tunnelIp" | "tunnelIpv6">;

/** The session after a minute in which it had these addresses. */
function after(session: Session, addresses: Partial<Addresses>): Session {
  const next = { publicIp: session.publicIp, tunnelIp: session.tunnelIp, tunnelIpv6: session.tunnelIpv6, ...addresses };
  const earlierAddresses = keepEarlierAddresses(session, next);
  return { ...session, ...next, earlierAddresses, lastSeenSeconds: session.lastSeenSeconds + 60 };
}

const toTexts = ({ earlierAddresses }: Session): readonly string[] => {
  return earlierAddresses.map(({ address, lastSeenSeconds }) => `${address} ${lastSeenSeconds - open.lastSeenSeconds}`);
};

describe("the addresses that a session had before", () => {
  it("are none while it keeps its own", () => {
    assert.deepEqual(toTexts(after(open, {})), []);
  });
  it("are the public one after a float, and the tunnel's after another was pushed, with the time of the last proof", () => {
    const floated = after(after(open, {}), { publicIp: "198.51.100.9" });
    assert.deepEqual(toTexts(floated), ["203.0.113.10 60"]);
    const pushed = after(floated, { tunnelIp: "10.8.0.9", tunnelIpv6: "fd00::9" });
    assert.deepEqual(toTexts(pushed), ["203.0.113.10 60", "10.8.0.2 120", "fd00::2 120"]);
  });
  it("are each there once, with the latest time", () => {
    const [home, train] = [{ publicIp: "203.0.113.10" }, { publicIp: "198.51.100.9" }];
    const commuter = [train, home, train, home].reduce(after, open);
    assert.deepEqual(toTexts(commuter), ["203.0.113.10 120", "198.51.100.9 180"]);
  });
  it("are no empty ones: of an address that was not known", () => {
    assert.deepEqual(toTexts(after({ ...open, tunnelIp: "" }, { tunnelIp: "10.8.0.2" })), []);
  });
  it("are at most 32: the oldest are dropped", () => {
    let session = open;
    for (let host = 1; host <= 40; host++) session = after(session, { publicIp: `198.51.100.${host}` });
    assert.equal(session.earlierAddresses.length, 32);
    assert.equal(session.earlierAddresses[0]?.address, "198.51.100.8");
    assert.equal(session.earlierAddresses[31]?.address, "198.51.100.39");
  });
});
