import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { findOpenvpnServers } from "../../src/io/openvpn/find-server-configs.js";
import { parseServerConfig } from "../../src/io/openvpn/parse-server-config.js";
import { tempFolder } from "../support/temp-folder.js";

describe("an OpenVPN server's config", () => {
  it("is read as OpenVPN reads it: quotes, escapes, comments, the last of two lines", () => {
    const text = [
      "; a comment",
      "# status /comment 1",
      "server 10.8.0.0 255.255.255.0 # the clients",
      'status "/var/log/a b.log" 10',
      "  --status-version 3",
      "user nobody",
      'client-connect "/bin/sh -c \'x \\"y\\"\'"',
      "log-append /var/log/openvpn.log;not a comment",
      "log /x",
    ].join("\r\n");
    assert.deepEqual(parseServerConfig(text), {
      isServer: true,
      status: { path: "/var/log/a b.log", intervalSeconds: 10 },
      statusVersion: 3,
      networks: ["10.8.0.0/24"],
      user: "nobody",
      logPath: "/var/log/openvpn.log;not",
      scriptSecurity: 1,
      clientConnect: `/bin/sh -c 'x "y"'`,
      clientDisconnect: null,
      maxClients: 1024,
    });
    assert.equal(parseServerConfig("max-clients 50\nmax-clients 60").maxClients, 60);
  });
  it("keeps nothing of keys inside it", () => {
    const text = "<key>\nstatus /secret 1\nserver 10.0.0.0 255.0.0.0\n</key>\nmode server\nstatus /a";
    const { status, networks, isServer } = parseServerConfig(text);
    assert.deepEqual([status, networks, isServer], [{ path: "/a", intervalSeconds: 60 }, [], true]);
  });
  it("is a server's only with a directive of servers", () => {
    for (const line of ["server 10.8.0.0 255.255.255.0", "server-bridge", "server-ipv6 fd00::/64", "mode server"]) {
      assert.ok(parseServerConfig(line).isServer, line);
    }
    for (const line of ["client", "mode p2p", "remote a.example 1194", "", "<ca>"]) {
      assert.ok(!parseServerConfig(line).isServer, line);
    }
  });
  it("has a network only of a right mask", () => {
    const masks = { "255.255.255.255": "/32", "255.255.240.0": "/20", "0.0.0.0": "/0" };
    for (const [mask, bits] of Object.entries(masks)) {
      assert.deepEqual(parseServerConfig(`server 10.8.0.0 ${mask}`).networks, [`10.8.0.0${bits}`]);
    }
    for (const mask of ["", "255.0.255.0", "24", "255.255.255", "255.255.255.0x"]) {
      assert.deepEqual(parseServerConfig(`server 10.8.0.0 ${mask}`).networks, [], mask);
    }
    assert.deepEqual(parseServerConfig("server-ipv6 fd00::/64; rm").networks, []);
  });
  it("has the status of its unit if it names none, and relative paths in its folder", (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "a.conf"), "mode server\n");
    writeFileSync(join(folder, "b.conf"), "mode server\nstatus b.log 5\n");
    writeFileSync(join(folder, "c.conf"), "client\n");
    writeFileSync(join(folder, "d.txt"), "mode server\n");
    mkdirSync(join(folder, "e.conf"));
    symlinkSync("/dev/zero", join(folder, "f.conf"));
    const toStatus = (name: string) => ({ path: `/run/status-${name}.log`, intervalSeconds: 60 });
    const found = findOpenvpnServers([
      { path: folder, toStatus, toUnit: (name) => `openvpn@${name}` },
      { path: join(folder, "missing"), toStatus, toUnit: (name) => name },
    ]);
    assert.deepEqual(
      found.servers.map(({ configPath, statusPath, statusSeconds, unit }) => [
        configPath,
        statusPath,
        statusSeconds,
        unit,
      ]),
      [
        [join(folder, "a.conf"), "/run/status-a.log", 60, "openvpn@a"],
        [join(folder, "b.conf"), join(folder, "b.log"), 5, "openvpn@b"],
      ],
    );
    assert.deepEqual(found.unreadable, []);
  });
});
