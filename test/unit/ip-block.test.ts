import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIpBlock } from "../../src/site/ip-block.js";

function hex(text: string): string | undefined {
  const block = parseIpBlock(text);
  return block && `${block.family} /${block.prefixLength} ${block.first.toString(16)}-${block.last.toString(16)}`;
}

test("addresses and networks of both families are read as what they cover, whatever the host's bits", () => {
  assert.equal(hex("10.8.0.3"), "4 /32 a080003-a080003");
  assert.equal(hex("10.200.0.0/16"), "4 /16 ac80000-ac8ffff");
  assert.equal(hex("10.200.1.2/16"), "4 /16 ac80000-ac8ffff");
  assert.equal(hex("255.255.255.255/0"), "4 /0 0-ffffffff");
  assert.equal(hex("fd00:9::/64"), "6 /64 fd000009000000000000000000000000-fd00000900000000ffffffffffffffff");
  assert.equal(hex("fd00:9::5/64"), hex("fd00:9::/64"));
  assert.equal(hex("1:2:3:4:5:6:7::"), "6 /128 10002000300040005000600070000-10002000300040005000600070000");
  assert.equal(hex("::1"), "6 /128 1-1");
  assert.equal(hex("::"), "6 /128 0-0");
  assert.equal(hex("1:2:3:4:5:6:7:8"), "6 /128 10002000300040005000600070008-10002000300040005000600070008");
  assert.equal(hex("::ffff:1.2.3.4"), "6 /128 ffff01020304-ffff01020304");
  assert.equal(hex("fe80::1%eth0/64"), hex("fe80::1/64"));
  assert.equal(hex("::/0"), `6 /0 0-${"f".repeat(32)}`);
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
    "0a:00:00:00:00:01",
    "0a:00:00:00:00:01@7",
    "<b>",
    "10.0.0.0/1e1",
    "%",
  ]) {
    assert.equal(hex(text), undefined, text);
  }
});
