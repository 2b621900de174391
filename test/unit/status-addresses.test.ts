import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { canonicalAddress } from "../../src/status/ip-address.js";
import { parsePeerAddress } from "../../src/status/parse-peer-address.js";
import { parseVirtualAddress } from "../../src/status/parse-virtual-address.js";
import { PeerAddress, VirtualAddress } from "../../src/status/status.js";

describe("a real address", () => {
  const read: [asWritten: string, host: string, port: number | null, protocol?: string][] = [
    ["1.2.3.4:1194", "1.2.3.4", 1194],
    ["1.2.3.4", "1.2.3.4", null],
    ["1.2.3.4(1194)", "1.2.3.4", 1194],
    ["[2001:db8::1]:1194", "2001:db8::1", 1194],
    ["2001:db8::1", "2001:db8::1", null],
    ["2001:db8:1:2:3:4:5:1194", "2001:db8:1:2:3:4:5:1194", null],
    ["2001:db8::1:1194", "2001:db8::1:1194", null],
    ["fe80::1%eth0", "fe80::1%eth0", null],
    ["::ffff:1.2.3.4", "::ffff:1.2.3.4", null],
    ["[::ffff:1.2.3.4]:1194", "::ffff:1.2.3.4", 1194],
    ["::ffff:1.2.3.4:1194", "::ffff:1.2.3.4", 1194],
    ["udp4:1.2.3.4:1194", "1.2.3.4", 1194, "udp4"],
    ["tcp4-server:1.2.3.4:1194", "1.2.3.4", 1194, "tcp4-server"],
    ["udp6:[2001:db8::1]:1194", "2001:db8::1", 1194, "udp6"],
    ["udp6:1.2.3.4:1194", "1.2.3.4", 1194, "udp6"],
    ["udp6:[1.2.3.4]:1194", "1.2.3.4", 1194, "udp6"],
    ["udp6:[::ffff:1.2.3.4]:1194", "::ffff:1.2.3.4", 1194, "udp6"],
    ["tcp6-server:2001:db8::1", "2001:db8::1", null, "tcp6-server"],
  ];
  for (const [asWritten, host, port, protocol] of read) {
    it(`is read: ${asWritten}`, () => {
      const found = parsePeerAddress(asWritten);
      const expected = { host, port, family: host.includes(":") ? 6 : 4, asWritten } as const;
      assert.deepEqual(found, new PeerAddress(protocol === undefined ? expected : { ...expected, protocol }));
      assert.equal(String(found), asWritten);
    });
  }

  for (const text of [
    "",
    "alice",
    "1.2.3",
    "1.2.3.256:1",
    "01.2.3.4:1",
    "1.2.3.4:",
    "1.2.3.4:65536",
    "1.2.3.4:1x",
    "1.2.3.4:1:2",
    "[1.2.3.4]:1",
    "[2001:db8::1",
    "[2001:db8::1]1194",
    "2001:db8::1::2",
    "1.2.3.4(1194",
    "1194)",
    "udp4:",
    "udp4",
    " 1.2.3.4:1",
  ]) {
    it(`is refused: ${JSON.stringify(text)}`, () => {
      assert.equal(parsePeerAddress(text), undefined);
    });
  }
});

describe("the canonical form of an address", () => {
  const cases: [text: string, canonical: string][] = [
    ["203.0.113.5", "203.0.113.5"],
    ["::ffff:203.0.113.5", "203.0.113.5"],
    ["::FFFF:203.0.113.5", "203.0.113.5"],
    ["0:0:0:0:0:ffff:cb00:7105", "203.0.113.5"],
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:0db8::0001", "2001:db8::1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["1:0:0:0:0:0:0:0", "1::"],
    ["::203.0.113.5", "::cb00:7105"],
    ["64:ff9b::203.0.113.5", "64:ff9b::cb00:7105"],
    ["FE80::1%eth0", "fe80::1%eth0"],
    ["", ""],
    ["bob:", "bob:"],
  ];
  for (const [text, canonical] of cases) {
    it(`is ${JSON.stringify(canonical)} for ${JSON.stringify(text)}`, () => {
      assert.equal(canonicalAddress(text), canonical);
    });
  }
});

describe("a virtual address", () => {
  const read: [asWritten: string, kind: VirtualAddress["kind"], address: string, cached: boolean][] = [
    ["10.8.0.2", "ip", "10.8.0.2", false],
    ["10.8.0.2C", "ip", "10.8.0.2", true],
    ["fd00:8::1000", "ip", "fd00:8::1000", false],
    ["fd00:8::c", "ip", "fd00:8::c", false],
    ["fd00:9::5C", "ip", "fd00:9::5", true],
    ["10.200.0.0/16", "network", "10.200.0.0/16", false],
    ["2001:db8::1000/124", "network", "2001:db8::1000/124", false],
    ["0.0.0.0/0", "network", "0.0.0.0/0", false],
    ["22:1d:63:bf:62:38", "mac", "22:1d:63:bf:62:38", false],
    ["22:1D:63:BF:62:FC", "mac", "22:1D:63:BF:62:FC", false],
    ["16:5d:89:59:a7:50@0", "mac", "16:5d:89:59:a7:50@0", false],
    ["16:5d:89:59:a7:50@4094C", "mac", "16:5d:89:59:a7:50@4094", true],
  ];
  for (const [asWritten, kind, address, cached] of read) {
    it(`is read: ${asWritten}`, () => {
      const found = parseVirtualAddress(asWritten);
      const family = kind === "mac" ? null : address.includes(":") ? 6 : 4;
      assert.deepEqual(found, new VirtualAddress({ kind, family, address, cached, asWritten }));
      assert.equal(String(found), asWritten);
    });
  }

  for (const text of [
    "",
    "C",
    "10.8.0",
    "10.8.0.2c",
    "10.8.0.0/33",
    "fd00::/129",
    "10.8.0.0/",
    "22:1d:63:bf:62",
    "x",
  ]) {
    it(`is refused: ${JSON.stringify(text)}`, () => {
      assert.equal(parseVirtualAddress(text), undefined);
    });
  }
});
