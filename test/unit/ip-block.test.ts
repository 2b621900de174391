import assert from "node:assert/strict";
import { test } from "node:test";
import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { parseIpAddress } from "../../src/status/ip-address.js";
import { parseIpBlock } from "../../src/status/ip-block.js";

function hex(text: string): string | undefined {
  const block = parseIpBlock(text);
  return block && `${block.family} /${block.prefixLength} ${block.first}-${block.last}`;
}

test("addresses and networks of both families are read as what they cover, whatever the host's bits", () => {
  assert.equal(hex("10.97.131.0/9"), "4 /9 0a000000-0a7fffff");
  assert.equal(hex("10.255.0.0/15"), "4 /15 0afe0000-0affffff");
  assert.equal(hex("FD00::A/127"), hex("fd00::b/127"));
  assert.equal(hex("10.8.0.3"), "4 /32 0a080003-0a080003");
  assert.equal(hex("10.200.0.0/16"), "4 /16 0ac80000-0ac8ffff");
  assert.equal(hex("10.200.1.2/16"), "4 /16 0ac80000-0ac8ffff");
  assert.equal(hex("255.255.255.255/0"), "4 /0 00000000-ffffffff");
  assert.equal(hex("fd00:9::/64"), "6 /64 fd000009000000000000000000000000-fd00000900000000ffffffffffffffff");
  assert.equal(hex("fd00:9::5/64"), hex("fd00:9::/64"));
  assert.equal(hex("1:2:3:4:5:6:7::"), "6 /128 00010002000300040005000600070000-00010002000300040005000600070000");
  assert.equal(hex("::1"), `6 /128 ${"1".padStart(32, "0")}-${"1".padStart(32, "0")}`);
  assert.equal(hex("::"), `6 /128 ${"0".repeat(32)}-${"0".repeat(32)}`);
  assert.equal(hex("1:2:3:4:5:6:7:8"), "6 /128 00010002000300040005000600070008-00010002000300040005000600070008");
  assert.equal(hex("::ffff:1.2.3.4"), `6 /128 ${"ffff01020304".padStart(32, "0")}-${"ffff01020304".padStart(32, "0")}`);
  assert.equal(hex("fe80::1%eth0/64"), hex("fe80::1/64"));
  assert.equal(hex("::/0"), `6 /0 ${"0".repeat(32)}-${"f".repeat(32)}`);
});

test("what is neither an address nor a network is nothing, and does not throw", () => {
  for (const text of [
    "",
    "/",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "10.0.0.0/255.0.0.0",
    "10.0.0/8",
    "::/129",
    ":::",
    "1::2::3",
    "01.2.3.4",
    "1.2.3.4:",
    "1.2.3.256",
    "1.2.3.4%eth0",
    "0a:00:00:00:00:01",
    "0a:00:00:00:00:01@7",
    "<b>",
    "10.0.0.0/1e1",
    "%",
  ]) {
    assert.equal(hex(text), undefined, text);
  }
});

test("what Node takes for an address is one, and nothing else", () => {
  const part = fc.constantFrom(
    "",
    "0",
    "1",
    "12",
    "255",
    "256",
    "01",
    "ffff",
    "FFFF",
    "00000",
    "g",
    "1.2.3.4",
    "1.2.3",
    " ",
  );
  const text = fc.oneof(
    fc.array(fc.oneof(part, fc.constantFrom(":", "::", ".")), { maxLength: 18 }).map((parts) => parts.join("")),
    fc.array(part, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(":")),
    fc.array(part, { minLength: 3, maxLength: 5 }).map((parts) => parts.join(".")),
    fc.tuple(fc.ipV6(), fc.ipV4()).map(([ipv6, ipv4]) => `${ipv6.slice(0, ipv6.lastIndexOf(":"))}:${ipv4}`),
    fc.ipV6(),
    fc.ipV4(),
  );
  fc.assert(
    fc.property(text, (address) => {
      const { family, digits } = parseIpAddress(address) ?? {};
      assert.equal(family === 4, isIPv4(address));
      assert.equal(family === 6, isIPv6(address));
      assert.ok(digits === undefined || digits.length === (family === 4 ? 8 : 32), digits);
      // The browser's own reader of addresses.
      if (family !== 6) return;
      const groups = digits?.match(/..../g)?.map((group) => `:${parseInt(group, 16).toString(16)}`);
      assert.equal(new URL(`http://[${address}]`).href, new URL(`http://[${groups?.join("").slice(1) ?? ""}]`).href);
    }),
    { numRuns: 3000 },
  );
});
