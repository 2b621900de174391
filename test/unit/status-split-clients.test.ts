import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseStatus } from "../../src/status/parse-status.js";
import { splitClients } from "../../src/status/split-clients.js";
import { type Release, type WrittenClient, writeStatus } from "../support/write-status.js";

const START = 1_795_300_000;

function client(commonName: string, realAddress: string, more: Partial<WrittenClient> = {}): WrittenClient {
  return {
    commonName,
    realAddress,
    virtualAddress: "",
    bytesReceived: 1,
    bytesSent: 2,
    connectedSinceSeconds: START,
    username: "UNDEF",
    ...more,
  };
}

/** `name address|tunnelIp|tunnelIpv6` of the established ones, `name address` of those connecting. */
function split(text: string): { established: string[]; connecting: string[] } {
  const { established, connecting } = splitClients(parseStatus(text));
  return {
    established: established.map((c) => `${c.commonName} ${c.realAddress.host}|${c.tunnelIp}|${c.tunnelIpv6}`),
    connecting: connecting.map((c) => `${c.commonName} ${c.realAddress.host}`),
  };
}

/** Adds a route of its own to the routing table. */
function withRoute(text: string, version: 1 | 2, route: string): string {
  return version === 1
    ? text.replace("GLOBAL STATS", `${route},2026-11-21 22:26:40\nGLOBAL STATS`)
    : text.replace("GLOBAL_STATS", `ROUTING_TABLE,${route},2026-11-21 22:26:40,${START}\nGLOBAL_STATS`);
}

const handshake = client("UNDEF", "192.0.2.1:1");
const refused = client("bob", "192.0.2.2:2");
const established = client("alice", "192.0.2.3:3", { virtualAddress: "10.8.0.2" });
const calledUndef = client("UNDEF", "192.0.2.4:4", { virtualAddress: "10.8.0.3" });

describe("splitClients", () => {
  const writes: [version: 1 | 2 | 3, release: Release][] = [
    [1, "2.4"],
    [1, "2.6"],
    [2, "2.2"],
    [2, "2.3"],
    [2, "2.4"],
    [2, "2.6"],
    [3, "2.6"],
  ];
  for (const [version, release] of writes) {
    it(`tells sessions from handshakes and refused clients in version ${version} of ${release}`, () => {
      const clients = [handshake, refused, established, calledUndef];
      assert.deepEqual(split(writeStatus({ updatedSeconds: START, clients }, { version, release })), {
        established: ["alice 192.0.2.3|10.8.0.2|", "UNDEF 192.0.2.4|10.8.0.3|"],
        connecting: ["UNDEF 192.0.2.1", "bob 192.0.2.2"],
      });
    });
  }

  it("takes a route of any kind for proof, but a client's own address only from its own plain routes", () => {
    for (const version of [1, 2] as const) {
      const text = writeStatus({ updatedSeconds: START, clients: [refused] }, { version, release: "2.6" });
      for (const [route, address] of [
        ["10.8.0.9", "10.8.0.9|"],
        ["fd00:8::9", "|fd00:8::9"],
        ["10.8.0.9C", "|"],
        ["10.9.0.0/16", "|"],
        ["22:1d:63:bf:62:38@0", "|"],
      ] as const) {
        assert.deepEqual(split(withRoute(text, version, `${route},bob,192.0.2.2:2`)), {
          established: [`bob 192.0.2.2|${address}`],
          connecting: [],
        });
      }
      const another = withRoute(text, version, "10.8.0.9,bob,192.0.2.2:3");
      assert.deepEqual(split(another), { established: [], connecting: ["bob 192.0.2.2"] });
    }
  });

  it("takes no cipher for proof: before it is negotiated, the one that the server is configured with stands there", () => {
    const file = join(import.meta.dirname, "../fixtures/captures-more/refused-cipher-aes-256-cbc.status");
    const { established, connecting } = split(readFileSync(file, "utf8"));
    assert.deepEqual(established, []);
    assert.deepEqual(connecting, new Array(5).fill("alice 127.0.0.1"));
  });

  it("takes a TAP client without an address for established once it has a route", () => {
    const clients = [client("tap", "192.0.2.5:5"), client("refused", "192.0.2.6:6")];
    const text = writeStatus({ updatedSeconds: START, clients }, { version: 2, release: "2.6" });
    const routed = withRoute(text.replaceAll("BF-CBC", "AES-256-GCM"), 2, "22:1d:63:bf:62:38@0,tap,192.0.2.5:5");
    assert.deepEqual(split(routed), { established: ["tap 192.0.2.5||"], connecting: ["refused 192.0.2.6"] });
  });

  it("where no port is written does not take one client's routes for those of its namesake at that host", () => {
    const clients = [
      client("alice", "2001:db8::1", { virtualAddress: "10.8.0.2" }),
      client("alice", "2001:db8::1"),
      client("bob", "2001:db8::1"),
    ];
    const text = writeStatus({ updatedSeconds: START, clients }, { version: 2, release: "2.4" });
    assert.deepEqual(split(text), {
      established: ["alice 2001:db8::1|10.8.0.2|"],
      connecting: ["alice 2001:db8::1", "bob 2001:db8::1"],
    });
  });

  it("gives no address where two clients of one name at one host share their routes", () => {
    const clients = [
      client("alice", "2001:db8::1", { virtualAddress: "10.8.0.2" }),
      client("alice", "2001:db8::1", { virtualAddress: "10.8.0.3" }),
      client("bob", "2001:db8::1", { virtualAddress: "10.8.0.4" }),
    ];
    const text = writeStatus({ updatedSeconds: START, clients }, { version: 1, release: "2.4" });
    assert.deepEqual(split(text), {
      established: ["alice 2001:db8::1||", "alice 2001:db8::1||", "bob 2001:db8::1|10.8.0.4|"],
      connecting: [],
    });
  });
});

describe("a row without a virtual address and a route", () => {
  const at = (ageSeconds: number, row: Partial<WrittenClient>): ReturnType<typeof split> => {
    const clients = [client("tap", "192.0.2.5:1", { connectedSinceSeconds: START - ageSeconds, ...row })];
    return split(writeStatus({ updatedSeconds: START, clients }, { version: 2, release: "2.6" }));
  };
  const established = { established: ["tap 192.0.2.5||"], connecting: [] };
  it("is established once it is older than two hand-windows", () => {
    assert.deepEqual(at(120, {}), { established: [], connecting: ["tap 192.0.2.5"] });
    assert.deepEqual(at(121, {}), established);
  });
  it("is connecting at any age while it has no name", () => {
    assert.deepEqual(at(500, { commonName: "UNDEF" }), { established: [], connecting: ["UNDEF 192.0.2.5"] });
    assert.deepEqual(at(500, { commonName: "UNDEF", username: "al" }), {
      established: ["UNDEF 192.0.2.5||"],
      connecting: [],
    });
  });
});
