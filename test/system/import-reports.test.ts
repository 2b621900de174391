import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { at } from "../support/make-session.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-21T12:00:00Z";
const HEADER = "user,public_ip,tunnel_ip,start,end,duration_s";

interface Rig {
  readonly folder: string;
  /** Imports `sessions.csv` with this content. */
  readonly importText: (content: string | Uint8Array, ...args: readonly string[]) => Promise<CliRun>;
}

function makeRig(test: WithAfter): Rig {
  const folder = tempFolder(test);
  const host = makeHost(CLI, folder);
  const status = writeStatus({ updatedSeconds: at(NOW), clients: [] }, { version: 2, release: "2.6" });
  writeFileSync(join(folder, "vpn.status"), status);
  const flags = ["--status", "vpn.status", "--history", "h", "--out", "o", "--timezone", "Europe/Berlin"];
  return {
    folder,
    importText: (content, ...args) => {
      writeFileSync(join(folder, "sessions.csv"), content);
      return runHere(["import", "sessions.csv", ...flags, "--now", NOW, ...args], host);
    },
  };
}

function csv(...rows: readonly string[]): string {
  return [HEADER, ...rows, ""].join("\n");
}

describe("import of an openvpn-sessions.csv", () => {
  it("says the zone that it assumed, the first and the last start, and durations that were wrong", async (t) => {
    const { folder, importText } = makeRig(t);
    const { status, stdout, stderr } = await importText(
      csv(
        "alice,203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,3600",
        "bob,203.0.113.1,10.8.0.2,2026-10-25 01:00:00,2026-10-25 04:00:00,10800",
        "bob,203.0.113.1,10.8.0.2,2026-11-01 01:00:00,2026-11-01 04:00:00,10800",
      ),
    );
    assert.deepEqual([status, stderr], [0, ""]);
    assert.equal(
      stdout,
      [
        `${join(folder, "sessions.csv")}: 3 sessions imported`,
        "  starts from 2026-10-25 01:00:00 to 2026-11-20 09:12:15 (Europe/Berlin)",
        "  local times are read in Europe/Berlin; use --timezone ZONE for another zone",
        "  1 duration corrected: line 3",
        "",
      ].join("\n"),
    );
  });

  it("says it in German where the config does, also of one session", async (t) => {
    const { folder, importText } = makeRig(t);
    const { stdout, stderr } = await importText(
      csv(
        "alice,203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,7200",
        "bob,203.0.113.1,10.8.0.2,2026-11-21 13:30:00,2026-11-21 14:00:00,1800",
      ),
      "--language",
      "de",
    );
    const file = join(folder, "sessions.csv");
    assert.equal(
      stderr,
      `openvpn-status-site: ausgelassen: ${file}: Zeile 3: start: "2026-11-21 13:30:00" in Europe/Berlin liegt in der Zukunft: eine Uhr oder die Zeitzone ist falsch\n`,
    );
    assert.equal(
      stdout,
      [
        `${file}: 1 Sitzung importiert`,
        "  Beginn: 20.11.2026 09:12:15 (Europe/Berlin)",
        "  Ortszeiten werden in der Zone Europe/Berlin gelesen; --timezone ZONE nennt eine andere",
        "  1 Dauer korrigiert: Zeile 2",
        "",
      ].join("\n"),
    );
  });

  it("names rows that are later than now, the first ten of a kind, and takes the others", async (t) => {
    const { importText } = makeRig(t);
    const ahead = Array.from({ length: 12 }, (_, index) => `u${index},,,2026-11-21 14:00:00,2026-11-21 15:00:00,3600`);
    const { status, stdout, stderr } = await importText(
      csv("a,,,2026-11-20 14:00:00,2026-11-20 15:00:00,3600", ...ahead, "b,,,2026-11-20 14:00:00,,"),
    );
    assert.equal(status, 0);
    assert.match(stdout, /: 1 session imported\n {2}start: 2026-11-20 14:00:00 \(Europe\/Berlin\)\n/);
    const lines = stderr.split("\n").filter((line) => line !== "");
    assert.equal(lines.length, 12, stderr);
    assert.match(lines[0] ?? "", /line 3: start: "2026-11-21 14:00:00" in Europe\/Berlin is in the future/);
    assert.match(lines[10] ?? "", /… and 2 more rows like this$/);
    assert.match(lines[11] ?? "", /line 15: still connected when the file was written$/);
  });

  it("leaves out rows in another encoding and says how to convert them; imported again, they come in alone", async (t) => {
    const { importText } = makeRig(t);
    const text = csv(
      "Jürgen,,,2026-11-20 14:00:00,2026-11-20 15:00:00,3600",
      "anna,,,2026-11-20 14:00:00,2026-11-20 15:00:00,3600",
    );
    const first = await importText(Buffer.from(text, "latin1"));
    assert.equal(first.status, 0);
    assert.match(first.stderr, /line 2: not UTF-8: convert the file \(iconv -f windows-1252 -t utf-8\)/);
    assert.match(first.stdout, /: 1 session imported\n/);
    const again = await importText(text);
    assert.match(again.stdout, /: 1 session imported, 1 already known\n/);
  });

  it("reads what is not UTF-8 in its server's encoding, where that is known, and says so", async (t) => {
    const { folder, importText } = makeRig(t);
    writeFileSync(
      join(folder, "c.toml"),
      '[[server]]\nname = "vpn"\nstatus = "vpn.status"\nencoding = "windows-1252"\n',
    );
    const text = csv("Jürgen,,,2026-11-20 14:00:00,2026-11-20 15:00:00,3600");
    const flags = [
      "--server",
      "vpn",
      "--history",
      "h",
      "--out",
      "o",
      "--config",
      "c.toml",
      "--timezone",
      "Europe/Berlin",
      "--now",
      NOW,
    ];
    writeFileSync(join(folder, "latin.csv"), Buffer.from(text, "latin1"));
    const { stdout } = await runHere(["import", "latin.csv", ...flags], makeHost(CLI, folder));
    assert.match(
      stdout,
      /: 1 session imported\n[^]*\n {2}not UTF-8: read as windows-1252, the encoding of its server\n/,
    );
    assert.match((await importText(text)).stdout, /: 0 sessions imported, 1 already known\n/);
  });

  it("says which columns are missing and which are ignored, and refuses one without what a session needs: 65", async (t) => {
    const { folder, importText } = makeRig(t);
    const other = await importText(csv().replaceAll(",", ";"));
    assert.equal(other.status, 65);
    assert.match(
      other.stderr,
      /line 1: expected the header user,public_ip,tunnel_ip,start,end,duration_s of openvpn-sessions\.csv, got "user;public_ip/,
    );
    assert.equal(existsSync(join(folder, "h")), false);
    const more = await importText("user,start,end,note\u001b[2J\nanna,2026-11-20 14:00:00,2026-11-20 15:00:00,x\n");
    assert.deepEqual([more.status, more.stderr], [0, ""], "nothing is left out");
    assert.match(
      more.stdout,
      /: 1 session imported\n[^]* {2}columns that are missing: public_ip, tunnel_ip, duration_s; columns that are ignored: note\(U\+001B\)/,
    );
  });
});

