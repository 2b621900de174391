import assert from "node:assert/strict";
import { test } from "node:test";
import { findEventSession } from "../../src/history/find-event-session.js";
import { connectEvent } from "../support/make-event.js";
import { makeSession } from "../support/make-session.js";

test("an event is about the session with its tunnel address, not about one whose real address is unknown", () => {
  const event = connectEvent({ name: "alice", since: 1_800_000_000, tunnelIp: "10.8.0.3" });
  const { startSeconds, commonName } = event;
  const alike = { user: commonName, startSeconds, endSeconds: null, publicIp: "", realAddress: "" };
  const unknown = makeSession({ ...alike, id: "a", tunnelIp: "10.8.0.2" });
  const right = makeSession({ ...alike, id: "b", tunnelIp: "10.8.0.3" });
  assert.equal(findEventSession(event, [unknown, right])?.id, "b");
});
