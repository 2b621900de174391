import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openCase } from "../support/case-folder.js";

const VPN = ["--name", "vpn"];

test("a session that is running is not also brought in as ended by an import before the first gen", async (t) => {
  const { folder, rows, run } = openCase(t, "22-import-before-first-gen");
  const imported = await run(
    "import",
    "openvpn-sessions.csv",
    ...VPN,
    "--status",
    "a.log",
    "--now",
    "2026-11-21T08:00:00Z",
  );
  assert.equal(imported.status, 0, imported.stderr);
  assert.equal((await run("gen", ...VPN, "--status", "b.log", "--now", "2026-11-21T08:01:00Z")).status, 0);
  const days = readdirSync(join(folder, "h/sessions"));
  const sessions = days.flatMap((day) => rows(`h/sessions/${day}`));
  assert.deepEqual(
    sessions.map(({ user, start, end, duration_s, bytes_received, bytes_sent }) => {
      return [user, start, end, duration_s, bytes_received, bytes_sent].join(" ");
    }),
    ["alice 2026-11-21T06:00:00Z 2026-11-21T08:00:00Z 7200 1000 2000"],
  );
});
