import assert from "node:assert/strict";
import { test } from "node:test";
import { openCase } from "../support/case-folder.js";

test("case 09: a v4-mapped address and the same as IPv4 are one address", async (context) => {
  const { run, rows, statusJson, read } = openCase(context, "09-ipv4-mapped-ipv6");
  const { status, stderr } = await run(
    "gen",
    "--status",
    "udp.log",
    "--status",
    "tcp.log",
    "--now",
    "2026-05-14T10:10:20Z",
  );
  assert.deepEqual([status, stderr], [0, ""]);
  const open = rows("h/open.csv");
  assert.deepEqual(
    open.map((row) => row["public_ip"]),
    ["203.0.113.5", "203.0.113.5"],
  );
  assert.deepEqual(open.map((row) => row["real_address"]).sort(), ["203.0.113.5:41000", "::ffff:203.0.113.5"]);
  assert.deepEqual(
    JSON.stringify(statusJson()).match(/"public_ip":"[^"]*"/g),
    Array(2).fill('"public_ip":"203.0.113.5"'),
  );
  const users = read("o/users/index.html");
  assert.match(users, /<dt>Two addresses at once<\/dt><dd>0<\/dd>/);
  assert.match(
    users,
    /<th scope="row"><a href="gus\/index.html">[^]*?<td class="num">1<\/td>\s*<td class="num"><\/td>\s*<\/tr>/,
  );
  assert.doesNotMatch(read("o/users/gus/index.html"), /two addresses|credentials/);
});
