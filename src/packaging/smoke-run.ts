import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @throws unless two runs of the built command make a site and update it without any output */
export function smokeRun(cli: string): void {
  const folder = mkdtempSync(join(tmpdir(), "openvpn-status-site-build-"));
  try {
    const config = join(folder, "config.toml");
    writeFileSync(
      config,
      'timezone = "UTC"\naliases = "aliases.json"\nhistory = "history"\nout = "out"\n[[server]]\nstatus = "vpn.log"\n',
    );
    writeFileSync(join(folder, "aliases.json"), "{}");
    for (const minute of [0, 1]) {
      writeFileSync(join(folder, "vpn.log"), statusAt(minute));
      const now = new Date((START_SECONDS + minute * 60) * 1000).toISOString();
      const { status, signal, stdout, stderr } = spawnSync(
        process.execPath,
        // Other things on the host, such as the history of another tool, do not matter to the build.
        [cli, "gen", "-q", "--config", config, "--now", now],
        { cwd: folder, encoding: "utf8" },
      );
      if (status === 0 && stdout === "" && stderr === "") continue;
      throw new Error(`what was built does not work: exit code ${status ?? signal ?? "?"}\n${stdout}${stderr}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const START_SECONDS = Date.parse("2026-11-21T14:00:00Z") / 1000;

function statusAt(minute: number): string {
  const seconds = START_SECONDS + minute * 60;
  const bytes = 1000 * (minute + 1);
  return [
    "TITLE,OpenVPN 2.6.14",
    `TIME,2026-11-21 14:0${minute}:00,${seconds}`,
    "HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6 Address,Bytes Received,Bytes Sent,Connected Since,Connected Since (time_t),Username,Client ID,Peer ID,Data Channel Cipher",
    `CLIENT_LIST,alice,203.0.113.7:1194,10.8.0.2,,${bytes},${bytes},2026-11-21 10:00:00,1795255200,UNDEF,0,0,AES-256-GCM`,
    "HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)",
    `ROUTING_TABLE,10.8.0.2,alice,203.0.113.7:1194,2026-11-21 14:00:00,${START_SECONDS}`,
    "GLOBAL_STATS,Max bcast/mcast queue length,1",
    "END\n",
  ].join("\n");
}
