import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { observeStatus } from "../../src/commands/update/observe-status.js";
import { seenIntervals } from "../../src/history/seen-intervals.js";
import { makeZone } from "../../src/status/zone.js";
import { writeStatus, type WrittenClient } from "../support/write-status.js";

const NOW = Date.parse("2026-05-14T10:10:20Z") / 1000;
const UPDATED = NOW - 20;

interface Sketch {
  readonly clients?: readonly Partial<WrittenClient>[];
  readonly version?: 1 | 2 | 3;
  readonly updatedSeconds?: number;
  readonly mtimeSeconds?: number | null;
  readonly source?: string;
  readonly lastSnapshotSeconds?: number | null;
  readonly text?: string;
}

function observe(sketch: Sketch) {
  const { version = 1, updatedSeconds = UPDATED, source = "/run/vpn.status", lastSnapshotSeconds = null } = sketch;
  const { mtimeSeconds = updatedSeconds } = sketch;
  const clients = (sketch.clients ?? [{}]).map((client, index): WrittenClient => ({
    commonName: "UNDEF",
    realAddress: `203.0.113.1:${1000 + index}`,
    virtualAddress: `10.8.0.${index + 2}`,
    bytesReceived: 1,
    bytesSent: 2,
    connectedSinceSeconds: updatedSeconds - 3600,
    username: "",
    ...client,
  }));
  const written = writeStatus({ updatedSeconds, clients }, { version, release: "2.6" });
  return observeStatus(
    { server: "vpn", source, zone: makeZone("UTC"), encoding: null },
    { kind: "text", text: Buffer.from(sketch.text ?? written), mtimeSeconds },
    { nowSeconds: NOW, intervals: seenIntervals(() => [], 300), lastSnapshotSeconds },
  );
}

const found = (sketch: Sketch) => {
  const { state, advice } = observe(sketch);
  return [state, advice ?? null];
};

describe("a file whose own time and mtime are quarters of an hour apart", () => {
  const apart = { mtimeSeconds: UPDATED + 4 * 3600 };

  it("is of another zone in version 1 alone: the others do not depend on one", () => {
    const clients = [{ commonName: "fay" }];
    assert.deepEqual(found({ ...apart, clients }), ["invalid", "wrong-zone"]);
    for (const version of [2, 3] as const) assert.deepEqual(found({ ...apart, clients, version }), ["ok", null]);
    assert.deepEqual(found({ clients, mtimeSeconds: null }), ["ok", null]);
  });

  it("is left alone where it is not newer than what was taken: it is a copy", () => {
    const clients = [{ commonName: "fay" }];
    assert.deepEqual(found({ ...apart, clients, lastSnapshotSeconds: UPDATED - 1 }), ["invalid", "wrong-zone"]);
    assert.deepEqual(found({ ...apart, clients, lastSnapshotSeconds: UPDATED }), ["ok", null]);
  });
});

describe("clients that are all called UNDEF", () => {
  it("are pointed out in version 1, where all that are established are", () => {
    assert.deepEqual(found({}), ["ok", "only-undef"]);
    assert.deepEqual(
      found({ clients: [{}, { commonName: "fay", virtualAddress: "", connectedSinceSeconds: UPDATED - 9 }] }),
      ["ok", "only-undef"],
    );
    assert.deepEqual(found({ clients: [{}, { commonName: "fay" }] }), ["ok", null]);
    // A handshake is UNDEF, too.
    assert.deepEqual(found({ clients: [{ virtualAddress: "" }] }), ["ok", null]);
    assert.deepEqual(found({ clients: [] }), ["ok", null]);
    assert.deepEqual(found({ clients: [{ username: "fay" }], version: 2 }), ["ok", null]);
  });
});

describe("a management interface", () => {
  const source = "unix:/run/openvpn/vpn.sock";

  it("gets advice about itself where its status is old, or cannot be parsed", () => {
    const old = { version: 3, updatedSeconds: NOW - 3600, clients: [], mtimeSeconds: null } as const;
    assert.deepEqual(found({ ...old, source }), ["stale", "management-stale"]);
    assert.deepEqual(found(old), ["stale", null]);
    const text = "TITLE\tx\nEND\n";
    assert.deepEqual(found({ text, source, mtimeSeconds: null }), ["invalid", "management-invalid"]);
    assert.deepEqual(found({ text }), ["invalid", null]);
  });
});

describe("a status of another time", () => {
  it("is told to be of a clock that is ahead, or not set", () => {
    assert.deepEqual(found({ version: 3, updatedSeconds: NOW + 301, clients: [] }), ["invalid", "clock-ahead"]);
    assert.deepEqual(found({ version: 3, updatedSeconds: 60, clients: [] }), ["stale", "clock-not-set"]);
  });
});

it("a text that is no status is said to be none, without what to do about it: that is told with the advice", () => {
  const { state, detail, advice } = observe({ text: '{"a": 1}\n' });
  const flaw = 'line 1: expected "OpenVPN CLIENT LIST" or a TITLE row, got JSON';
  assert.deepEqual([state, detail, advice], ["invalid", flaw, "not-a-status-log"]);
});
