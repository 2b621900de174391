import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { matchClients } from "../../src/history/match-clients.js";
import type { Session } from "../../src/history/session.js";
import type { Client } from "../../src/status/status.js";
import { makeClient } from "../support/make-client.js";
import { makeSession } from "../support/make-session.js";

const NOON = 1_795_262_400;

const few = {
  name: fc.constantFrom("alice", "bob"),
  since: fc.constantFrom(NOON, NOON + 3600),
  id: fc.constantFrom("", "0", "1", "2"),
  address: fc.constantFrom("2001:db8::1", "192.0.2.1:1", "192.0.2.2:2"),
  received: fc.nat({ max: 6 }),
};
const sessions = fc.array(
  fc.record(few).map(({ name, since, id, address, received }) => {
    return makeSession({
      user: name,
      startSeconds: since,
      clientId: id,
      realAddress: address,
      bytesReceived: received,
    });
  }),
  { maxLength: 12 },
);
const clients = fc.array(
  fc.record({ ...few, repeatedHour: fc.boolean() }).map(({ repeatedHour, ...sketch }) => {
    return makeClient(repeatedHour ? { ...sketch, since: NOON + 3600, orSince: NOON } : sketch);
  }),
  { maxLength: 12 },
);

/** The rule of `matchClients` as plainly as it can be said, every client tried with every session. */
function matchPlainly(open: readonly Session[], rows: readonly Client[]): ReadonlyMap<Session, Client> {
  const matched = new Map<Session, Client>();
  const starts = (row: Client): number[] =>
    [row.connectedSince, row.connectedSinceOr].flatMap((date) => (date === undefined ? [] : [date.getTime() / 1000]));
  const candidates = (row: Client): Session[] =>
    starts(row).flatMap((start) =>
      open.filter((one) => one.commonName === row.commonName && one.startSeconds === start && !matched.has(one)),
    );
  const hasSameId = (one: Session, row: Client): boolean => one.clientId !== "" && one.clientId === row.clientId;
  const hasSameAddress = (one: Session, row: Client): boolean => one.realAddress === row.realAddress.asWritten;
  let unmatched = rows;
  for (const isSame of [
    (one: Session, row: Client): boolean => hasSameId(one, row) && hasSameAddress(one, row),
    hasSameAddress,
    hasSameId,
  ]) {
    unmatched = unmatched.filter((row) => {
      const same = candidates(row).filter((one) => isSame(one, row));
      const notMore = same.filter((one) => (one.bytesReceived ?? 0) <= row.bytesReceived);
      const [best] = [...(notMore.length > 0 ? notMore : same)].sort(
        (a, b) => (b.bytesReceived ?? 0) - (a.bytesReceived ?? 0),
      );
      if (best !== undefined) matched.set(best, row);
      return best === undefined;
    });
  }
  for (const row of unmatched) {
    const [session, ...others] = candidates(row);
    if (session === undefined || others.length > 0) continue;
    if (unmatched.filter((rival) => candidates(rival).includes(session)).length === 1) matched.set(session, row);
  }
  return matched;
}

describe("matching clients with open sessions", () => {
  it("gives what trying every client with every session gives", () => {
    fc.assert(
      fc.property(sessions, clients, (open, rows) => {
        assert.deepEqual(new Map(matchClients(open, rows)), matchPlainly(open, rows));
      }),
      { numRuns: 2000 },
    );
  });
});
