import assert from "node:assert/strict";
import { test } from "node:test";
import { overlappingNetworks, type RoutedBlock } from "../../src/site/pages/overlapping-networks.js";

/** `alice 10.0.0.0/8`, and `alice =10.8.0.2` for her own address. */
function toOverlaps(...written: readonly string[]): readonly string[] {
  const routed = written.map((text): RoutedBlock<string> => {
    const [client = "", address = ""] = text.split(" ");
    return address.startsWith("=")
      ? { client, kind: "own", address: address.slice(1) }
      : { client, kind: "network", address };
  });
  return overlappingNetworks(routed).map(
    ({ inner, outer, isSame }) =>
      `${inner.client} ${inner.address} ${isSame ? "=" : "in"} ${outer.client} ${outer.address}`,
  );
}

test("a network within another client's is found, whichever comes first, and of equal ones each further one", () => {
  const found = ["bob 10.200.1.0/24 in alice 10.200.0.0/16"];
  assert.deepEqual(toOverlaps("alice 10.200.0.0/16", "bob 10.200.1.0/24"), found);
  assert.deepEqual(toOverlaps("bob 10.200.1.0/24", "alice 10.200.0.0/16"), found);
  assert.deepEqual(toOverlaps("alice 10.0.0.0/8", "bob 10.0.0.0/8", "carol 10.0.0.0/8"), [
    "bob 10.0.0.0/8 = alice 10.0.0.0/8",
    "carol 10.0.0.0/8 = alice 10.0.0.0/8",
  ]);
  assert.deepEqual(toOverlaps("alice fd00:9::/48", "bob fd00:9:0:1::/64"), [
    "bob fd00:9:0:1::/64 in alice fd00:9::/48",
  ]);
});

test("bits of the host, where they are set, hide no overlap", () => {
  assert.deepEqual(toOverlaps("alice 10.200.7.7/16", "bob 10.200.1.9/24"), [
    "bob 10.200.1.9/24 in alice 10.200.7.7/16",
  ]);
  assert.deepEqual(toOverlaps("alice fd00::5/64", "bob fd00::6/64"), ["bob fd00::6/64 = alice fd00::5/64"]);
});

test("networks of one client, neighbours and networks of the other family do not overlap", () => {
  assert.deepEqual(toOverlaps("alice 10.0.0.0/8", "alice 10.1.0.0/16", "alice =10.1.0.1"), []);
  assert.deepEqual(toOverlaps("alice 10.0.0.0/25", "bob 10.0.0.128/25"), []);
  assert.deepEqual(toOverlaps("alice 0.0.0.0/0", "bob ::/0", "carol =::1"), ["carol ::1 in bob ::/0"]);
});

test("a client's own address in another client's network is found; two clients' own addresses are never compared", () => {
  assert.deepEqual(toOverlaps("alice 10.8.0.0/24", "alice =10.8.0.2", "bob =10.8.0.3", "carol =10.9.0.3"), [
    "bob 10.8.0.3 in alice 10.8.0.0/24",
  ]);
  assert.deepEqual(toOverlaps("alice 10.8.0.3", "bob =10.8.0.3"), ["bob 10.8.0.3 = alice 10.8.0.3"]);
  assert.deepEqual(toOverlaps("alice =10.8.0.3", "bob =10.8.0.3"), []);
});

test("each is named with the narrowest network of another client, over networks of its own", () => {
  assert.deepEqual(toOverlaps("alice 10.0.0.0/8", "bob 10.0.0.0/16", "bob 10.0.0.0/24", "alice 10.0.0.0/28"), [
    "bob 10.0.0.0/16 in alice 10.0.0.0/8",
    "bob 10.0.0.0/24 in alice 10.0.0.0/8",
    "alice 10.0.0.0/28 in bob 10.0.0.0/24",
  ]);
});

test("texts that are no addresses are left out", () => {
  assert.deepEqual(toOverlaps("alice 10.0.0.0/99", "bob <b>", "bob", "carol =0a:00:00:00:00:01", "alice ::/0"), []);
});

test("20,000 networks, nested, equal or apart, take no longer than sorting them does", () => {
  const networks = Array.from({ length: 20_000 }, (_, index): RoutedBlock<number> => {
    const address = index % 2 === 0 ? "10.0.0.0/8" : `10.${(index >> 8) & 255}.${index & 255}.0/${24 - (index % 16)}`;
    return { client: index, kind: "network", address };
  });
  const start = process.cpuUsage();
  const overlaps = overlappingNetworks(networks);
  const { user } = process.cpuUsage(start);
  assert.equal(overlaps.length, 19_999);
  assert.ok(user < 3_000_000, `${user} µs`);
});
