import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseStatus } from "../../src/status/parse-status.js";
import { statusToJson } from "../../src/status/status-to-json.js";
import { HIDDEN_CHARACTERS } from "../../src/text/format/hidden-characters.js";
import { CLI } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";

const HIDDEN = new RegExp(`(?!\\n)[${HIDDEN_CHARACTERS}]`, "u");
const EVIL = "evil\u202e\u3164\u2800\ufe0f\u009b\u00ad\u{e0061}";

function statusLog(time: string, clients: string): string {
  const [, day = "", clock = ""] = /^(.*)T(.*)Z$/.exec(time) ?? [];
  return [
    "TITLE\tOpenVPN 2.6.14",
    `TIME\t${day} ${clock}\t${Date.parse(time) / 1000}`,
    "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tVirtual IPv6 Address\tBytes Received\tBytes Sent\tConnected Since\tConnected Since (time_t)\tUsername\tClient ID\tPeer ID\tData Channel Cipher",
    clients,
    "HEADER\tROUTING_TABLE\tVirtual Address\tCommon Name\tReal Address\tLast Ref\tLast Ref (time_t)",
    "GLOBAL_STATS\tMax bcast/mcast queue length\t0",
    "END",
    "",
  ].join("\n");
}

test("no command lets a name hide anything on a terminal or in a mail of cron", async (context) => {
  const folder = tempFolder(context);
  const host = { ...makeHost(CLI, folder), systemZone: "UTC" };
  mkdirSync(join(folder, EVIL));
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, EVIL, name), text);
  };
  const client = `CLIENT_LIST\t${EVIL}\t203.0.113.5:1194\t10.8.0.2\t\t1\t2\t2026-11-21 08:00:00\t1795248000\t${EVIL}\t1\t1\tAES-256-GCM`;
  write("a.log", statusLog("2026-11-21T08:10:00Z", client));
  write("b.log", statusLog("2026-11-21T08:11:00Z", client.replace("08:00:00\t1795248000", "08:05:00\t1795248300")));
  write("broken.log", statusLog("2026-11-21T08:12:00Z", `CLIENT_LIST\t${EVIL}`));
  const place = ["--history", "h", "--out", "o", "--timezone", "UTC", "--now"];
  const gen = (log: string): string[] => ["gen", "--status", join(EVIL, log), "--name", EVIL, ...place];
  const runs = [
    [...gen("a.log"), "2026-11-21T08:10:05Z"],
    [...gen("b.log"), "2026-11-21T08:11:05Z"],
    [...gen("broken.log"), "2026-11-21T08:12:05Z"],
    ["prune", "--all", "--dry-run", ...place, "2026-11-21T08:13:05Z"],
    ["prune", "--dry-run", ...place, "2026-11-21T08:13:05Z", EVIL],
    ["import", "--server", EVIL, ...place, "2026-11-21T08:13:05Z", join(EVIL, "broken.log")],
    ["parse", join(EVIL, "a.log")],
    ["parse", join(EVIL, "broken.log")],
    [EVIL],
    ["gen", `--${EVIL}`],
  ];
  let said = "";
  for (const args of runs) {
    const { stdout, stderr } = await runHere(args, host);
    assert.doesNotMatch(stdout + stderr, HIDDEN, args[0]);
    said += stdout + stderr;
  }
  for (const what of [
    /1 ended session of 1 user: evil\(U/,
    /08:00:00 {2}.* {2}evil\(U/,
    /There is no session "evil\(U/,
    /left out: .*evil\(U/,
  ]) {
    assert.match(said, what);
  }
});

test("parse writes JSON that means what the file says", async (context) => {
  const folder = tempFolder(context);
  const client = `CLIENT_LIST\t${EVIL}\t203.0.113.5:1194\t10.8.0.2\t\t1\t2\t2026-11-21 08:00:00\t1795248000\t\t1\t1\tAES-256-GCM`;
  const text = statusLog("2026-11-21T08:10:00Z", client);
  writeFileSync(join(folder, "a.log"), text);
  const { stdout, stderr } = await runHere(["parse", "a.log"], { ...makeHost(CLI, folder), systemZone: "UTC" });
  assert.equal(stderr, "");
  assert.deepEqual(JSON.parse(stdout), statusToJson(parseStatus(text)));
});
