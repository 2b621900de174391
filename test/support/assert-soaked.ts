import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { ExpectedSession, SoakOracle } from "./soak-oracle.js";
import type { SoakWorld } from "./soak-world.js";

type Row = Readonly<Record<string, string>>;

const DAY_SECONDS = 86_400;
/** README: samples are kept for 62 days. */
const SAMPLE_DAYS = 62;

/** Compares all of a history with what the snapshots prove. @throws AssertionError that shows the first difference */
export function assertHistoryIsTrue({ history, oracle, nowSeconds }: SoakWorld): void {
  const expected = oracle.sessions();
  const ended = readDays(history, "sessions");
  for (const [day, row] of ended) assert.equal(row["start"]?.slice(0, 10), day, "in the day file of its start");
  const toTold = (row: Row, end: string): string =>
    [row["server"], row["user"], row["start"], end, row["bytes_received"], row["bytes_sent"]].join("|");
  assertSameLines(
    ended.map(([, row]) => toTold(row, row["end"] ?? "")),
    expected.filter(({ isOpen }) => !isOpen).map(tell),
    "ended sessions",
  );
  const open = readRows(join(history, "open.csv"));
  assertSameLines(
    open.map((row) => toTold(row, row["last_seen"] ?? "")),
    expected.filter(({ isOpen }) => isOpen).map(tell),
    "running sessions",
  );
  assertUsage(history, [...ended.map(([, row]) => row), ...open], expected);
  assertSamples(history, oracle, nowSeconds);
}

/** The site lists each session once: as many rows as the history has, each with the right end. */
export function assertSiteIsTrue({ out, oracle }: SoakWorld): void {
  const rows = readRows(join(out, "downloads/openvpn-history_all.csv"));
  const expected = oracle.sessions();
  assert.equal(rows.length, expected.length, "sessions in the download of everything");
  const sum = (values: readonly (string | number | undefined)[]): number =>
    values.reduce<number>((total, one) => total + Number(one ?? 0), 0);
  const ended = expected.filter(({ isOpen }) => !isOpen);
  assert.equal(
    sum(rows.map((row) => row["Received (bytes)"])),
    sum(ended.map(({ bytes }) => bytes?.[0])),
    "bytes received by ended sessions",
  );
  const status = JSON.parse(readFileSync(join(out, "status.json"), "utf8")) as { clients: unknown[] };
  assert.equal(status.clients.length, expected.length - ended.length, "clients in status.json");
}

/** What a row may take at most, in bytes: somewhat more than README says. */
const MAX_ROW_BYTES: Readonly<Record<string, number>> = {
  sessions: 300,
  usage: 60,
  samples: 60,
  "samples/hours": 80,
};

/** A history grows by rows, and by nothing else. */
export function assertDiskUse(used: readonly DiskUse[]): void {
  for (const { what, bytes, rows, files } of used) {
    const most = MAX_ROW_BYTES[what];
    if (most === undefined) continue;
    // Each file has a header.
    assert.ok(bytes <= most * rows + 500 * files, `${what}: ${bytes} bytes in ${rows} rows of ${files} files`);
  }
}

export interface DiskUse {
  readonly what: string;
  readonly files: number;
  readonly bytes: number;
  readonly rows: number;
}

/** How much of a disk each part of a history and its site take. */
export function measureDisk({ history, out }: SoakWorld): readonly DiskUse[] {
  const parts: Readonly<Record<string, string>> = {
    sessions: "sessions",
    usage: "usage",
    samples: "samples",
    "samples/hours": "samples/hours",
    cache: "cache",
  };
  const own = Object.entries(parts).map(([what, path]) => measureFolder(what, join(history, path), what !== "samples"));
  return [...own, measureFolder("out", out, true)];
}

function measureFolder(what: string, folder: string, isDeep: boolean): DiskUse {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: isDeep, encoding: "utf8" }) : [];
  const files = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  const csv = what === "out" ? [] : files.filter((path) => path.endsWith(".csv"));
  return { what, files: files.length, bytes, rows: csv.reduce((sum, path) => sum + readRows(path).length, 0) };
}

/** Usage rows: what a session moved on each local day but its last, by the counters at the ends of days. */
function assertUsage(history: string, rows: readonly Row[], expected: readonly ExpectedSession[]): void {
  const sessionById = new Map(rows.map((row) => [row["id"], row]));
  const found = readDays(history, "usage").map(([day, row]) => {
    const session = sessionById.get(row["id"]);
    assert.ok(
      session !== undefined,
      `usage of ${day} has a row of a session that is not there: ${JSON.stringify(row)}`,
    );
    const key = [day, session["server"], session["user"], session["start"]];
    return [...key, row["bytes_received"], row["bytes_sent"]].join("|");
  });
  const truth = expected.flatMap((session) => {
    const days = [...session.byDay];
    return days.slice(0, -1).map(([day, [received, sent]], index) => {
      const [before, beforeSent] = days[index - 1]?.[1] ?? [0, 0];
      const key = [day, session.server, session.user, toIso(session.startSeconds)];
      return [...key, received - before, sent - beforeSent].join("|");
    });
  });
  // A day on which nothing moved may have a row or none.
  const isMoved = (line: string): boolean => !line.endsWith("|0|0");
  assertSameLines(found.filter(isMoved), truth.filter(isMoved), "usage rows");
}

function assertSamples(history: string, { samples }: SoakOracle, nowSeconds: number): void {
  const found = new Map<string, { count: number; clients: number }>();
  for (const [day, row] of readDays(history, "samples")) {
    const { count, clients } = found.get(day) ?? { count: 0, clients: 0 };
    found.set(day, { count: count + 1, clients: clients + Number(row["clients"]) });
  }
  const firstKept = toIso(nowSeconds - (SAMPLE_DAYS - 1) * DAY_SECONDS).slice(0, 10);
  const truth = new Map([...samples].filter(([day]) => day >= firstKept || found.has(day)));
  assert.deepEqual(new Map([...found].sort()), new Map([...truth].sort()), "samples by UTC day");
  assert.ok(found.size <= SAMPLE_DAYS + 2, `samples of ${found.size} days are kept`);
}

function assertSameLines(found: readonly string[], expected: readonly string[], what: string): void {
  const [mine, theirs] = [[...found].sort(), [...expected].sort()];
  const counts = new Map<string, number>();
  for (const line of mine) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of theirs) counts.set(line, (counts.get(line) ?? 0) - 1);
  const wrong = [...counts].flatMap(([line, count]) => {
    return count === 0 ? [] : [`${count > 0 ? "too many" : "missing"}: ${line}`];
  });
  assert.deepEqual(wrong.slice(0, 12), [], `${what}: ${wrong.length} of ${theirs.length} are wrong`);
}

function tell({ server, user, startSeconds, endSeconds, bytes }: ExpectedSession): string {
  return [server, user, toIso(startSeconds), toIso(endSeconds), ...(bytes ?? ["", ""])].join("|");
}

/** The rows of all day files, with their days. */
function readDays(history: string, part: string): readonly (readonly [day: string, row: Row])[] {
  const folder = join(history, part);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return names.flatMap((name) => readRows(join(folder, name)).map((row) => [name.slice(0, 10), row] as const));
}

function readRows(path: string): readonly Row[] {
  return existsSync(path) ? parse(readFileSync(path, "utf8"), { columns: true, bom: true }) : [];
}

function toIso(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace(".000", "");
}
