import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { at } from "../support/make-session.js";
import { NO_SYSTEM_PATHS } from "../support/no-system-paths.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-21T12:00:00Z";

test("the first gen that finds the history of OpenVPN Status Web says once how to bring it in", async (t) => {
  const folder = tempFolder(t);
  const status = writeStatus({ updatedSeconds: at(NOW), clients: [] }, { version: 2, release: "2.6" });
  mkdirSync(join(folder, "log"));
  writeFileSync(join(folder, "log", "vpn.status"), status);
  const systemPaths = { ...NO_SYSTEM_PATHS, webSessionsFile: join(folder, "var log", "openvpn-sessions.csv") };
  const host = { ...makeHost(CLI, folder), systemPaths };
  const gen = (history: string, ...more: readonly string[]): Promise<CliRun> => {
    const flags = [
      "--status",
      "log/vpn.status",
      "--history",
      history,
      "--out",
      `${history}-out`,
      "--now",
      NOW,
      ...more,
    ];
    return runHere(["gen", ...flags], host);
  };
  assert.equal((await gen("none")).stderr, "");
  // Beside the status file.
  writeFileSync(join(folder, "log", "openvpn-sessions.csv"), "");
  const beside = await gen("beside");
  assert.match(
    beside.stderr,
    /^openvpn-status-site: .*\/log\/openvpn-sessions\.csv is the history of OpenVPN Status Web\./,
  );
  assert.match(
    beside.stderr,
    / import --status .*\/log\/vpn\.status --history .*\/beside .* .*\/log\/openvpn-sessions\.csv\n$/,
  );
  assert.equal((await gen("beside")).stderr, "", "once");
  assert.equal((await gen("quiet", "-q")).stderr, "");
  // Where it keeps it.
  mkdirSync(join(folder, "var log"));
  writeFileSync(systemPaths.webSessionsFile, "");
  const german = await gen("system", "--language", "de");
  assert.match(
    german.stderr,
    /var log\/openvpn-sessions\.csv ist der Verlauf von OpenVPN Status Web\. .* '.*\/var log\/openvpn-sessions\.csv'\n$/,
  );
});