describe("import", () => {
  const row = "alice,203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,3600";

  it("refuses a server that neither the config nor the history has, with the nearest name: 64", async (t) => {
    const { folder, importText } = makeRig(t);
    const typo = await importText(csv(row), "--server", "vpm");
    assert.deepEqual([typo.status, typo.stdout], [64, ""]);
    assert.equal(
      typo.stderr,
      'openvpn-status-site: there is no server "vpm". Did you mean "vpn"? Nothing was changed.\n',
    );
    const other = await importText(csv(row), "--server", "elsewhere");
    assert.match(
      other.stderr,
      /no server "elsewhere"\. The servers are "vpn"; a new one is configured first\. Nothing/,
    );
    assert.equal(existsSync(join(folder, "h")), false);
    assert.equal((await importText(csv(row), "--server", "vpn")).status, 0);
  });

  it("takes a server of which the history has nothing but ended sessions, and any name where none is known", async (t) => {
    const { folder } = makeRig(t);
    const host = makeHost(CLI, folder);
    const run = (...flags: readonly string[]): Promise<CliRun> =>
      runHere(["import", "sessions.csv", "--history", "h", "--out", "o", "--now", NOW, ...flags], host);
    writeFileSync(join(folder, "sessions.csv"), csv(row));
    assert.equal((await run("--server", "old")).status, 0);
    writeFileSync(join(folder, "openvpn-status-site.toml"), '[[server]]\nname = "vpn"\nstatus = "vpn.status"\n');
    assert.match((await run("--server", "old")).stdout, /0 sessions imported, 1 already known/);
    assert.match((await run("--server", "odl")).stderr, /Did you mean "old"\?/);
  });

  it("says that it has taken nothing when one of its files cannot be read", async (t) => {
    const { folder, importText } = makeRig(t);
    for (const [path, status] of [
      ["/dev/null", 65],
      ["missing.csv", 66],
    ] as const) {
      const run = await importText(csv(row), path);
      assert.deepEqual([run.status, run.stdout], [status, ""]);
      assert.match(run.stderr, /^openvpn-status-site: cannot read "[^"]+".*\. .+\. Nothing was changed\.\n$/);
    }
    assert.equal(existsSync(join(folder, "h")), false);
  });
});
