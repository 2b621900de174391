import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { isInstalled } from "../support/programs.js";
import { CLI, runCli, type CliRun } from "../support/run-cli.js";
import { readLastRun } from "../../src/io/cache/last-run.js";
import { makeHost, runHere } from "../support/run-here.js";
import { makeServedPlace, openToAll, serveSite } from "../support/served-site.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";
import { freePort } from "../support/web-server.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-21T12:00:00Z";

/** A site with one server whose one client is alice. */
function makePlace(t: TestContext, config: string) {
  const folder = tempFolder(t);
  const log = join(folder, "berlin.log");
  const client = {
    commonName: "alice",
    realAddress: "198.51.100.1:1194",
    virtualAddress: "10.8.0.2",
    bytesReceived: 1000,
    bytesSent: 2000,
    connectedSinceSeconds: Date.parse(NOW) / 1000 - 600,
    username: "",
  };
  const status = { updatedSeconds: Date.parse(NOW) / 1000, clients: [client] };
  writeFileSync(log, writeStatus(status, { version: 2, release: "2.6" }));
  const settings = `out = "out"\nhistory = "history"\ntimezone = "UTC"\n${config}\n`;
  writeFileSync(join(folder, "config.toml"), `${settings}[[server]]\nname = "berlin"\nstatus = "berlin.log"\n`);
  const host = { ...makeHost(CLI, folder), nowSeconds: () => Date.parse(NOW) / 1000, elapsedSeconds: () => 0.314 };
  return {
    folder,
    log,
    gen: (): Promise<CliRun> => runHere(["gen", "--config", join(folder, "config.toml"), "--now", NOW, "-v"], host),
    read: (path: string): string => readFileSync(join(folder, path), "utf8"),
  };
}

