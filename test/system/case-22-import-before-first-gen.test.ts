import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openCase, type CaseFolder } from "../support/case-folder.js";

const VPN = ["--name", "vpn"];

/** Every ended session: user, start, end, duration and bytes. */
function endedIn({ folder, rows }: CaseFolder): readonly string[] {
  const days = readdirSync(join(folder, "h/sessions"));
  return days
    .flatMap((day) => rows(`h/sessions/${day}`))
    .map(({ user, start, end, duration_s, bytes_received, bytes_sent }) =>
      [user, start, end, duration_s, bytes_received, bytes_sent].join(" "),
    );
}

const ONE_SESSION = ["alice 2026-11-21T06:00:00Z 2026-11-21T08:00:00Z 7200 1000 2000"];

test("a session that is running is not also brought in as ended by an import before the first gen", async (t) => {
  const found = openCase(t, "22-import-before-first-gen");
  const { run } = found;
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
  assert.deepEqual(endedIn(found), ONE_SESSION);
});

for (const { how, full } of [
  { how: "in a run that goes on from the import's", full: [] },
  { how: "in a full run", full: ["--full"] },
]) {
  test(`a session that a snapshot shows first after it was brought in is one, ${how}`, async (t) => {
    const found = openCase(t, "22-import-before-first-gen");
    // c.log, the source, is not there yet.
    const at = (time: string): readonly string[] => [...VPN, "--status", "c.log", "--now", `2026-11-21T${time}:00Z`];
    assert.equal((await found.run("import", "openvpn-sessions.csv", ...at("07:59"))).status, 0);
    assert.equal(endedIn(found).length, 1);
    found.copy("a.log", "c.log");
    assert.equal((await found.run("gen", ...full, ...at("08:00"))).status, 0);
    assert.deepEqual(endedIn(found), []);
    found.copy("b.log", "c.log");
    assert.equal((await found.run("gen", ...at("08:01"))).status, 0);
    assert.deepEqual(endedIn(found), ONE_SESSION);
  });
}

test("the same of one that began before the days that the live pages show", async (t) => {
  const found = openCase(t, "22-import-before-first-gen");
  const write = (path: string, text: string): void => {
    writeFileSync(join(found.folder, path), text);
  };
  const at = (time: string): readonly string[] => [...VPN, "--status", "c.log", "--now", `2026-11-21T${time}:00Z`];
  const [start, end] = ["2026-11-10 06:00:00", "2026-11-10 07:00:00"];
  const rows = [
    "user,public_ip,tunnel_ip,start,end,duration_s",
    `alice,203.0.113.1,10.8.0.2,${start},${end},3600`,
    // So that something is known of every day on which alice was connected.
    `bob,203.0.113.2,10.8.0.3,${start},2026-11-20 07:00:00,`,
    "bob,203.0.113.2,10.8.0.3,2026-11-21 07:00:00,2026-11-21 07:10:00,",
  ];
  write("long.csv", rows.join("\n"));
  // The server shows nobody at first, so that the run that shows alice goes on from the one before.
  const nobody = found
    .read("a.log")
    .split("\n")
    .filter((line) => !/^(CLIENT_LIST|ROUTING_TABLE),/.test(line));
  write("c.log", nobody.join("\n").replace("08:00:00,1795248000", "07:59:00,1795247940"));
  assert.equal((await found.run("gen", ...at("07:59"))).status, 0);
  assert.equal((await found.run("import", "long.csv", ...at("07:59"))).status, 0);
  const seconds = String(Date.parse("2026-11-10T06:00:00Z") / 1000);
  write("c.log", found.read("a.log").replaceAll("2026-11-21 06:00:00", start).replaceAll("1795240800", seconds));
  assert.equal((await found.run("gen", ...at("08:00"))).status, 0);
  assert.ok(endedIn(found).every((session) => session.startsWith("bob ")));
  assert.equal(found.rows("h/open.csv").length, 1);
});
