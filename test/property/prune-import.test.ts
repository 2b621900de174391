import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { BACKUP_CSV, backupAsInserted } from "../../src/history/backup-csv.js";
import { readCsv } from "../../src/history/csv-table.js";
import { noChange, type HistoryChange } from "../../src/history/history-change.js";
import { parseWebSessions } from "../../src/history/parse-web-sessions.js";
import { mergeImports, type ImportBatch } from "../../src/history/merge-imports.js";
import { historyFiles } from "../../src/io/history/history-files.js";
import { commitChange } from "../../src/io/history/journal.js";
import { writeBackup } from "../../src/io/history/write-backup.js";
import { makeZone } from "../../src/status/zone.js";
import { fileTree } from "../support/file-tree.js";
import { at } from "../support/make-session.js";
import { tempFolder } from "../support/temp-folder.js";
import { readHistory } from "../support/held-history.js";

const NOW = at("2026-11-25T00:00:00Z");
const SESSION_HEADER =
  "user,public_ip,tunnel_ip,start,end,duration_s,bytes_received,bytes_sent,id,server,common_name,username,real_address,tunnel_ipv6,client_id,cipher,last_seen,gone_by,end_source,first_seen,counted_from,earlier_addresses,client_version,platform";
const USAGE_HEADER = "id,user,server,bytes_received,bytes_sent";

/** A record as a text of this test's own making: what the program must not change is compared with that. */
interface Line {
  readonly id: string;
  readonly file: string;
  readonly text: string;
}

const name = fc.oneof(
  fc.constantFrom("alice", "=cmd", 'a "b"', "x,y", "two\nlines", "Jürgen 🦊", "\ufeff", "'"),
  fc.string(),
);
const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const lines: fc.Arbitrary<readonly Line[]> = fc
  .array(fc.record({ user: name, second: fc.nat(3 * 86_400), outlived: fc.nat(2) }), {
    maxLength: 25,
  })
  .map((sketches) =>
    sketches.flatMap(({ user, second, outlived }, index): readonly Line[] => {
      const id = `s${String(index).padStart(9, "0")}`;
      const start = at("2026-11-20T00:00:00Z") + second;
      const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000", "");
      const day = iso(start).slice(0, 10);
      const end = start + outlived * 86_400 + 60;
      const duration = end - start;
      const row = [
        user,
        "203.0.113.1",
        "10.8.0.2",
        iso(start),
        iso(end),
        duration,
        index,
        2,
        id,
        "vpn",
        user,
        "",
        `203.0.113.1:${index}`,
        "",
        "",
        "",
        iso(end),
        iso(end + 60),
        "status",
        iso(start),
        "",
        "",
        "",
        "",
      ];
      const text = (fields: readonly (string | number)[]): string =>
        `${fields.map((field) => quote(String(field))).join(",")}\n`;
      const session = { id, file: `sessions/${day}.csv`, text: text(row) };
      const usage = Array.from({ length: outlived }, (_, after) => {
        return {
          id,
          file: `usage/${iso(start + after * 86_400).slice(0, 10)}.csv`,
          text: text([id, user, "vpn", 1, 2]),
        };
      });
      return [session, ...usage];
    }),
  );

function textsByFile(some: readonly Line[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { file, text } of some) {
    texts.set(file, (texts.get(file) ?? `${file.startsWith("usage") ? USAGE_HEADER : SESSION_HEADER}\n`) + text);
  }
  return texts;
}

function writeHistory(folder: string, texts: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of [
    ["open.csv", `${SESSION_HEADER}\n`] as const,
    ["sources.csv", "server,source,snapshot_time,state,state_since,reported\n"] as const,
    ...texts,
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function toDayFiles(folder: string): ReadonlyMap<string, string | null> {
  return new Map([...fileTree(folder)].filter(([path]) => /^(?:sessions|usage)\/./.test(path)));
}

function change(folder: string, make: (before: ReturnType<typeof readHistory>) => HistoryChange): void {
  commitChange(folder, historyFiles(folder, make(readHistory(folder, NOW))));
}

function prune(folder: string, removed: ReadonlySet<string>): void {
  change(folder, (before) => ({
    ...noChange(before),
    removed: [...before.ended.values()].filter(({ id }) => removed.has(id)),
  }));
}

function take(folder: string, batch: ImportBatch): void {
  change(folder, (before) => {
    return {
      ...noChange(before),
      inserted: mergeImports([...before.open, ...before.ended.values()], [batch], {
        keepSeconds: null,
        nowSeconds: NOW,
        userFrom: "common_name",
        usersIgnoreCase: false,
      }).inserted,
    };
  });
}

function backupBatch(text: string): ImportBatch {
  const reading = readCsv(BACKUP_CSV, text);
  assert.ok(reading.kind === "rows");
  return { kind: "backup", label: "", rows: backupAsInserted(reading.rows) };
}

/** Some of the ids, by a random number for each. */
function chosen(some: readonly Line[], dice: readonly number[]): ReadonlySet<string> {
  const ids = [...new Set(some.map(({ id }) => id))];
  return new Set(ids.filter((_, index) => (dice[index % dice.length] ?? 0) > 0.5));
}
const dice = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 25 });

