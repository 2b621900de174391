import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseStatusFile } from "../../src/status/parse-status.js";
import { splitClients } from "../../src/status/split-clients.js";
import { makeZone } from "../../src/status/zone.js";
import { readTruth, type TrueSession } from "../support/read-truth.js";
import { HistoryRun } from "../support/run-history.js";

const CAPTURES = join(import.meta.dirname, "../fixtures/captures");
const zone = makeZone("UTC");

interface Sighting {
  readonly timeSeconds: number;
  readonly keys: ReadonlySet<string>;
}

/** Takes a whole series of a real server's status files into a history, one by one. */
function replay(folder: string): { readonly run: HistoryRun; readonly sightings: readonly Sighting[] } {
  const run = new HistoryRun();
  const files = readdirSync(folder).filter((name) => /^\d+-\d+\.status$/.test(name));
  const sightings = files.sort().map((name) => {
    const status = parseStatusFile(readFileSync(join(folder, name)), { zone });
    assert.equal(status.kind, "server");
    const { established, connecting } = splitClients(status);
    const timeSeconds = status.updatedAt.getTime() / 1000;
    run.see(timeSeconds, established, {
      connecting: connecting.map((one) => ({ ...one, tunnelIp: "", tunnelIpv6: "" })),
    });
    return {
      timeSeconds,
      keys: new Set(established.map((one) => keyOf(one.commonName, one.realAddress.host + portOf(one.realAddress)))),
    };
  });
  return { run, sightings };
}

function portOf({ port }: { port: number | null }): string {
  return port === null ? "" : `:${port}`;
}

function keyOf(commonName: string, address: string): string {
  return `${commonName} ${address}`;
}

function trueKey({ commonName, realAddress }: TrueSession): string {
  return keyOf(commonName, realAddress);
}

for (const release of ["2.4.12", "2.6.14"]) {
  describe(`replaying the churn of a real OpenVPN ${release} server, snapshot by snapshot`, () => {
    for (const version of [1, 2, 3]) {
      it(`gives exactly the server's own sessions from status-version ${version}`, (t) => {
        const folder = join(CAPTURES, release, `churn-v${version}`);
        const truth = readTruth(join(folder, "truth.tsv"));
        const { run, sightings } = replay(folder);
        const sessions = [...run.known.ended.values(), ...run.known.open];
        const found = new Map(sessions.map((one) => [keyOf(one.commonName, one.realAddress), one]));
        assert.equal(found.size, sessions.length, "no session twice");

        let earliestBy = 0;
        for (const one of truth) {
          const seen = sightings.filter(({ keys }) => keys.has(trueKey(one)));
          const session = found.get(trueKey(one));
          found.delete(trueKey(one));
          if (seen.length === 0) {
            assert.equal(session, undefined, `a ghost: ${trueKey(one)}`);
            continue;
          }
          assert.ok(session !== undefined, `missing: ${trueKey(one)}, which ${seen.length} snapshots saw`);
          assert.equal(session.startSeconds, one.startSeconds, `start of ${trueKey(one)}`);
          const end = session.endSeconds ?? session.lastSeenSeconds;
          assert.ok(end <= one.endSeconds, `${trueKey(one)} ends late by ${end - one.endSeconds} s`);
          earliestBy = Math.max(earliestBy, one.endSeconds - end);
          assert.ok(one.endSeconds - end <= 2, `${trueKey(one)} ends early by ${one.endSeconds - end} s`);
          assert.ok((session.bytesReceived ?? 0) <= one.bytesReceived && (session.bytesSent ?? 0) <= one.bytesSent);
          assert.equal(session.tunnelIp, one.virtualAddress);
        }
        assert.deepEqual([...found.keys()], [], "no session that the server does not know");
        t.diagnostic(`${truth.length} sessions, ${sightings.length} snapshots, ends early by at most ${earliestBy} s`);
      });
    }
  });
}
