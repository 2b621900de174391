import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { CLIENTS, CONNECTED_SINCE, HOSTS, HostsPlace } from "../support/hosts-place.js";
import { isInstalled } from "../support/programs.js";
import { startSshd } from "../support/sshd.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const needs = skipUnless(isRoot && ["sshd", "ssh", "rsync"].every(isInstalled), "needs root, sshd, ssh and rsync");

test(
  "README's rsync recipe: status and event files of two hosts make one site, and gen never reads half a copy",
  { skip: needs },
  async (t) => {
    const place = new HostsPlace(t, await startSshd(t));
    place.writeStatuses("12:01:00");
    place.addEvents(HOSTS.map((host) => [host, "connect", 0] as const));
    assert.equal(place.collect(), 0);
    assert.equal((await place.gen("12:01:05")).status, 0);
    assert.deepEqual(place.open(), { vpn1: CLIENTS, vpn2: CLIENTS });

    // OpenVPN is in the middle of writing: the copy ends there, and nothing in the history does.
    place.writeStatuses("12:02:00", 0.5);
    assert.equal(place.collect(), 0);
    assert.match((await place.gen("12:02:05")).stderr, /incomplete/);
    assert.deepEqual([place.open(), place.ended()], [{ vpn1: CLIENTS, vpn2: CLIENTS }, []]);
    place.writeStatuses("12:02:30");

    // A run during a slow copy sees the one before.
    const slow = place.startCollecting("--bwlimit=10");
    const copies = join(place.folder, "copies", HOSTS[0]);
    while (!readdirSync(copies).some((name) => name.startsWith(".status-server.log."))) {
      assert.equal(slow.exitCode, null, "the copy is slow");
      await sleep(5);
    }
    const during = await place.gen("12:02:35");
    assert.equal(slow.exitCode, null, "gen ran during the copy");
    assert.deepEqual([place.open(), place.ended()], [{ vpn1: CLIENTS, vpn2: CLIENTS }, []], during.stderr);
    await once(slow, "close");
    assert.equal((await place.gen("12:02:40")).status, 0);

    // Exact ends of one client of each host, although their events are copied again after gen has removed them.
    place.writeStatuses("12:04:00", 1, 1);
    place.addEvents(HOSTS.map((host) => [host, "disconnect", 200] as const));
    for (const time of ["12:04:05", "12:04:10", "12:04:15"]) {
      assert.equal(place.collect(), 0);
      assert.equal((await place.gen(time)).stderr, "");
    }
    const end = "2026-11-21T12:03:20Z";
    assert.deepEqual(place.ended(), [
      ["vpn1", "client 0", CONNECTED_SINCE, end, "1000", "event"],
      ["vpn2", "client 0", CONNECTED_SINCE, end, "1000", "event"],
    ]);
    assert.deepEqual(place.open(), { vpn1: CLIENTS - 1, vpn2: CLIENTS - 1 });

    // One host does not answer: the other one is collected all the same.
    place.forgetHost(HOSTS[0]);
    place.writeStatuses("12:20:00", 1, 1);
    place.collect();
    assert.match((await place.gen("12:20:05")).stderr, /vpn1 .*stale/);
    const status = JSON.parse(readFileSync(join(place.folder, "out/status.json"), "utf8")) as {
      readonly sources: readonly { readonly server: string; readonly state: string }[];
    };
    assert.deepEqual(
      status.sources.map(({ server, state }) => [server, state]),
      [
        ["vpn1", "stale"],
        ["vpn2", "ok"],
      ],
    );
  },
);
