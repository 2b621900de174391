import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readTruth, type TrueSession } from "../support/read-truth.js";
import { CAPTURES, replayChurn, shows } from "../support/replay-churn.js";

function toKey(commonName: string, address: string): string {
  return `${commonName} ${address}`;
}

function trueKey({ commonName, realAddress }: TrueSession): string {
  return toKey(commonName, realAddress);
}

for (const release of ["2.4.12", "2.6.14"]) {
  describe(`replaying the churn of a real OpenVPN ${release} server, snapshot by snapshot`, () => {
    for (const version of [1, 2, 3]) {
      it(`gives exactly the server's own sessions from status-version ${version}`, (t) => {
        const folder = join(CAPTURES, release, `churn-v${version}`);
        const truth = readTruth(join(folder, "truth.tsv"));
        const { run, texts } = replayChurn(folder);
        const sessions = [...run.known.ended.values(), ...run.known.open];
        const found = new Map(sessions.map((one) => [toKey(one.commonName, one.realAddress), one]));
        assert.equal(found.size, sessions.length, "no session twice");

        let earliestBy = 0;
        let foundCount = 0;
        for (const one of truth) {
          const seen = texts.filter(({ text }) => shows(text, one));
          const session = found.get(trueKey(one));
          found.delete(trueKey(one));
          if (seen.length === 0) {
            assert.equal(session, undefined, `a ghost: ${trueKey(one)}`);
            continue;
          }
          assert.ok(session !== undefined, `missing: ${trueKey(one)}, which ${seen.length} snapshots saw`);
          foundCount += 1;
          assert.equal(session.startSeconds, one.startSeconds, `start of ${trueKey(one)}`);
          const end = session.endSeconds ?? session.lastSeenSeconds;
          assert.ok(end <= one.endSeconds, `${trueKey(one)} ends late by ${end - one.endSeconds} s`);
          earliestBy = Math.max(earliestBy, one.endSeconds - end);
          assert.ok(one.endSeconds - end <= 2, `${trueKey(one)} ends early by ${one.endSeconds - end} s`);
          assert.ok((session.bytesReceived ?? 0) <= one.bytesReceived && (session.bytesSent ?? 0) <= one.bytesSent);
          assert.equal(session.tunnelIp, one.virtualAddress);
        }
        assert.deepEqual([...found.keys()], [], "no session that the server does not know");
        assert.ok(foundCount > 0, "no snapshot shows any session");
        t.diagnostic(
          `${foundCount} of ${truth.length} sessions found, ${texts.length} snapshots, ends early by at most ${earliestBy} s`,
        );
      });
    }
  });
}
