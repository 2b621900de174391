import { availableParallelism, cpus, totalmem } from "node:os";
import type { Spread } from "./measure.js";

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  readonly verdict: string;
}

/** The table of `npm run bench`: each row is told as soon as it is measured, all of them at the end. */
export class Report {
  readonly #rows: Row[] = [];
  readonly #began = performance.now();
  #bare: Spread | null = null;

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** What is being done, for whoever waits. */
  say(text: string): void {
    process.stderr.write(`${this.seconds.toFixed(0).padStart(4)} s  ${text}\n`);
  }

  /** @param budget null: there is none, the figure is only stated */
  add(what: string, measured: string, budget: string | null, isMet: boolean): void {
    const verdict = budget === null ? "" : isMet ? "met" : "**missed**";
    const row = { what, measured, budget: budget ?? "", verdict };
    this.#rows.push(row);
    this.say(`${what}: ${measured}${budget === null ? "" : ` (budget ${budget}: ${verdict.replaceAll("*", "")})`}`);
  }

  /** What a run costs, in seconds of CPU, and as often what a bare node does. */
  addCpu(what: string, cost: Spread, base: Spread, budget: number): void {
    this.#bare = base;
    this.addRatio(what, cost, base, budget, `, ${cost.median.toFixed(2)} s`);
  }

  /** How many times as dear one thing is as another. */
  addRatio(what: string, cost: Spread, base: Spread, budget: number, more = ""): void {
    const [median, min, max] = [cost.median, cost.min, cost.max].map((one) => (one / base.median).toFixed(2));
    const measured = `${median ?? ""} (${min ?? ""}–${max ?? ""}) ×`;
    const count = cost.count < 7 ? `, ${cost.count} runs` : "";
    this.add(what, measured + more + count, `${budget} ×`, cost.median / base.median <= budget);
  }

  /** Not the same everywhere, and what all ratios go by. */
  #bareLines(): readonly string[] {
    if (this.#bare === null) return [];
    const certificates =
      process.env["NODE_EXTRA_CA_CERTS"] === undefined ? "" : ", with the certificates of NODE_EXTRA_CA_CERTS";
    return [`\`node -e 0\` itself: ${this.#bare.median.toFixed(3)} s${certificates}.`];
  }

  table(): string {
    const { model = "unknown" } = cpus()[0] ?? {};
    const memoryGib = Math.round(totalmem() / 1024 ** 3);
    return [
      "",
      "CPU of whole processes against `node -e 0` (user and system), median of 7 if not said otherwise (least–most); 50 connected.",
      `${availableParallelism()} cores (${model.trim()}), ${memoryGib} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
      ...this.#bareLines(),
      "",
      "| run | measured | budget | |",
      "|---|---|---|---|",
      ...this.#rows.map((row) => `| ${row.what} | ${row.measured} | ${row.budget} | ${row.verdict} |`),
      "",
      `${this.seconds.toFixed(0)} s in all.`,
      "",
    ].join("\n");
  }
}
