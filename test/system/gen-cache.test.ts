import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { CLI, runCli, type CliRun } from "../support/run-cli.js";
import { runHere, worldOf } from "../support/run-here.js";
import { assertTwins } from "../support/site-twins.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const WORLD = worldOf(CLI, "/");
const DONE: CliRun = { status: 0, stdout: "", stderr: "" };
const WORKBOOK = "downloads/openvpn-history_all.xlsx";
/** No snapshot grows stale in all steps. */
const STEP_SECONDS = 35;
const START = Date.parse("2026-11-21T12:00:00Z") / 1000;

/** A server to which these are connected. */
function writeStatusOf(path: string, updatedSeconds: number, names: readonly string[]): void {
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
      const folders = ["--history", place.history, "--out", place.out, "--aliases", aliases, "--timezone", "UTC"];
      assert.deepEqual(await runHere(["gen", "--status", status, ...folders, "--now", now], WORLD), DONE);
    };
    const see = (step: number, names: readonly string[]): void => {
      writeStatusOf(status, START + step * STEP_SECONDS, names);
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
      assertTwins(out);
      assert.deepEqual(fileTree(out), fileTree(fresh.out), `step ${number}: ${act.toString()}`);
    }
    t.diagnostic(`${steps.length} steps, each equal to a run without a cache`);
  });

  it("is not made again in a quiet minute, and is with --full", async (t) => {
    const folder = tempFolder(t);
    const [status, history, out] = [join(folder, "vpn.log"), join(folder, "history"), join(folder, "out")];
    cpSync(join(import.meta.dirname, "../fixtures/captures/2.6.14/tun-v2/last.status"), status);
    const loaded = async (...more: string[]): Promise<ReadonlySet<string>> => {
      const modules = join(folder, "modules.txt");
      writeFileSync(modules, "");
      const spy = join(folder, "spy.mjs");
      writeFileSync(spy, spyText(modules));
      const now = new Date((statSync(status).mtimeMs / 1000 + 5) * 1000).toISOString();
      const args = ["gen", "--status", status, "--history", history, "--out", out, "--now", now, ...more];
      const run = await runCli(args, { env: { NODE_OPTIONS: `--import=${spy}` } });
      assert.ok(run.status === 0, run.stderr);
      return packagesIn([join(dirname(CLI), "core.js"), ...readFileSync(modules, "utf8").split("\n")]);
    };
    const heavyOf = (packages: ReadonlySet<string>): readonly string[] =>
      HEAVY_PACKAGES.filter((name) => packages.has(name));
    const first = await loaded();
    assert.ok(first.has("eta"), `packages are not recognised: ${[...first].join(" ")}`);
    assert.deepEqual(heavyOf(first), ["exceljs", "vega"], "the build has compiled the charts");
    assert.deepEqual(heavyOf(await loaded()), []);
    assert.deepEqual(heavyOf(await loaded("--full")), ["exceljs", "vega"]);
  });
});

it("what V8 has compiled in the build is what this V8 takes, and holds what such a run calls", async (t) => {
  const folder = tempFolder(t);
  const spy = join(folder, "spy.cjs");
  writeFileSync(spy, REJECTION_SPY);
  const gen = async (seconds: number, names: readonly string[]): Promise<readonly string[]> => {
    const status = join(folder, "vpn.log");
    writeStatusOf(status, START + seconds, names);
    const folders = ["--history", join(folder, "history"), "--out", join(folder, "out")];
    const now = new Date((START + seconds) * 1000).toISOString();
    const run = await runCli(["gen", "--status", status, ...folders, "--now", now, "--timezone", "UTC"], {
      env: { NODE_OPTIONS: `--require=${spy}` },
    });
    assert.equal(run.status, 0);
    return run.stderr.trim().split("\n");
  };
  await gen(0, ["alice"]);
  assert.deepEqual(await gen(20, ["alice"]), ["core.js taken"]);
  assert.deepEqual(await gen(80, ["alice", "bob"]), ["core.js taken", "vega.js taken", "exceljs.js taken"]);
  for (const name of ["core", "vega", "exceljs"]) {
    const files = readdirSync(dirname(CLI), { recursive: true, encoding: "utf8" });
    const found = files.find((file) => basename(file).startsWith(name) && file.endsWith(".cache"));
    const { size } = statSync(join(dirname(CLI), found ?? name));
    // Without having run, a function or two of it.
    assert.ok(size > 100_000, `${name}: ${size} bytes`);
  }
});

/** Tells of each file whether V8 took what was compiled of it. */
const REJECTION_SPY = `const vm = require("node:vm");
  vm.Script = class extends vm.Script {
    constructor(source, options) {
      super(source, options);
      const name = require("node:path").basename(options.filename).replace(/-\\w+/, "");
      process.stderr.write(name + (this.cachedDataRejected === false ? " taken\\n" : " refused\\n"));
    }
  };
  require("node:module").syncBuiltinESMExports();`;

const HEAVY_PACKAGES = ["exceljs", "vega", "vega-lite", "fast-glob", "@clack/prompts"];

/** The packages that stand in bundled files, as the bundler's comments tell. */
function packagesIn(files: readonly string[]): ReadonlySet<string> {
  const ours = files.map((file) => file.replace("file://", "")).filter((file) => /\/dist\/.*js$/.test(file));
  return new Set(
    ours.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^\/\/ (?:.*node_modules\/|heavy:)((?:@[^/]+\/)?[^/\n]+)/gm)].map(
        ([, name = ""]) => name,
      ),
    ),
  );
}

/** Writes down each module that a process loads. */
function spyText(file: string): string {
  const hook = `import { appendFileSync } from "node:fs";
    export async function load(url, context, next) { appendFileSync(${JSON.stringify(file)}, url + "\\n"); return next(url, context); }`;
  const url = `data:text/javascript,${encodeURIComponent(hook)}`;
  return `import { register } from "node:module"; register(${JSON.stringify(url)});`;
}
