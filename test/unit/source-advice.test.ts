import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { SourceAdvice } from "../../src/history/source-advice.js";
import { renderStatusJson } from "../../src/render/status-json.js";
import { renderMetrics } from "../../src/render/metrics-text.js";
import { siteMetrics } from "../../src/site/metrics/site-metrics.js";
import { siteStatus } from "../../src/site/site-status.js";
import { exampleInput, OK_SOURCE, renderSite } from "../support/example-site.js";
import { indexAll, type FullInput } from "../support/full-index.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

/* A source that is `ok` may still have a problem. Its state does not change, and everything that shows the state also shows the advice. */

const START = Date.parse("2026-11-21T12:00:00Z") / 1000;

function withAdvice(advice: SourceAdvice | null, fields: Partial<FullInput> = {}): FullInput {
  return exampleInput({ sources: [{ ...OK_SOURCE, advice }], ...fields });
}

function readStatus(input: FullInput): {
  readonly state: string;
  readonly sources: readonly { readonly state: string; readonly advice: string | null }[];
  readonly notices: readonly unknown[];
} {
  return JSON.parse(renderStatusJson(siteStatus(input, indexAll(input)), "1.2.3")) as ReturnType<typeof readStatus>;
}

test("status.json has it beside the state, and as a notice", () => {
  const { state, sources, notices } = readStatus(withAdvice("two-writers"));
  assert.deepEqual([state, sources.map((one) => [one.state, one.advice])], ["idle", [["ok", "two-writers"]]]);
  const notice = { kind: "source-advice", server: "berlin", user: null, time: null };
  assert.deepEqual(notices, [{ ...notice, text: "two servers in turn" }]);
  assert.deepEqual(readStatus(withAdvice("events-silent", { language: "de" })).notices, [
    { ...notice, text: "Ereignisse fehlen" },
  ]);
  const well = readStatus(withAdvice(null));
  assert.deepEqual([well.sources[0]?.advice, well.notices], [null, []]);
  // The state says what is wrong.
  const stale = { ...OK_SOURCE, state: "stale", advice: "only-undef" } as const;
  const { notices: ofStale } = readStatus(exampleInput({ sources: [stale] }));
  assert.deepEqual(
    ofStale.map((one) => (one as { readonly kind: string }).kind),
    ["source"],
  );
});

test("metrics has it", () => {
  const metrics = (advice: SourceAdvice | null): string => {
    const input = withAdvice(advice);
    return renderMetrics(siteMetrics(input, indexAll(input), { version: "1.2.3", perClient: true }));
  };
  const path = 'status_path="/run/openvpn-server/status-berlin.log"';
  assert.ok(
    metrics("two-writers").includes(
      `\nopenvpn_status_site_source_advice{server="berlin",${path},advice="two-writers"} 1\n`,
    ),
  );
  assert.doesNotMatch(metrics(null), /^openvpn_status_site_source_advice\{/m);
});

test("the line of the source's state says it, and so do the notices", () => {
  for (const [language, label] of [
    ["en", "two servers in turn"],
    ["de", "zwei Server abwechselnd"],
  ] as const) {
    const page = renderSite(withAdvice("two-writers", { language })).get("index.html") ?? "";
    assert.match(page, new RegExp(`<span class="status ok advised">.*</a> (?:ok|in Ordnung), ${label}</span>`));
    assert.match(page, new RegExp(`<li class="source"><a href="[^"]*berlin[^"]*">.*berlin.*</a> ${label}</li>`));
  }
  assert.doesNotMatch(renderSite(withAdvice(null)).get("index.html") ?? "", /advised|<li class="source">/);
});

interface Place {
  readonly folder: string;
  readonly run: (command: string, minutes: number, ...args: readonly string[]) => Promise<CliRun>;
  /** Who is connected by the status. */
  readonly show: (minutes: number, ...names: readonly string[]) => void;
}

function makePlace(t: TestContext, language: string): Place {
  const folder = tempFolder(t);
  const log = join(folder, "berlin.log");
  writeFileSync(
    join(folder, "config.toml"),
    `timezone = "UTC"\nlanguage = "${language}"\n[[server]]\nname = "berlin"\nstatus = "berlin.log"\n`,
  );
  return {
    folder,
    run: (command, minutes, ...args) => {
      const seconds = START + minutes * 60;
      const host = { ...makeHost(CLI, folder), nowSeconds: () => seconds };
      const now = new Date(seconds * 1000).toISOString();
      return runHere([command, "--config", join(folder, "config.toml"), "--now", now, ...args], host);
    },
    show: (minutes, ...names) => {
      const clients = names.map((commonName) => ({
        commonName,
        realAddress: `198.51.100.${commonName.length}:1194`,
        virtualAddress: `10.8.0.${commonName.length}`,
        bytesReceived: 1000,
        bytesSent: 2000,
        connectedSinceSeconds: START - 600,
        username: "",
      }));
      writeFileSync(
        log,
        writeStatus({ updatedSeconds: START + minutes * 60, clients }, { version: 2, release: "2.6" }),
      );
    },
  };
}

test("check warns of it, in the site's language, until it is over", async (t) => {
  for (const [language, label] of [
    ["en", "two servers in turn"],
    ["de", "zwei Server abwechselnd"],
  ] as const) {
    const { folder, run, show } = makePlace(t, language);
    for (const [minute, name] of ["al", "bea", "al"].entries()) {
      show(minute, name);
      await run("gen", minute);
    }
    const { status, stdout } = await run("check", 2);
    assert.equal(status, 1, stdout);
    assert.match(stdout, new RegExp(`^OPENVPN WARNING - berlin: ${label} \\| `));
    // Another version may know other advice, or none at all.
    const json = join(folder, "out/status.json");
    const text = readFileSync(json, "utf8");
    writeFileSync(json, text.replace('"two-writers"', '"toString"'));
    assert.match((await run("check", 2)).stdout, /^OPENVPN WARNING - berlin: toString \| /);
    writeFileSync(json, text.replace(/ *"advice": "two-writers",\n/, ""));
    assert.match((await run("check", 2)).stdout, /^OPENVPN OK /);
    // What the state says comes first, and alone.
    writeFileSync(json, text.replace('"state": "ok",\n   "state_since"', '"state": "stale",\n   "state_since"'));
    assert.match((await run("check", 2)).stdout, new RegExp(`^OPENVPN CRITICAL - berlin(?: is|:) \\w+ \\| `));
    show(70, "al");
    await run("gen", 70);
    assert.match((await run("check", 70)).stdout, /^OPENVPN OK /);
  }
});
