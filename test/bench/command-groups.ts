import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeStatus } from "../support/write-status.js";
import { SIZES, type BenchContext } from "./bench-context.js";
import { toWrittenClient, type Connection } from "./connection.js";
import { toCpuSeconds, toRatio, atMost } from "./figures.js";
import { makeSession } from "./make-history.js";
import { BenchServer } from "./server.js";

const DAY_SECONDS = 86_400;
const FEW_ROUNDS = { most: 3, limitSeconds: 20 };

/** Each round prunes another session, and imports another file. */
export async function changeGroup(context: BenchContext): Promise<void> {
  const built = await context.servers("large");
  const size = SIZES.large.history;
  const beganSeconds = built[0]?.server.beganSeconds ?? NaN;
  const prunes = built.map(({ server }) => {
    let next = 50_000;
    return () => server.args("prune", makeSession(next++, size, beganSeconds).id, "--yes");
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

const ARCHIVE_DAYS = 75;
const ARCHIVE_CLIENTS = 50;

/** Status files of so many days and of twice as many: each client stays connected, and has usage on each day. */
export function archiveGroup(context: BenchContext): void {
  const { programs, folder } = context;
  const runs = [ARCHIVE_DAYS, 2 * ARCHIVE_DAYS].flatMap((days) =>
    programs.map(({ cli }, index) => {
      let round = 0;
      return () => {
        const own = join(folder, "archive", `${index}-${days}-${round++}`);
        const server = new BenchServer(own, { history: null, connected: 1 }, cli);
        return server.args("import", ...writeArchive(own, server.nowSeconds, days));
      };
    }),
  );
  const { bare, costs } = context.measure(runs, FEW_ROUNDS);
  const [once, twice] = [costs.slice(0, programs.length), costs.slice(programs.length)];
  const toFigure = (cost: (typeof costs)[number]) => toCpuSeconds(cost, bare);
  context.report.add(`import of ${2 * ARCHIVE_DAYS} status files with 50 clients`, once.map(toFigure), null);
  context.report.add(`… ${4 * ARCHIVE_DAYS} files`, twice.map(toFigure), null);
  const ratios = twice.map((cost, index) => toRatio(cost, once[index]));
  context.report.add("… twice as many ÷ once", ratios, atMost(2.1, "×"));
}

function writeWebSessions(hour: number): string {
  const rows = Array.from({ length: 10 }, (_, index) => {
    const start = `2026-10-${10 + index} ${String(hour).padStart(2, "0")}`;
    return `user${index}@example.com,192.0.2.7,10.8.0.7,${start}:11:00,${start}:41:00,1800\n`;
  });
  return `user,public_ip,tunnel_ip,start,end,duration_s\n${rows.join("")}`;
}

/** Two snapshots a day. */
function writeArchive(folder: string, nowSeconds: number, days: number): readonly string[] {
  const archive = join(folder, "archive");
  mkdirSync(archive, { recursive: true });
  const firstSeconds = nowSeconds - (days + 1) * DAY_SECONDS;
  const connections = Array.from({ length: ARCHIVE_CLIENTS }, (_, number): Connection => {
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
