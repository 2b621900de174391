// A step of the build: leaves beside `core.js`, in the folder that is named, what V8 compiles of it in a quiet run.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [, , dist = ""] = process.argv;
const TIMES = ["2026-11-21T14:00:10", "2026-11-21T14:00:30"] as const;

const folder = mkdtempSync(join(tmpdir(), "openvpn-status-site-build-"));
try {
  for (const time of TIMES) run(time, time === TIMES[1]);
} finally {
  rmSync(folder, { recursive: true });
}

function run(time: string, isQuiet: boolean): void {
  const status = join(folder, "openvpn-status.log");
  writeFileSync(status, statusAt(time));
  const paths = ["--status", status, "--history", join(folder, "history"), "--out", join(folder, "out")];
  const args = ["gen", ...paths, "--timezone", "UTC", "--now", `${time}Z`];
  const [file, cache] = [resolve(dist, "core.js"), resolve(dist, "core.cache")];
  // As `start.ts`, and with what was compiled by the end.
  const text = `const { readFileSync, writeFileSync } = require("node:fs");
    const { Script } = require("node:vm");
    const [file, cache] = ${JSON.stringify([file, cache])};
    process.argv.splice(1, 0, file);
    const script = new Script(readFileSync(file, "latin1"), { filename: file });
    script.runInThisContext()(require, (path) => import(require("node:path").resolve(file, "..", path)), file);
    if (${String(isQuiet)}) process.once("exit", () => writeFileSync(cache, script.createCachedData()));`;
  const { status: code, stderr } = spawnSync(process.execPath, ["-e", text, "--", ...args], { encoding: "utf8" });
  if (code !== 0) process.stderr.write(`The build goes on without core.cache: ${stderr}\n`);
}

function statusAt(time: string): string {
  const seconds = Date.parse(`${time}Z`) / 1000;
  const since = ["2026-11-21 10:00:00", Date.parse("2026-11-21T10:00:00Z") / 1000];
  const clients = ["alice", "bob"].map((name, id) => {
    const row = [name, `203.0.113.${id}:1194`, `10.8.0.${id + 2}`, "", seconds, seconds * 2, ...since, "UNDEF", id, id];
    return ["CLIENT_LIST", ...row, "AES-256-GCM"].join("\t");
  });
  return [
    "TITLE\tOpenVPN 2.6.14",
    `TIME\t${time.replace("T", " ")}\t${seconds}`,
    "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tVirtual IPv6 Address\tBytes Received\tBytes Sent\tConnected Since\tConnected Since (time_t)\tUsername\tClient ID\tPeer ID\tData Channel Cipher",
    ...clients,
    "HEADER\tROUTING_TABLE\tVirtual Address\tCommon Name\tReal Address\tLast Ref\tLast Ref (time_t)",
    `ROUTING_TABLE\t10.8.0.2\talice\t203.0.113.0:1194\t${time.replace("T", " ")}\t${seconds}`,
    "GLOBAL_STATS\tMax bcast/mcast queue length\t1",
    "END\n",
  ].join("\n");
}
