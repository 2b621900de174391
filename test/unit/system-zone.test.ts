import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { systemZone } from "../../src/io/config/system-zone.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";

test("the system's zone is read from TZ as libc reads it", () => {
  const zones = {
    "Europe/Berlin": "Europe/Berlin",
    ":Europe/Berlin": "Europe/Berlin",
    "/usr/share/zoneinfo/Asia/Kolkata": "Asia/Kolkata",
    ":/usr/share/zoneinfo/Asia/Kolkata": "Asia/Kolkata",
    "UTC+3": "Etc/GMT+3",
    "UTC-03": "Etc/GMT-3",
    "": "UTC",
    "Foo/Bar": "UTC",
    "../../etc/passwd": "UTC",
  };
  for (const [tz, zone] of Object.entries(zones)) assert.equal(systemZone(tz), zone, tz);
});

test("a rule that has no name does not make it UTC: the system's link counts", (t) => {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "zoneinfo/Europe"), { recursive: true });
  writeFileSync(join(folder, "zoneinfo/Europe/Vienna"), "");
  const link = join(folder, "localtime");
  symlinkSync(join(folder, "zoneinfo/Europe/Vienna"), link);
  for (const tz of ["CET-1CEST,M3.5.0,M10.5.0/3", ":CET-1CEST", "IST-5:30", "<+0530>-5:30"])
    assert.equal(systemZone(tz, link), "Europe/Vienna", tz);
  for (const tz of ["", "Foo/Bar", "UTC"]) assert.equal(systemZone(tz, link), "UTC", tz);
});

test("a path in TZ that is a link into the zone database is what it leads to", (t) => {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "zoneinfo/Europe"), { recursive: true });
  writeFileSync(join(folder, "zoneinfo/Europe/Vienna"), "");
  symlinkSync(join(folder, "zoneinfo/Europe/Vienna"), join(folder, "localtime"));
  assert.equal(systemZone(`:${join(folder, "localtime")}`), "Europe/Vienna");
});

test("without TZ it is what the system's link leads to, by the one name of UTC", (t) => {
  const folder = tempFolder(t);
  const leadingTo = (zone: string): string => {
    const link = join(folder, zone.replace("/", "-"));
    symlinkSync(`/usr/share/zoneinfo/${zone}`, link);
    return link;
  };
  assert.equal(systemZone(undefined, leadingTo("Asia/Kolkata")), "Asia/Kolkata");
  assert.equal(systemZone(undefined, leadingTo("Etc/UTC")), "UTC");
  const ofNode = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(systemZone(undefined, join(folder, "missing")), ofNode);
});

test("gen and parse run under any TZ", async (t) => {
  const folder = tempFolder(t);
  const status = new URL("../fixtures/captures/2.6.14/tun-v1/last.status", import.meta.url).pathname;
  for (const tz of [":/etc/localtime", "", "UTC+3", "Foo/Bar"]) {
    const run = await runCli(["parse", status], { cwd: folder, env: { TZ: tz } });
    assert.equal(run.status, 0, `${tz}: ${run.stderr}`);
  }
});
