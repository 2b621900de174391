import assert from "node:assert/strict";
import { test } from "node:test";
import { compress, chooseCompressionLevel } from "../../src/io/publish/gzip-copy.js";
import { makeContent } from "../support/make-content.js";
import { demoInput } from "../support/demo-site.js";
import { exampleSession, NOW_SECONDS } from "../support/example-site.js";
import { planSite } from "../support/plan-site.js";

const BUDGET_BYTES = 60 * 1024;

test("the overview with 50 connected and a week's history weighs at most 60 KB with its styles and scripts, gzipped", async () => {
  const demo = demoInput("de");
  const server = demo.sources[0]?.server ?? "";
  const others = Array.from({ length: 50 - demo.openSessions.length }, (_, index) =>
    exampleSession({
      user: `user${index}`,
      server,
      startSeconds: NOW_SECONDS - 600 - index * 97,
      endSeconds: null,
      realAddress: `203.0.113.${index}:${40_000 + index * 7}`,
      publicIp: `203.0.113.${index}`,
      tunnelIp: `10.8.1.${index}`,
      bytesReceived: index * 7_654_321,
      bytesSent: index * 87_654_321,
    }),
  );
  const input = { ...demo, openSessions: [...demo.openSessions, ...others] };
  const outputs = planSite(input);
  const loaded = outputs.filter(({ path }) => path === "index.html" || /^assets\/(?!find\.).*\.(css|js)$/.test(path));
  assert.ok(loaded.length >= 2);
  let weight = 0;
  for (const output of loaded) {
    const bytes = await makeContent(output);
    weight += compress(bytes, chooseCompressionLevel(output.stage, bytes.length)).length;
  }
  assert.ok(weight <= BUDGET_BYTES, `${weight} bytes`);
});