describe("the file for node_exporter", () => {
  it("says what the site's metrics say, and how the run went", async (t) => {
    const { folder, gen, read } = makePlace(t, 'metrics_file = "collected/openvpn.prom"');
    mkdirSync(join(folder, "collected"));
    assert.equal((await gen()).status, 0);
    const file = read("collected/openvpn.prom");
    const ofSite = read("out/metrics");
    assert.ok(file.startsWith(ofSite));
    assert.match(ofSite, /^openvpn_server_client_sent_bytes_total\{.*common_name="alice".*\} 2000$/m);
    assert.doesNotMatch(ofSite, /last_run|last_success/);
    const seconds = Date.parse(NOW) / 1000;
    for (const line of ["run_success 1", "run_duration_seconds 0.31", `run_time_seconds ${seconds}`]) {
      assert.ok(file.includes(`\nopenvpn_status_site_last_${line}\n`), line);
    }
    assert.ok(file.includes(`\nopenvpn_status_site_last_success_time_seconds ${seconds}\n`));
    assert.equal(statSync(join(folder, "collected/openvpn.prom")).mode & 0o777, 0o644);
    assert.deepEqual(readdirSync(join(folder, "collected")), ["openvpn.prom"]);
  });

  it("says that a run has failed, with what is known from the last one", async (t) => {
    const { folder, gen, read } = makePlace(t, 'metrics_file = "openvpn.prom"');
    await gen();
    writeFileSync(join(folder, "history/open.csv"), "what,is,this\n1,2\n");
    assert.equal((await gen()).status, 65);
    const file = read("openvpn.prom");
    assert.match(file, /^openvpn_status_site_last_run_success 0$/m);
    assert.match(file, /^openvpn_status_site_last_success_time_seconds /m);
    assert.match(file, /common_name="alice"/);
    rmSync(join(folder, "out"), { recursive: true });
    await gen();
    assert.match(read("openvpn.prom"), /^# HELP openvpn_status_site_last_run_success /);
  });

  it("that cannot be written is a problem of the run, whose site is made", async (t) => {
    const { folder, gen, read } = makePlace(t, 'metrics_file = "nowhere/openvpn.prom"');
    const { status, stderr } = await gen();
    assert.equal(status, 73);
    assert.match(stderr, /nowhere/);
    assert.match(read("out/metrics"), /alice/);
    const toLastRun = (): unknown => readLastRun(join(folder, "history/cache"));
    const { problem, successSeconds } = toLastRun() as { problem: string; successSeconds: unknown };
    assert.match(problem, /nowhere/, "check and doctor know of it");
    assert.equal(successSeconds, null);
    writeFileSync(join(folder, "history/open.csv"), "what,is,this\n1,2\n");
    const broken = await gen();
    assert.equal(broken.status, 65, "what kept the run from its work counts");
    assert.match(broken.stderr, /open\.csv/);
    assert.match((toLastRun() as { problem: string }).problem, /open\.csv/);
  });

  it("names nobody with metrics_per_client = false", async (t) => {
    const { gen, read } = makePlace(t, 'metrics_per_client = false\nmetrics_file = "openvpn.prom"');
    assert.equal((await gen()).status, 0);
    assert.doesNotMatch(read("openvpn.prom") + read("out/metrics"), /alice|198\.51\.100|10\.8\.0/);
  });

  it(
    "is not written by root where another user could put a link",
    { skip: skipUnless(isRoot, "needs root") },
    async (t) => {
      const { folder, gen } = makePlace(t, 'metrics_file = "theirs/openvpn.prom"');
      chmodSync(folder, 0o755);
      mkdirSync(join(folder, "theirs"));
      chmodSync(join(folder, "theirs"), 0o777);
      const { status, stderr } = await gen();
      assert.equal(status, 78);
      assert.match(stderr, /metrics_file folder .*theirs/);
      assert.deepEqual(readdirSync(join(folder, "theirs")), []);
    },
  );
});

interface QueryResult {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [seconds: number, value: string];
}

interface Answer {
  readonly status: string;
  readonly data: { readonly result: readonly QueryResult[] };
}

const programs = ["prometheus", "promtool", "nginx"];
const skip = skipUnless(programs.every(isInstalled), `needs ${programs.join(", ")}`);

describe(
  "a real Prometheus that asks a real nginx for the metrics, with a password",
  { skip, timeout: 120_000 },
  () => {
    it("answers every query of two public dashboards, and takes every hostile name", async (t) => {
      const place = makeServedPlace(t);
      const { folder, out, config } = place;
      const log = join(folder, "status.log");
      const hostile = HOSTILE_NAMES.filter((name) => !/[\t\r\0]/.test(name) && name.trim() === name);
      const names = [
        "server1.example.com",
        "renee",
        "renee",
        "vpn-seed-client",
        "vpn-shoot-client-0",
        "vpn-shoot-client-1",
      ];
      const startSeconds = Math.floor(Date.now() / 1000) - 600;
      const gen = async (bytes: number): Promise<void> => {
        const clients = [...names, ...hostile].map((commonName, index) => ({
          commonName,
          realAddress: `198.51.100.${index + 1}:1194`,
          virtualAddress: `10.8.0.${index + 2}`,
          bytesReceived: bytes,
          bytesSent: 2 * bytes,
          connectedSinceSeconds: startSeconds,
          username: "",
        }));
        const status = { updatedSeconds: Math.floor(Date.now() / 1000), clients };
        writeFileSync(log, writeStatus(status, { version: 3, release: "2.6" }));
        const run = await runCli([
          "gen",
          "--config",
          config,
          "--status",
          log,
          "--history",
          join(folder, "history"),
          "--out",
          out,
        ]);
        assert.deepEqual(run, { status: 0, stdout: "", stderr: "" });
        openToAll(out);
      };
      await gen(1000);
      const base = await serveSite(t, "nginx", place, "10.99.0.0/24");
      const prometheus = await startPrometheus(t, join(folder, "prometheus"), base);
      const ask = async (query: string): Promise<Answer["data"]["result"]> => {
        const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
        const { status, data } = (await answer.json()) as Answer;
        assert.equal(status, "success", query);
        return data.result;
      };
      for (let bytes = 2000, scraped = 0; scraped < 3; bytes += 1000) {
        await gen(bytes);
        await sleep(500);
        const [found] = await ask("count_over_time(openvpn_up[1h])");
        scraped = Number(found?.value[1] ?? 0);
      }

      let count = 0;
      for (const name of ["grafana-10562", "gardener"]) {
        const path = join(import.meta.dirname, `../fixtures/dashboards/${name}.json`);
        const panels = JSON.parse(readFileSync(path, "utf8")) as Record<string, readonly string[]>;
        for (const [panel, queries] of Object.entries(panels)) {
          for (const query of queries) {
            const result = await ask(query);
            assert.ok(result.length > 0, `${name}: ${panel}: ${query}`);
            count += 1;
          }
        }
      }
      assert.equal(count, 28);
      const clients = await ask("openvpn_server_client_received_bytes_total");
      const found = clients.map(({ metric }) => metric["common_name"]).sort();
      assert.deepEqual(found, [...names, ...hostile].sort());
      assert.equal((await ask(`openvpn_server_connected_clients == ${names.length + hostile.length}`)).length, 1);
      assert.equal((await ask("openvpn_nothing")).length, 0);
    });
  },
);

/** @returns its base URL, once it answers */
async function startPrometheus(t: TestContext, folder: string, site: string): Promise<string> {
  mkdirSync(folder);
  const config = join(folder, "prometheus.yml");
  writeFileSync(
    config,
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: openvpn
    basic_auth: { username: admin, password: secret }
    static_configs: [{ targets: ["${new URL(site).host}"], labels: { service: vpn } }]
`,
  );
  const checked = spawnSync("promtool", ["check", "config", config], { encoding: "utf8" });
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  const address = `127.0.0.1:${await freePort()}`;
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
  ];
  const prometheus = spawn("prometheus", args, { stdio: "ignore" });
  t.after(async () => {
    prometheus.kill("SIGTERM");
    if (prometheus.exitCode === null) await once(prometheus, "close");
  });
  for (let tries = 0; tries < 200 && prometheus.exitCode === null; tries++) {
    const isReady = await fetch(`http://${address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return `http://${address}`;
    await sleep(50);
  }
  throw new Error("prometheus does not answer");
}
