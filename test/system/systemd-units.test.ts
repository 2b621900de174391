import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { isInstalled, PROGRAM_PATH } from "../support/programs.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { skipUnless } from "../support/visible-skip.js";

const skip = skipUnless(isInstalled("systemd-analyze"), "needs systemd-analyze");
const MAX_EXPOSURE = 1;

function run(program: string, ...args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, PATH: PROGRAM_PATH, SYSTEMD_LOG_LEVEL: "warning" },
  });
  return { status, said: `${stdout}${stderr}` };
}

describe("the printed units", { skip, timeout: 60_000 }, () => {
  it("are valid, and the service is exposed to almost nothing", async (t) => {
    const folder = tempFolder(t);
    const config = join(folder, "config.toml");
    const status = '[[server]]\nstatus = "/run/openvpn-server/status-server.log"\n';
    writeFileSync(config, `out = "/srv/a b/50%"\nhistory = "/srv/history"\n${status}`);
    const units: string[] = [];
    for (const kind of ["service", "timer", "path"]) {
      const printed = await runCli(["print", "systemd", kind, "--config", config]);
      assert.deepEqual([printed.status, printed.stderr], [0, ""]);
      const unit = join(folder, `openvpn-status-site.${kind}`);
      writeFileSync(unit, printed.stdout);
      units.push(unit);
    }
    assert.deepEqual(run("systemd-analyze", "verify", ...units), { status: 0, said: "" });
    const { said } = run("systemd-analyze", "security", "--offline=true", units[0] ?? "");
    const exposure = Number(/Overall exposure level for \S+: (\d+\.\d+)/.exec(said)?.[1]);
    assert.ok(exposure <= MAX_EXPOSURE, said);
  });

  it("have a user and folders that systemd understands", async (t) => {
    const folder = tempFolder(t);
    const config = join(folder, "config.toml");
    writeFileSync(config, `out = "/srv/a b/50%"\nhistory = "/srv/history"\n`);
    const root = join(folder, "root");
    mkdirSync(join(root, "etc"), { recursive: true });
    writeFileSync(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    writeFileSync(join(root, "etc/group"), "root:x:0:\nwww-data:x:33:\n");
    for (const [program, ...kind] of [
      ["systemd-sysusers", "systemd", "sysusers"],
      ["systemd-tmpfiles", "tmpfiles"],
    ] as const) {
      const printed = await runCli(["print", ...kind, "--config", config]);
      const file = join(folder, `${kind.at(-1) ?? ""}.conf`);
      writeFileSync(file, printed.stdout);
      const action = program === "systemd-tmpfiles" ? ["--create"] : [];
      const { status, said } = run(program, `--root=${root}`, ...action, file);
      assert.deepEqual(
        { status, said: said.replace(/^(?:Creating group|Creating user) .*\n/gm, "") },
        { status: 0, said: "" },
      );
    }
    // As root, the folders have their groups and modes.
    if (process.geteuid?.() === 0) assert.equal(statSync(join(root, "srv/a b/50%")).mode & 0o7777, 0o2750);
  });
});
