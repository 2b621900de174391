import { join } from "node:path";
import { spreadOf, timeBuild, timeNode, type BuildCost, type Spread } from "./measure.js";
import type { Report } from "./report.js";
import { makeServer, type BenchServer, type BenchServerSize } from "./server.js";

export const SIZES = {
  small: { history: { sessions: 3000, users: 50, months: 1 }, connected: 50 },
  large: { history: { sessions: 110_000, users: 50, months: 36 }, connected: 50 },
  million: { history: { sessions: 1_000_000, users: 50, months: 36 }, connected: 50 },
  crowded: { history: null, connected: 2000 },
  "many users": { history: { sessions: 110_000, users: 2000, months: 12 }, connected: 50 },
} as const satisfies Readonly<Record<string, BenchServerSize>>;
export type SizeName = keyof typeof SIZES;

/** A server whose site was built once. */
export interface BuiltServer extends BenchServer {
  /** Null if it was not done in time: there is no site to go on from. */
  readonly build: BuildCost | null;
}

/** What the groups of the benchmark share: a server is made, and its site built, once, by the first one that wants it. */
export class BenchContext {
  readonly report: Report;
  readonly #folder: string;
  readonly #limitSeconds: number;
  readonly #servers = new Map<SizeName, BuiltServer>();
  #bare: Spread | null = null;

  constructor(folder: string, report: Report, limitSeconds: number) {
    this.#folder = folder;
    this.report = report;
    this.#limitSeconds = limitSeconds;
  }

  get isOver(): boolean {
    return this.report.seconds >= this.#limitSeconds;
  }

  get secondsLeft(): number {
    return Math.max(1, this.#limitSeconds - this.report.seconds);
  }

  server(name: SizeName): BuiltServer {
    const known = this.#servers.get(name);
    if (known !== undefined) return known;
    this.report.say(`making ${name}`);
    const server = makeServer(join(this.#folder, name), SIZES[name]);
    this.report.say(`building ${name}`);
    const build = timeBuild([...server.argsAfter(0), "--full"], this.secondsLeft);
    const built = { ...server, build };
    this.#servers.set(name, built);
    return built;
  }

  /** What a process costs that does nothing, for what is measured only once. */
  bare(): Spread {
    this.#bare ??= spreadOf(Array.from({ length: 7 }, bareCpuSeconds));
    return this.#bare;
  }
}

export function bareCpuSeconds(): number {
  return timeNode(["-e", "0"]).cpuSeconds;
}
