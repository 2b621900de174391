import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { runCli, type CliRun } from "../support/run-cli.js";
import { assertTwins } from "../support/site-twins.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const DONE: CliRun = { status: 0, stdout: "", stderr: "" };
const WORKBOOK = "downloads/openvpn-history_all.xlsx";
/** Nine of them are more than five minutes: the charts move, and no snapshot grows stale before. */
const STEP_SECONDS = 35;
const START = Date.parse("2026-11-21T12:00:00Z") / 1000;

describe("what an earlier run made", () => {
  it("is what a run without a cache makes, whatever someone does to out or to the cache", async (t) => {
    const folder = tempFolder(t);
    const [status, history, out] = [join(folder, "vpn.log"), join(folder, "history"), join(folder, "out")];
    const aliases = join(folder, "aliases.json");
    writeFileSync(aliases, "{}");
    mkdirSync(history);
    let more: readonly string[] = [];
    const gen = async (step: number, place = { history, out }): Promise<void> => {
      const now = new Date((START + step * STEP_SECONDS) * 1000).toISOString();
      const folders = ["--history", place.history, "--out", place.out, "--aliases", aliases, "--timezone", "UTC"];
      assert.deepEqual(await runCli(["gen", "--status", status, ...folders, "--now", now, ...more]), DONE);
    };
    const see = (step: number, names: readonly string[]): void => {
      const clients = names.map((commonName, index) => ({
        commonName,
        realAddress: `203.0.113.${index}:4000`,
        virtualAddress: `10.8.0.${index + 2}`,
        bytesReceived: step * 1000,
        bytesSent: step * 2000,
        connectedSinceSeconds: START - 600,
        username: "",
      }));
      writeFileSync(
        status,
        writeStatus({ updatedSeconds: START + step * STEP_SECONDS, clients }, { version: 2, release: "2.6" }),
      );
    };
    const steps: readonly (() => void)[] = [
      () => {
        see(0, ["alice", "bob"]);
      },
      () => {
        more = ["--timezone", "Asia/Kolkata"];
      },
      () => {
        more = [];
      },
      // What someone does to out is mended in the next run in which something happens.
      () => {
        rmSync(join(out, WORKBOOK));
        see(3, ["alice", "carol"]);
      },
      () => {
        truncateSync(join(out, WORKBOOK), 100);
        see(4, ["alice"]);
      },
      () => {
        writeFileSync(join(history, "cache/made.json"), '{"out":');
      },
      () => {
        writeFileSync(join(history, "cache/charts.json"), '{"charts/connections-24h.svg": {"inputs": 5}}');
      },
      () => {
        writeFileSync(
          join(history, "cache/monitoring.json"),
          '{"2026-11-21": {"key": "x", "monitoring": {"spans": 5}}}',
        );
      },
      () => {
        const page = join(out, "history/index.html");
        const { size } = statSync(page);
        writeFileSync(page, "x".repeat(size));
        see(8, ["alice", "dave"]);
      },
      () => {
        see(9, []);
      },
    ];
    for (const [number, act] of steps.entries()) {
      act();
      const fresh = { history: join(folder, `history-${number}`), out: join(folder, `out-${number}`) };
      cpSync(history, fresh.history, { recursive: true });
      rmSync(join(fresh.history, "cache"), { recursive: true, force: true });
      await gen(number);
      await gen(number, fresh);
      assertTwins(out);
      assert.deepEqual(fileTree(out), fileTree(fresh.out), `step ${number}: ${act.toString()}`);
    }
    t.diagnostic(`${steps.length} steps, each equal to a run without a cache`);
  });

  it("is not made again in a quiet minute, and is with --full", async (t) => {
    const folder = tempFolder(t);
    const [status, history, out] = [join(folder, "vpn.log"), join(folder, "history"), join(folder, "out")];
    cpSync(join(import.meta.dirname, "../fixtures/captures/2.6.14/tun-v2/last.status"), status);
    const loaded = async (...more: string[]): Promise<string> => {
      const modules = join(folder, "modules.txt");
      writeFileSync(modules, "");
      const spy = join(folder, "spy.mjs");
      writeFileSync(spy, spyText(modules));
      const now = new Date((statSync(status).mtimeMs / 1000 + 5) * 1000).toISOString();
      const args = ["gen", "--status", status, "--history", history, "--out", out, "--now", now, ...more];
      const run = await runCli(args, { env: { NODE_OPTIONS: `--import=${spy}` } });
      assert.ok(run.status === 0, run.stderr);
      return readFileSync(modules, "utf8");
    };
    const HEAVY = /workbook-writer|vega\.module/;
    const COMPILER = /vega-lite|chunks\/build-/;
    const first = await loaded();
    assert.match(first, HEAVY);
    assert.doesNotMatch(first, COMPILER, "the build has compiled the charts");
    assert.doesNotMatch(await loaded(), HEAVY);
    assert.match(await loaded("--full"), HEAVY);
  });
});

/** Writes down each module that a process loads. */
function spyText(file: string): string {
  const hook = `import { appendFileSync } from "node:fs";
    export async function load(url, context, next) { appendFileSync(${JSON.stringify(file)}, url + "\\n"); return next(url, context); }`;
  const url = `data:text/javascript,${encodeURIComponent(hook)}`;
  return `import { register } from "node:module"; register(${JSON.stringify(url)});`;
}
