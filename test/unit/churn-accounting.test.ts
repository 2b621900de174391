import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { sessionShares } from "../../src/rollup/session-shares.js";
import { indexAll } from "../support/full-index.js";
import type { Zone } from "../../src/status/zone.js";
import { exampleInput } from "../support/example-site.js";
import { readTruth, type TrueSession } from "../support/read-truth.js";
import { bytesShown, CAPTURES, replayChurn, shows, type ReplayedText } from "../support/replay-churn.js";

/**
 * What the server moved after the last status file that shows a session is in no file: these files were written each
 * second or two, in which no client of these captures moved more.
 */
const MAX_HIDDEN_PER_SESSION = { bytesReceived: 2300, bytesSent: 1200, seconds: 2 };

interface Sums {
  bytesReceived: number;
  bytesSent: number;
  seconds: number;
  sessionCount: number;
}

/** A zone in which a day begins at an instant. */
function zoneWithMidnightAt(epochSeconds: number): Zone {
  const offset = 86_400 - (epochSeconds % 86_400);
  return { name: "test", utcOffsetSecondsAt: () => offset };
}

function add(sums: Map<string, Sums>, key: string, own: Omit<Sums, "sessionCount">): void {
  const sum = sums.get(key) ?? { bytesReceived: 0, bytesSent: 0, seconds: 0, sessionCount: 0 };
  sum.bytesReceived += own.bytesReceived;
  sum.bytesSent += own.bytesSent;
  sum.seconds += own.seconds;
  sum.sessionCount += 1;
  sums.set(key, sum);
}

/** Per user and day, of the sessions' shares, once all have ended. */
function shownSums(folder: string, zone: Zone): ReadonlyMap<string, Sums> {
  const { run, texts } = replayChurn(folder, zone);
  run.see((texts.at(-1)?.timeSeconds ?? 0) + 1, []);
  const sums = new Map<string, Sums>();
  const endedSessions = [...run.known.ended.values()];
  const { usage, calendar } = indexAll(exampleInput({ zone, endedSessions, usage: run.known.usage }));
  for (const session of endedSessions) {
    for (const share of sessionShares(session, usage.get(session.id), calendar)) {
      add(sums, `${share.day} ${session.user}`, {
        bytesReceived: share.bytesReceived ?? 0,
        bytesSent: share.bytesSent ?? 0,
        seconds: share.connectedSeconds,
      });
    }
  }
  return sums;
}

/** The same from the files' texts: what the last one before midnight shows, and the rest. */
function textSums(
  truth: readonly TrueSession[],
  texts: readonly ReplayedText[],
  midnight: number,
  dayNames: readonly [string, string],
): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const one of truth) {
    const firstShown = texts.findIndex(({ text }) => shows(text, one));
    if (firstShown < 0) continue;
    const seen = texts.slice(firstShown).flatMap(({ text, timeSeconds }) => {
      const bytes = bytesShown(text, one);
      return bytes === null ? [] : [{ timeSeconds, bytes }];
    });
    const last = seen.at(-1);
    assert.ok(last);
    const [received, sent] = seen.findLast(({ timeSeconds }) => timeSeconds < midnight)?.bytes ?? [0, 0];
    if (one.startSeconds < midnight) {
      add(sums, `${dayNames[0]} ${one.commonName}`, {
        bytesReceived: received,
        bytesSent: sent,
        seconds: Math.min(midnight, last.timeSeconds) - one.startSeconds,
      });
    }
    if (last.timeSeconds >= midnight) {
      add(sums, `${dayNames[1]} ${one.commonName}`, {
        bytesReceived: last.bytes[0] - received,
        bytesSent: last.bytes[1] - sent,
        seconds: last.timeSeconds - Math.max(midnight, one.startSeconds),
      });
    }
  }
  return sums;
}

function sorted<T>(sums: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

for (const release of ["2.4.12", "2.6.14"]) {
  for (const version of [1, 2, 3]) {
    describe(`a real OpenVPN ${release} server's churn in status-version ${version}`, () => {
      const folder = join(CAPTURES, release, `churn-v${version}`);
      const truth = readTruth(join(folder, "truth.tsv"));
      const { texts } = replayChurn(folder);
      const middle = texts[Math.floor(texts.length / 2)]?.timeSeconds ?? 0;

      it("gives each user on both days of a midnight in it exactly the bytes and seconds that its files show", () => {
        const zone = zoneWithMidnightAt(middle);
        const shown = shownSums(folder, zone);
        const dayNames = [...new Set([...shown.keys()].map((key) => key.slice(0, 10)))].sort();
        const [first = "", second = ""] = dayNames;
        assert.equal(dayNames.length, 2);
        assert.deepEqual(sorted(shown), sorted(textSums(truth, texts, middle, [first, second])));
      });

      it("gives each user what the server itself counted, less what a status interval can hide", (t) => {
        const shown = shownSums(folder, zoneWithMidnightAt(middle + 43_200));
        const counted = new Map<string, Sums>();
        for (const one of truth) {
          add(counted, one.commonName, { ...one, seconds: one.endSeconds - one.startSeconds });
        }
        assert.equal(shown.size, counted.size);
        for (const [key, own] of shown) {
          const server = counted.get(key.slice(11));
          assert.ok(server !== undefined, key);
          assert.equal(own.sessionCount, server.sessionCount);
          for (const name of ["bytesReceived", "bytesSent", "seconds"] as const) {
            const hidden = server[name] - own[name];
            t.diagnostic(`${key}: ${name} ${hidden} of ${server[name]} hidden in ${own.sessionCount} sessions`);
            assert.ok(hidden >= 0, `${key} has ${-hidden} ${name} that the server does not know`);
            assert.ok(hidden <= own.sessionCount * MAX_HIDDEN_PER_SESSION[name], `${key} lacks ${hidden} ${name}`);
          }
        }
      });
    });
  }
}
