import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const CHECKOUT = join(import.meta.dirname, "../..");
const RUNS = Number(process.env["UPGRADE_RUNS"] ?? 200);
const START_SECONDS = Date.parse("2026-11-21T12:00:00Z") / 1000;

/** A checkout of its own, which is built again and again. */
function makeCheckout(t: TestContext): string {
  const folder = tempFolder(t);
  for (const part of ["src", "assets", "templates", "package.json", "tsconfig.json"]) {
    cpSync(join(CHECKOUT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(CHECKOUT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Builds a version of the program that differs from the others. */
async function build(folder: string, version: number): Promise<void> {
  const path = join(folder, "src/text/i18n/messages-en.ts");
  const text = readFileSync(path, "utf8").replace(/"Worth a look[^"]*"/, `"Worth a look ${version}"`);
  writeFileSync(path, text);
  const child = spawn(process.execPath, ["--import", "tsx", "src/packaging/build.ts"], { cwd: folder, stdio: "pipe" });
  let said = "";
  child.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
  const [status] = (await once(child, "close")) as [number | null];
  assert.equal(status, 0, said);
}

test("no run fails while the program is built again and again in its place", { timeout: 1_200_000 }, async (t) => {
  const folder = makeCheckout(t);
  await build(folder, 0);
  writeFileSync(
    join(folder, "config.toml"),
    'timezone = "UTC"\nhistory = "history"\nout = "out"\naliases = "aliases.json"\n[[server]]\nstatus = "vpn.log"\n',
  );
  writeFileSync(join(folder, "aliases.json"), "{}");
  let [builds, isDone] = [0, false];
  const building = (async () => {
    while (!isDone) await build(folder, (builds += 1));
  })();
  const failed: string[] = [];
  const titles = new Set<string | undefined>();
  for (let run = 0; run < RUNS; run++) {
    const updatedSeconds = START_SECONDS + 60 * run;
    const client = { commonName: `user${run % 7}`, realAddress: "198.51.100.7:1194", virtualAddress: "10.8.0.2" };
    const counts = { bytesReceived: run, bytesSent: run, connectedSinceSeconds: updatedSeconds - 60 * (run % 3) };
    const clients = [{ ...client, ...counts, username: "" }];
    writeFileSync(join(folder, "vpn.log"), writeStatus({ updatedSeconds, clients }, { version: 2, release: "2.6" }));
    // Some load all that there is.
    const full = run % 10 === 0 ? ["--full"] : [];
    const now = new Date(updatedSeconds * 1000).toISOString();
    const args = [join(folder, "dist/cli.js"), "gen", "--config", join(folder, "config.toml"), "--now", now, ...full];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: "pipe" });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (said += bytes.toString()));
    const [status] = (await once(child, "close")) as [number | null];
    if (status !== 0 || said !== "") failed.push(`run ${run}: ${status ?? "killed"} ${said}`);
    else titles.add(/Worth a look \d+/.exec(readFileSync(join(folder, "out/index.html"), "utf8"))?.[0]);
  }
  isDone = true;
  await building;
  t.diagnostic(
    `${failed.length} of ${RUNS} runs failed during ${builds} builds; ${titles.size} versions made the site`,
  );
  assert.deepEqual(failed, []);
  assert.ok(builds >= 3 && titles.size >= 3, `only ${builds} builds`);
});
