import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { advanceHistory, type ObservedSource } from "../../src/history/advance-history.js";
import { historyFiles } from "../../src/io/history/history-files.js";
import { commitChange } from "../../src/io/history/journal.js";
import { makeZone } from "../../src/status/zone.js";
import { fileTree } from "../support/file-tree.js";
import { makeClient, type ClientSketch } from "../support/make-client.js";
import { at } from "../support/make-session.js";
import { tempFolder } from "../support/temp-folder.js";
import { toKnownHistory, readHistory } from "../support/held-history.js";

const GOLDEN = join(import.meta.dirname, "history");
const NOON = at("2026-11-21T12:00:00Z");
const DAY = 86_400;

/** One run: when, and what each server shows. */
type Run = readonly [afterNoonSeconds: number, shown: Readonly<Record<string, readonly ClientSketch[]>>];

const alice = (more: Partial<ClientSketch> = {}): ClientSketch => {
  return { name: "alice", since: NOON - 600, id: "0", received: 1000, sent: 2000, ...more };
};
const bob = (more: Partial<ClientSketch> = {}): ClientSketch => {
  return { name: "Bob, jr", since: NOON - 500, id: "1", address: "203.0.113.11:4", received: 10, sent: 20, ...more };
};

const COURSES: Readonly<Record<string, readonly Run[]>> = {
  "clock-jumps": [
    [0, { vpn: [alice()] }],
    [2 * DAY, { vpn: [alice()] }],
    [120, { vpn: [alice()] }],
    [60, { vpn: [] }],
    [180, { vpn: [] }],
    [2 * DAY + 60, { vpn: [] }],
  ],
  "clock-behind": [
    [0, { vpn: [alice()] }],
    [40 - NOON, { vpn: [bob({ since: 12 })] }],
    [300, { vpn: [bob({ since: 12, received: 15 })] }],
  ],
  "cron-off-for-a-week": [
    [0, { vpn: [alice(), bob()] }],
    [7 * DAY, { vpn: [alice({ received: 9000 })] }],
  ],
  "openvpn-restart": [
    [0, { vpn: [alice(), bob()] }],
    [60, { vpn: [bob({ since: NOON + 30, id: "0" }), alice({ since: NOON + 31, id: "1" })] }],
  ],
  sigusr1: [
    [0, { vpn: [alice()] }],
    [60, { vpn: [alice({ since: NOON + 30, received: 7 })] }],
  ],
  "float-and-falling-counters": [
    [0, { vpn: [alice()] }],
    [60, { vpn: [alice({ address: "198.51.100.9:1", received: 5 })] }],
    [120, { vpn: [] }],
  ],
  "server-renamed": [
    [0, { old: [alice(), bob()] }],
    [60, { new: [alice()] }],
  ],
  "status-version-changed": [
    [0, { vpn: [alice({ username: "al", cipher: "AES-256-GCM" })] }],
    [60, { vpn: [{ name: "alice", since: NOON - 600, received: 1100 }] }],
  ],
  "over-midnights": Array.from({ length: 4 }, (_, day): Run => {
    return [day * DAY, { vpn: [alice({ received: 1000 * (day + 1) })] }];
  }),
  "two-servers-one-name": [
    [0, { a: [alice()], b: [alice()] }],
    [60, { a: [], b: [alice({ received: 1500 })] }],
  ],
};

function replay(folder: string, course: readonly Run[]): void {
  for (const [afterNoonSeconds, shown] of course) {
    const nowSeconds = NOON + afterNoonSeconds;
    const observed = Object.entries(shown).map(([server, clients]): ObservedSource => {
      const snapshot = { server, timeSeconds: nowSeconds, established: clients.map(makeClient), connecting: [] };
      return { server, source: `/run/${server}.log`, state: "ok", detail: "", snapshot };
    });
    const { change } = advanceHistory(toKnownHistory(readHistory(folder, nowSeconds)), observed, {
      nowSeconds,
      userFrom: "common_name",
      usersIgnoreCase: false,
      zone: makeZone("Europe/Berlin"),
      staleAfterSeconds: 300,
    });
    commitChange(folder, historyFiles(folder, change));
  }
}

describe("the whole history folder after", () => {
  for (const [name, course] of Object.entries(COURSES)) {
    it(name, (t) => {
      const folder = join(tempFolder(t), "history");
      replay(folder, course);
      const golden = join(GOLDEN, name);
      if (!existsSync(golden)) {
        assert.notEqual(process.env["CI"], "true", `${golden} is missing`);
        cpSync(folder, golden, { recursive: true });
      }
      assert.deepEqual(fileTree(folder), fileTree(golden));
    });
  }
});
