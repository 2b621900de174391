import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeStatus } from "../support/write-status.js";
import { SIZES, type BenchContext } from "./bench-context.js";
import { toWrittenClient, type Connection } from "./connection.js";
import { toCpuSeconds, toRatio, atMost } from "./figures.js";
import type { Spread } from "./measure.js";
import type { Figure } from "./report.js";
import { makeSession } from "./make-history.js";
import { BEGAN_SECONDS } from "./server.js";

const DAY_SECONDS = 86_400;
const FEW_ROUNDS = { most: 3, limitSeconds: 15 };

/** Each round prunes another session, and imports another file. */
export async function changeGroup(context: BenchContext): Promise<void> {
  const built = await context.servers("large");
  const size = SIZES.large.history;
  const prunes = built.map(({ server }) => {
    let next = 50_000;
    return () => server.args("prune", makeSession(next++, size, BEGAN_SECONDS).id, "--yes");
  });
  const pruned = context.measure(prunes, FEW_ROUNDS);
  const toFigure = (cost: (typeof pruned.costs)[number]) => toCpuSeconds(cost, pruned.bare);
  context.report.add("prune of one session, 110,000 sessions", pruned.costs.map(toFigure), null);
  const imports = built.map(({ server }) => {
    let hour = 0;
    return () => {
      const file = join(server.folder, "openvpn-sessions.csv");
      writeFileSync(file, writeWebSessions(hour++));
      return server.args("import", file);
    };
  });
  const imported = context.measure(imports, FEW_ROUNDS);
  context.report.add("import of 10 sessions, 110,000 sessions", imported.costs.map(toFigure), null);
}

const ARCHIVE = { days: 200, clients: 50 };
const LONGER_ARCHIVE = { ...ARCHIVE, days: 2 * ARCHIVE.days };
const LARGER_ARCHIVE = { ...ARCHIVE, clients: 2 * ARCHIVE.clients };
type ArchiveSize = typeof ARCHIVE;

/** Status files: each client stays connected, and has usage on each day, which is summed up for the next one. */
export function archiveGroup(context: BenchContext): void {
  const { programs, report } = context;
  const sizes = [ARCHIVE, LONGER_ARCHIVE, LARGER_ARCHIVE];
  const runs = sizes.flatMap((size) => {
    const files = writeArchive(context.folder, size);
    return programs.map(({ cli }, index) => {
      let round = 0;
      const folder = join("archive", `${size.days}-${size.clients}`, String(index));
      const server = { history: null, connected: 1 };
      return () => context.makeServer(join(folder, String(round++)), server, cli).args("import", ...files);
    });
  });
  const { bare, costs } = context.measure(runs, FEW_ROUNDS);
  const [once = [], longer = [], larger = []] = sizes.map((_, index) =>
    costs.slice(index * programs.length, (index + 1) * programs.length),
  );
  const toFigure = (cost: (typeof costs)[number]) => toCpuSeconds(cost, bare);
  report.add(`import of ${2 * ARCHIVE.days} status files with ${ARCHIVE.clients} clients`, once.map(toFigure), null);
  report.add(`… twice as many files ÷ once`, toRatios(longer, once), atMost(2.1, "×"));
  report.add(`… twice as many clients ÷ once`, toRatios(larger, once), atMost(2.1, "×"));
}

/** Servers are renamed, so that each open session moves to another one. */
export async function orphansGroup(context: BenchContext): Promise<void> {
  const sizes = ["500 connected", "1,000 connected"] as const;
  const [once, twice] = [await context.servers(sizes[0]), await context.servers(sizes[1])];
  const runs = [...once, ...twice].map(({ server }) => {
    let round = 0;
    return () => [...server.argsAfter(20), "--name", `name${round++}`];
  });
  const { bare, costs } = context.measure(runs, FEW_ROUNDS);
  const [ofOnce, ofTwice] = [costs.slice(0, once.length), costs.slice(once.length)];
  const figures = ofOnce.map((cost) => toCpuSeconds(cost, bare));
  context.report.add("the server is renamed, 500 connected", figures, null);
  context.report.add("… 1,000 ÷ 500 connected", toRatios(ofTwice, ofOnce), atMost(2.1, "×"));
}

function toRatios(costs: readonly Spread[], bases: readonly Spread[]): readonly Figure[] {
  return costs.map((cost, index) => toRatio(cost, bases[index]));
}

function writeWebSessions(hour: number): string {
  const rows = Array.from({ length: 10 }, (_, index) => {
    const start = `2026-10-${10 + index} ${String(hour).padStart(2, "0")}`;
    return `user${index}@example.com,192.0.2.7,10.8.0.7,${start}:11:00,${start}:41:00,1800\n`;
  });
  return `user,public_ip,tunnel_ip,start,end,duration_s\n${rows.join("")}`;
}

/** Two snapshots a day. */
function writeArchive(folder: string, { days, clients: count }: ArchiveSize): readonly string[] {
  const archive = join(folder, "archives", `${days}-${count}`);
  mkdirSync(archive, { recursive: true });
  const firstSeconds = BEGAN_SECONDS - (days + 1) * DAY_SECONDS;
  const connections = Array.from({ length: count }, (_, number): Connection => {
    return { number, user: number, sinceSeconds: firstSeconds - 60 - number };
  });
  return Array.from({ length: 2 * days }, (_, index) => {
    const updatedSeconds = firstSeconds + (index * DAY_SECONDS) / 2;
    const clients = connections.map((connection) => toWrittenClient(connection, updatedSeconds));
    const file = join(archive, `${String(index).padStart(5, "0")}.log`);
    writeFileSync(file, writeStatus({ updatedSeconds, clients }, { version: 2, release: "2.6" }));
    return file;
  });
}
