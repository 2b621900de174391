import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { test } from "node:test";
import fc from "fast-check";
import { overlappingNetworks, type RoutedBlock } from "../../src/site/pages/overlapping-networks.js";

interface Route extends RoutedBlock<string> {
  readonly family: "ipv4" | "ipv6";
  readonly host: string;
  readonly prefixLength: number;
}

/** Networks of few clients in little room, so that many overlap; half of them with bits of the host set. */
const routes: fc.Arbitrary<Route> = fc
  .record({
    client: fc.constantFrom("alice", "bob", "carol"),
    kind: fc.constantFrom("network" as const, "network" as const, "own" as const),
    family: fc.constantFrom("ipv4" as const, "ipv6" as const),
    third: fc.nat(3),
    last: fc.nat(255),
    narrowing: fc.nat(12),
  })
  .map(({ client, kind, family, third, last, narrowing }) => {
    const host = family === "ipv4" ? `10.0.${third}.${last}` : `fd00::${third.toString(16)}:${last.toString(16)}`;
    const bits = family === "ipv4" ? 32 : 128;
    const prefixLength = kind === "own" ? bits : bits - narrowing;
    return { client, kind, family, host, prefixLength, address: kind === "own" ? host : `${host}/${prefixLength}` };
  });

/** Whether one of the two contains the other, told by Node's own arithmetic. */
function overlap(a: Route, b: Route): boolean {
  if (a.family !== b.family) return false;
  const [wide, narrow] = a.prefixLength <= b.prefixLength ? [a, b] : [b, a];
  const list = new BlockList();
  list.addSubnet(wide.host, wide.prefixLength, wide.family);
  return list.check(narrow.host, narrow.family);
}

test("every pair that is named overlaps, and whatever overlaps with another client's network is named", () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(routes, { maxLength: 25, size: "max" }), (all) => {
      const overlaps = overlappingNetworks(all);
      found += overlaps.length;
      for (const { inner, outer } of overlaps) {
        assert.notEqual(inner.client, outer.client);
        assert.equal(outer.kind, "network");
        assert.ok(overlap(inner as Route, outer as Route), `${inner.address} ${outer.address}`);
      }
      const named = new Set(overlaps.flatMap(({ inner, outer }) => [inner, outer]));
      for (const one of all) {
        const isConcerned = all.some(
          (other) =>
            other.client !== one.client && (one.kind === "network" || other.kind === "network") && overlap(one, other),
        );
        // The wider of two may stand behind a narrower one of another client, which is then named instead.
        const isInner = all.some(
          (other) =>
            other.client !== one.client &&
            other.kind === "network" &&
            other.prefixLength < one.prefixLength &&
            overlap(one, other),
        );
        if (isInner) assert.ok(named.has(one), one.address);
        if (named.has(one)) assert.ok(isConcerned, one.address);
      }
    }),
    { numRuns: 1000 },
  );
  assert.ok(found > 1000, `${found} overlaps`);
});

test("no text throws", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:./%@]{0,20}$/), fc.ipV4(), fc.ipV6())),
      (all) => {
        overlappingNetworks(all.map((address, client) => ({ client, kind: "network", address })));
        overlappingNetworks(all.map((address, client) => ({ client, kind: "network", address: `${address}/9` })));
      },
    ),
    { numRuns: 2000 },
  );
});
