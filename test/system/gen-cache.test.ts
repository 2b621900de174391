import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { FIXED_COMMAND } from "../support/fixed-command.js";
import { CLI, runCli, type CliRun } from "../support/run-cli.js";
import { coreFile, runHere, makeHost } from "../support/run-here.js";
import { assertGzipCopies } from "../support/gzip-copies.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const WORLD = makeHost(CLI, "/");
const DONE: CliRun = { status: 0, stdout: "", stderr: "" };
const WORKBOOK = "downloads/openvpn-history_all.xlsx";
/** No snapshot grows stale in all steps. */
const STEP_SECONDS = 35;
const START = Date.parse("2026-11-21T12:00:00Z") / 1000;

/** A server to which these are connected. */
function toWriteStatus(path: string, updatedSeconds: number, names: readonly string[]): void {
  const clients = names.map((commonName, index) => ({
    commonName,
    realAddress: `203.0.113.${index}:4000`,
    virtualAddress: `10.8.0.${index + 2}`,
    bytesReceived: updatedSeconds - START,
    bytesSent: 2 * (updatedSeconds - START),
    connectedSinceSeconds: START - 600,
    username: "",
  }));
  writeFileSync(path, writeStatus({ updatedSeconds, clients }, { version: 2, release: "2.6" }));
}

describe("what an earlier run made", () => {
  it("is what a run without a cache makes, whatever someone does to out or to the cache", async (t) => {
    const folder = tempFolder(t);
    const [status, history, out] = [join(folder, "vpn.log"), join(folder, "history"), join(folder, "out")];
    const aliases = join(folder, "aliases.json");
    writeFileSync(aliases, "{}");
    mkdirSync(history);
    const gen = async (step: number, place = { history, out }): Promise<void> => {
      const now = new Date((START + step * STEP_SECONDS) * 1000).toISOString();
      const folders = [
        ...FIXED_COMMAND,
        "--history",
        place.history,
        "--out",
        place.out,
        "--aliases",
        aliases,
        "--timezone",
        "UTC",
      ];
      assert.deepEqual(await runHere(["gen", "--status", status, ...folders, "--now", now], WORLD), DONE);
    };
    const see = (step: number, names: readonly string[]): void => {
      toWriteStatus(status, START + step * STEP_SECONDS, names);
    };
    const steps: readonly (() => void)[] = [
      () => {
        see(0, ["alice", "bob"]);
      },
      // What someone does to out is mended in the next run in which something happens.
      () => {
        rmSync(join(out, WORKBOOK));
        see(1, ["alice", "carol"]);
      },
      () => {
        truncateSync(join(out, WORKBOOK), 100);
        see(2, ["alice"]);
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
        see(6, ["alice", "dave"]);
      },
    ];
    for (const [number, act] of steps.entries()) {
      act();
      const fresh = { history: join(folder, `history-${number}`), out: join(folder, `out-${number}`) };
      cpSync(history, fresh.history, { recursive: true });
      rmSync(join(fresh.history, "cache"), { recursive: true, force: true });
      await gen(number);
      await gen(number, fresh);
      assertGzipCopies(out);
      assert.deepEqual(fileTree(out), fileTree(fresh.out), `step ${number}: ${act.toString()}`);
    }
    t.diagnostic(`${steps.length} steps, each equal to a run without a cache`);
  });

  it("is not made again in a quiet minute, and is with --full", async (t) => {
    const folder = tempFolder(t);
    const [status, history, out] = [join(folder, "vpn.log"), join(folder, "history"), join(folder, "out")];
    cpSync(join(import.meta.dirname, "../fixtures/captures/2.6.14/tun-v2/last.status"), status);
    const loaded = async (...more: string[]): Promise<readonly string[]> => {
      const files = join(folder, "files.txt");
      const spy = join(folder, "spy.cjs");
      writeFileSync(spy, spyText(files));
      const now = new Date((statSync(status).mtimeMs / 1000 + 5) * 1000).toISOString();
      const args = ["gen", "--status", status, "--history", history, "--out", out, "--now", now, ...more];
      const run = await runCli(args, { env: { NODE_OPTIONS: `--require=${spy}` } });
      assert.ok(run.status === 0, run.stderr);
      const names = readFileSync(files, "utf8")
        .split("\n")
        .map((path) => basename(path));
      assert.ok(names.includes(coreFile(CLI)), names.join(" "));
      return HEAVY_PACKAGES.filter((name) => names.some((file) => file.replace(/-[A-Z0-9]+\.js$/, "") === name));
    };
    const built = readdirSync(join(dirname(CLI), "packages")).filter((name) => name.endsWith(".js"));
    assert.deepEqual(built.map((name) => name.replace(/-[A-Z0-9]+\.js$/, "")).sort(), HEAVY_PACKAGES);
    assert.deepEqual(await loaded(), ["exceljs", "vega"], "the build has compiled the charts");
    assert.deepEqual(await loaded(), []);
    assert.deepEqual(await loaded("--full"), ["exceljs", "vega"]);
  });
});

/** The packages that are bundled into files of their own. */
const HEAVY_PACKAGES = ["clack-prompts", "exceljs", "fast-glob", "micromatch", "topojson-client", "vega", "vega-lite"];

/** Writes down each file that a process has loaded. */
function spyText(file: string): string {
  return `process.once("exit", () => {
    require("node:fs").writeFileSync(${JSON.stringify(file)}, Object.keys(require.cache).join("\\n"));
  });`;
}
