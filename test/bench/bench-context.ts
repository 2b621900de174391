import { join } from "node:path";
import { getOrInsert } from "../../src/history/get-or-insert.js";
import { interleave, spreadOf, timeBuild, timeNode, type BuildCost, type Spread } from "./measure.js";
import type { Program, Programs } from "./programs.js";
import type { Report } from "./report.js";
import { makeHistory, type HistorySize } from "./make-history.js";
import { BEGAN_SECONDS, BenchServer, type ServerSize } from "./server.js";

const SMALL = { sessions: 3000, users: 50, months: 1 } as const;

export const SIZES = {
  small: { history: SMALL, connected: 50 },
  large: { history: { sessions: 110_000, users: 50, months: 36 }, connected: 50 },
  million: { history: { sessions: 1_000_000, users: 50, months: 36 }, connected: 50 },
  "many users": { history: { sessions: 110_000, users: 2000, months: 12 }, connected: 2000 },
  "2,000 connected": { history: null, connected: 2000 },
  "5,000 connected": { history: null, connected: 5000 },
  "500 connected": { history: null, connected: 500 },
  "1,000 connected": { history: null, connected: 1000 },
  "50 servers": { history: null, connected: 1000, users: 50, servers: 50 },
  "100 servers": { history: null, connected: 2000, users: 50, servers: 100 },
  "50 servers with 200": { history: null, connected: 10_000, servers: 50 },
  "100 servers with 200": { history: null, connected: 20_000, servers: 100 },
  tunnels: { history: SMALL, connected: 50, days: 200 },
} as const satisfies Readonly<Record<string, ServerSize>>;
export type SizeName = keyof typeof SIZES;

/** A server whose site was built once. */
export interface BuiltServer {
  readonly server: BenchServer;
  readonly build: BuildCost;
}

/** What the groups of the benchmark share: servers are made, and their sites built, by the first one that asks. */
export class BenchContext {
  readonly programs: readonly Program[];
  readonly report: Report;
  readonly folder: string;
  readonly #servers = new Map<SizeName, readonly BuiltServer[]>();
  /** Made once for each size, and copied. */
  readonly #pasts = new Map<HistorySize, string>();

  constructor(folder: string, programs: Programs, report: Report) {
    this.folder = folder;
    this.programs = programs.flatMap((program) => program ?? []);
    this.report = report;
  }

  /** One for each program. */
  async servers(name: SizeName): Promise<readonly BuiltServer[]> {
    const known = this.#servers.get(name);
    if (known !== undefined) return known;
    const built: BuiltServer[] = [];
    for (const [index, program] of this.programs.entries()) {
      this.report.say(`building ${name} (${program.name})`);
      const server = this.makeServer(join(name, String(index)), SIZES[name], program.cli);
      // A plain run may stop after some time and go on in the next one.
      const build = await timeBuild([...server.args("gen"), "--full"], join(server.out, "index.html"));
      built.push({ server, build });
    }
    this.#servers.set(name, built);
    return built;
  }

  /** A server of a program, in a new folder. */
  makeServer(folder: string, size: ServerSize, cli: string): BenchServer {
    const past = size.history === null ? null : this.#past(size.history);
    return new BenchServer(join(this.folder, folder), size, cli, past);
  }

  #past(size: HistorySize): string {
    return getOrInsert(this.#pasts, size, () => {
      const folder = join(this.folder, "pasts", String(this.#pasts.size));
      makeHistory(folder, size, BEGAN_SECONDS);
      return folder;
    });
  }

  /**
   * The CPU time of some runs, one kind for each program, beside that of a bare node.
   *
   * @param prepare what is done before each run, and not measured
   */
  measure(
    runs: readonly (() => readonly string[])[],
    { most = 7, limitSeconds = 10 }: { readonly most?: number; readonly limitSeconds?: number } = {},
    prepare: (index: number) => void = () => undefined,
  ): { readonly bare: Spread; readonly costs: readonly Spread[] } {
    const measures = runs.map((args, index) => () => {
      prepare(index);
      return timeNode(args()).cpuSeconds;
    });
    const [bare = spreadOf([]), ...costs] = interleave([bareCpuSeconds, ...measures], { most, limitSeconds });
    this.report.noteBare(bare);
    return { bare, costs };
  }

  /** What a process costs that does nothing, for what is measured once. */
  bare(): Spread {
    const bare = spreadOf(Array.from({ length: 7 }, bareCpuSeconds));
    this.report.noteBare(bare);
    return bare;
  }
}

function bareCpuSeconds(): number {
  return timeNode(["-e", "0"]).cpuSeconds;
}
