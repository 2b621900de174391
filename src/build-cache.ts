// A step of the build: leaves beside built files, in the folder that is named, what V8 compiles of them in a run.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [, , dist = ""] = process.argv;
const cli = resolve(dist, "cli.js");

const folder = mkdtempSync(join(tmpdir(), "openvpn-status-site-build-"));
try {
  run({ time: "2026-11-21T14:00:10", names: ["alice", "bob"] }, "nothing");
  run({ time: "2026-11-21T14:00:30", names: ["alice", "bob"] }, "core");
  // Someone comes, and charts are due, soon enough for a run that goes on: what such a run draws and writes with is loaded
  // once V8's flags are set.
  run({ time: "2026-11-21T14:05:10", names: ["alice", "bob", "carol"] }, "others");
} finally {
  rmSync(folder, { recursive: true });
}

interface Minute {
  readonly time: string;
  /** Who is connected. */
  readonly names: readonly string[];
}

/** @param kept of which files V8's compiled code is kept, as it is at the end: compiled is what was called */
function run(minute: Minute, kept: "nothing" | "core" | "others"): void {
  const status = join(folder, "openvpn-status.log");
  writeFileSync(status, statusAt(minute));
  const paths = ["--status", status, "--history", join(folder, "history"), "--out", join(folder, "out")];
  const args = ["gen", ...paths, "--timezone", "UTC", "--now", `${minute.time}Z`];
  const text = `const { writeFileSync } = require("node:fs");
    const [vm, v8] = [require("node:vm"), require("node:v8")];
    const [cli, kept] = ${JSON.stringify([cli, kept])};
    const scripts = [];
    vm.Script = class extends vm.Script {
      constructor(source, options) { super(source, options); scripts.push([options.filename, this]); }
    };
    // V8 takes back what it has compiled under the same flags only, and the core is loaded before there are any.
    if (kept === "core") v8.setFlagsFromString = () => undefined;
    require("node:module").syncBuiltinESMExports();
    process.argv.splice(1, 0, cli);
    require(cli);
    process.once("exit", () => {
      for (const [file, script] of scripts) {
        const kind = file.endsWith("core.js") ? "core" : "others";
        if (kind === kept) writeFileSync(file.replace(/\\.js$/, ".cache"), script.createCachedData());
      }
    });`;
  const { status: code, stderr } = spawnSync(process.execPath, ["-e", text, "--", ...args], { encoding: "utf8" });
  if (code !== 0) process.stderr.write(`The build goes on without what V8 compiles: ${stderr}\n`);
}

function statusAt({ time, names }: Minute): string {
  const seconds = Date.parse(`${time}Z`) / 1000;
  const since = ["2026-11-21 10:00:00", Date.parse("2026-11-21T10:00:00Z") / 1000];
  const clients = names.map((name, id) => {
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