describe("any history and any selection", () => {
  it("is left without exactly the selected sessions and their usage, and else with every byte", (t) => {
    const folder = join(tempFolder(t), "history");
    fc.assert(
      fc.property(lines, dice, (some, numbers) => {
        const removed = chosen(some, numbers);
        writeHistory(folder, textsByFile(some));
        prune(folder, removed);
        assert.deepEqual(toDayFiles(folder), textsByFile(some.filter(({ id }) => !removed.has(id))));
      }),
      { numRuns: 200 },
    );
  });
  it("keeps BOM, CRLF, odd quoting and a missing last line feed of the rows that stay", (t) => {
    const folder = join(tempFolder(t), "history");
    fc.assert(
      fc.property(lines, dice, (some, numbers) => {
        const removed = chosen(some, numbers);
        const odd = some.map((line) => ({
          ...line,
          text: line.text.replace(/^([a-z0-9]+),/, '"$1",').replace(/\n$/, "\r\n"),
        }));
        const edited = (part: readonly Line[]): ReadonlyMap<string, string> =>
          new Map([...textsByFile(part)].map(([path, text]) => [path, `\ufeff${text}`]));
        const texts = edited(odd);
        writeHistory(folder, new Map([...texts].map(([path, text]) => [path, text.replace(/\r\n$/, "")])));
        prune(folder, removed);
        const found = [...toDayFiles(folder)].map(([path, text]) => [path, text?.replace(/\r\n$/, "")] as const);
        const kept = edited(odd.filter(({ id }) => !removed.has(id)));
        assert.deepEqual(new Map(found), new Map([...kept].map(([path, text]) => [path, text.replace(/\r\n$/, "")])));
      }),
      { numRuns: 100 },
    );
  });
  it("comes back to the byte from the backup, into the history as it was and once", (t) => {
    const work = tempFolder(t);
    const [folder, file] = [join(work, "history"), join(work, "backup.csv")];
    fc.assert(
      fc.property(lines, dice, (some, numbers) => {
        const removed = chosen(some, numbers);
        writeHistory(folder, textsByFile(some));
        rmSync(file, { force: true });
        writeBackup(folder, removed, file);
        prune(folder, removed);
        const backup = backupBatch(readFileSync(file, "utf8"));
        take(folder, backup);
        assert.deepEqual(toDayFiles(folder), textsByFile(some));
        take(folder, backup);
        assert.deepEqual(toDayFiles(folder), textsByFile(some));
      }),
      { numRuns: 200 },
    );
  });
});

const webRows = fc.array(fc.record({ user: name, second: fc.nat(200_000) }), { maxLength: 25 }).map((rows) => {
  const local = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
  // Over the hour that Berlin repeats.
  const start = (second: number): number => at("2026-10-24T00:00:00Z") + second;
  return [
    "user,public_ip,tunnel_ip,start,end,duration_s",
    ...rows.map(({ user, second }) =>
      [quote(user), "203.0.113.1", "10.8.0.2", local(start(second)), local(start(second) + 7200), 7200].join(","),
    ),
    "",
  ].join("\r\n");
});

function webBatch(text: string): ImportBatch {
  const { sessions } = parseWebSessions(text, {
    server: "vpn",
    zone: makeZone("Europe/Berlin"),
    nowSeconds: NOW,
    isDamaged: false,
  });
  return { kind: "sessions", label: "", sessions, usage: [] };
}

describe("any openvpn-sessions.csv", () => {
  it("imported twice is imported once; deleted in part and imported again it is as before, to the byte", (t) => {
    const folder = join(tempFolder(t), "history");
    fc.assert(
      fc.property(webRows, lines, dice, (text, live, numbers) => {
        writeHistory(folder, textsByFile(live));
        take(folder, webBatch(text));
        const once = toDayFiles(folder);
        take(folder, webBatch(text));
        assert.deepEqual(toDayFiles(folder), once);
        const liveIds = new Set(live.map(({ id }) => id));
        const imported = [...readHistory(folder, NOW).ended.keys()].filter((id) => !liveIds.has(id));
        prune(
          folder,
          chosen(
            imported.map((id) => ({ id, file: "", text: "" })),
            numbers,
          ),
        );
        take(folder, webBatch(text));
        assert.deepEqual(toDayFiles(folder), once);
      }),
      { numRuns: 200 },
    );
  });
});
