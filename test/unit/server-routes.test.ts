import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Session } from "../../src/history/session.js";
import { parseStatus } from "../../src/index.js";
import { serverRoutes, type ClientRoutes } from "../../src/site/pages/server-routes.js";
import { splitClients } from "../../src/status/split-clients.js";
import { PeerAddress, VirtualAddress, type Routing } from "../../src/status/status.js";
import { HistoryRun } from "../support/run-history.js";
import { exampleSession } from "../support/example-site.js";

const CAPTURES = fileURLToPath(new URL("../fixtures/captures/", import.meta.url));
const RELEASES = ["2.4.12", "2.6.14", "2.7.6"];
const VERSIONS = ["v1", "v2", "v3"];

/** The routes of a real server's last status, as a run that read nothing else knows them. */
function toRoutes(release: string, scenario: string): Readonly<Record<string, ClientRoutes>> {
  const status = parseStatus(readFileSync(`${CAPTURES}${release}/${scenario}/last.status`));
  const run = new HistoryRun().see(status.updatedAt.getTime() / 1000, splitClients(status).established);
  const clients = serverRoutes([...status.routingTable.values()], run.known.open);
  return Object.fromEntries(clients.map((client) => [client.commonName, client]));
}

function toAddresses({ networks, hosts, ownAddresses }: ClientRoutes): object {
  return { networks, hosts, ownAddresses };
}

for (const release of RELEASES) {
  for (const version of VERSIONS) {
    test(`iroutes, learned hosts and own addresses of a real server ${release} come out, in ${version}`, () => {
      const clients = toRoutes(release, `ccd-${version}`);
      assert.deepEqual(Object.keys(clients).sort(), ["alice", "bob", "foo@example.com"]);
      for (const [name, last] of [["alice", 2] as const, ["bob", 3] as const, ["foo@example.com", 4] as const]) {
        const client = clients[name];
        assert.ok(client !== undefined);
        assert.deepEqual(toAddresses(client), {
          networks: name === "alice" ? ["192.168.9.0/24", "fd00:9::/64"] : [],
          hosts: name === "alice" ? ["192.168.9.5", "fd00:9::5"] : [],
          ownAddresses: [`10.8.0.${last}`, `fd00:8::100${last - 2}`],
        });
        assert.equal(client.session?.user, name);
        assert.match(client.realAddress, release === "2.7.6" ? /^udp4:203\.0\.113\.1/ : /^203\.0\.113\.1/);
      }
    });

    test(`what a real bridge ${release} has learned is MAC addresses, in ${version}`, () => {
      for (const client of Object.values(toRoutes(release, `tap-${version}`))) {
        assert.equal(client.networks.length + client.ownAddresses.length, 0);
        assert.equal(client.hosts.length, 1);
        assert.match(client.hosts[0] ?? "", release === "2.4.12" ? /^[0-9a-f:]{17}$/ : /^[0-9a-f:]{17}@0$/);
      }
    });
  }
}

test("the last ref is that of the route that was used last", () => {
  const alice = toRoutes("2.6.14", "ccd-v2")["alice"];
  assert.equal(alice?.lastRefSeconds, 1_795_301_806);
});

function route(address: string, kind: Routing["virtualAddress"]["kind"], fields: Partial<Routing> = {}): Routing {
  const realAddress = new PeerAddress({ host: "203.0.113.7", port: 40_001, family: 4, asWritten: "203.0.113.7:40001" });
  return {
    virtualAddress: new VirtualAddress({ kind, family: null, address, cached: false, asWritten: address }),
    commonName: "alice",
    realAddress,
    lastRef: new Date(1000),
    ...fields,
  };
}

function only(routes: readonly Routing[], open: readonly Session[]): object {
  const [client, ...others] = serverRoutes(routes, open);
  assert.ok(client !== undefined);
  assert.deepEqual(others, []);
  return toAddresses(client);
}

const ALICE = exampleSession({ user: "alice", endSeconds: null, tunnelIp: "10.8.0.2" });

test("a single address that is not the client's own was named by an iroute; where none is known, all are own", () => {
  const table = [route("10.8.0.2", "ip"), route("192.168.9.7", "ip"), route("fd00::2", "ip")];
  assert.deepEqual(only(table, [ALICE]), {
    networks: ["192.168.9.7"],
    hosts: [],
    ownAddresses: ["10.8.0.2", "fd00::2"],
  });
  assert.deepEqual(only(table, []), { networks: [], hosts: [], ownAddresses: ["10.8.0.2", "192.168.9.7", "fd00::2"] });
});

test("clients are told apart by name and address, and those that share both are one", () => {
  const elsewhere = new PeerAddress({ host: "203.0.113.8", port: 1, family: 4, asWritten: "203.0.113.8:1" });
  const clients = serverRoutes(
    [route("10.8.0.2", "ip"), route("10.8.0.3", "ip", { realAddress: elsewhere }), route("10.8.0.4", "ip")],
    [ALICE, { ...ALICE, tunnelIp: "10.8.0.4" }],
  );
  assert.deepEqual(
    clients.map(({ ownAddresses, session }) => [ownAddresses, session === null]),
    [
      [["10.8.0.2", "10.8.0.4"], false],
      [["10.8.0.3"], true],
    ],
  );
});

test("addresses are in the order of their numbers, MAC addresses last", () => {
  const table = [
    route("ff:00:00:00:00:01@7", "mac"),
    route("0a:00:00:00:00:01", "mac"),
    ...["fd00::10", "fd00::9", "10.0.0.10", "10.0.0.9"].map((address) =>
      route(address, "ip", {
        virtualAddress: new VirtualAddress({
          kind: "ip",
          family: null,
          address,
          cached: true,
          asWritten: `${address}C`,
        }),
      }),
    ),
  ];
  assert.deepEqual(only(table, [ALICE]), {
    networks: [],
    hosts: ["10.0.0.9", "10.0.0.10", "fd00::9", "fd00::10", "0a:00:00:00:00:01", "ff:00:00:00:00:01@7"],
    ownAddresses: [],
  });
});
