import { join } from "node:path";
import { interleave, spreadOf, timeBuild, timeNode, type BuildCost, type Spread } from "./measure.js";
import type { Program, Programs } from "./programs.js";
import type { Report } from "./report.js";
import { BenchServer, type ServerSize } from "./server.js";

export const SIZES = {
  small: { history: { sessions: 3000, users: 50, months: 1 }, connected: 50 },
  large: { history: { sessions: 110_000, users: 50, months: 36 }, connected: 50 },
  million: { history: { sessions: 1_000_000, users: 50, months: 36 }, connected: 50 },
  "many users": { history: { sessions: 110_000, users: 2000, months: 12 }, connected: 2000 },
  "2,000 connected": { history: null, connected: 2000 },
  "5,000 connected": { history: null, connected: 5000 },
  tunnels: { history: { sessions: 3000, users: 50, months: 1 }, connected: 50, days: 200 },
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
      const server = new BenchServer(join(this.folder, name, String(index)), SIZES[name], program.cli);
      // A plain run may stop after some time and go on in the next one.
      const build = await timeBuild([...server.args("gen"), "--full"], join(server.out, "index.html"));
      built.push({ server, build });
    }
    this.#servers.set(name, built);
    return built;
  }

  /**
   * The CPU time of some runs, one kind for each program, beside that of a bare node.
   *
   * @param prepare what is done before each run, and not measured
   */
  measure(
    runs: readonly (() => readonly string[])[],
    { most = 7, limitSeconds = 15 }: { readonly most?: number; readonly limitSeconds?: number } = {},
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
