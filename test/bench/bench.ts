// `npm run bench`: what runs cost, as ratios to `node -e 0` in the same run (design, section 12). A report, not a test.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parserRatio } from "./parser-ratio.js";
import { makeServer, type BenchServer } from "./server.js";
import { peakMemoryMib, spreadOf, timeNode, type Spread } from "./measure.js";

const RUNS = 7;
const NOW = "2026-11-21T14:01:00Z";
/** Fewer than five minutes together over all runs of a case, so that no chart falls due. */
const QUIET_SECONDS = 20;
const CHART_SECONDS = 300;

interface Row {
  readonly what: string;
  readonly figure: string;
  readonly budget: string;
  readonly isMet: boolean;
}

const folder = mkdtempSync(join(tmpdir(), "openvpn-status-site-bench-"));
const rows: Row[] = [];

try {
  const large = server("large", 110_000, 36);
  const small = server("small", 3000, 1);
  const crowded = makeServer(join(folder, "crowded"), null, 2000, NOW);
  for (const one of [large, small, crowded]) timeNode(one.argsAfter(0));

  const cases = [
    { what: "quiet", seconds: QUIET_SECONDS, budget: 1.5 },
    { what: "24-hour charts due", seconds: CHART_SECONDS, budget: 3.2 },
    { what: "one ended, one started", seconds: QUIET_SECONDS, change: "one ended, one started", budget: 8 },
  ] as const;
  for (const { what, seconds, budget, ...more } of cases) {
    const change = "change" in more ? more.change : undefined;
    // Into the beginning of a step of the charts, so that the runs to come stay in it.
    for (const one of [large, small]) timeNode(one.argsAfter(CHART_SECONDS, change));
    const costs = interleaved([() => bare(), () => gen(large, seconds, change), () => gen(small, seconds, change)]);
    const [base, ofLarge, ofSmall] = costs.map(spreadOf);
    if (base === undefined || ofLarge === undefined || ofSmall === undefined) throw new Error("a case is missing");
    addRatio(`${what}, 110,000 sessions`, ofLarge, base, budget);
    addRatio("… against 3,000 sessions", ofLarge, ofSmall, 1.1);
  }
  timeNode(crowded.argsAfter(CHART_SECONDS));
  const [base, ofCrowded] = interleaved([() => bare(), () => gen(crowded, QUIET_SECONDS)]).map(spreadOf);
  if (base === undefined || ofCrowded === undefined) throw new Error("a case is missing");
  addRatio("quiet, 2,000 connected", ofCrowded, base, 2.5);
  addFull(large, base);
  const parser = parserRatio();
  add("parseStatus, 10,000 clients, against splitting", `${figure(parser)} ×`, "3 ×", parser.median <= 3);
} finally {
  rmSync(folder, { recursive: true });
}
print();

function server(name: string, sessions: number, months: number): BenchServer {
  return makeServer(join(folder, name), { sessions, users: 50, months }, 50, NOW);
}

function bare(): number {
  return timeNode(["-e", "0"]).cpuSeconds;
}

function gen(one: BenchServer, seconds: number, change?: "one ended, one started"): number {
  return timeNode(one.argsAfter(seconds, change)).cpuSeconds;
}

/** Each measured in turn, so that a machine that is slower for a while is so for all of them. */
function interleaved(measures: readonly (() => number)[]): readonly (readonly number[])[] {
  const values = measures.map((): number[] => []);
  for (let run = 0; run < RUNS; run++) {
    for (const [index, measure] of measures.entries()) values[index]?.push(measure());
  }
  return values;
}

function addFull(large: BenchServer, base: Spread): void {
  const args = [...large.argsAfter(CHART_SECONDS), "--full"];
  const { cpuSeconds, wallSeconds } = timeNode(args);
  const memoryMib = peakMemoryMib(args);
  const what = "--full, 110,000 sessions";
  add(`${what}: CPU`, `${(cpuSeconds / base.median).toFixed(0)} ×`, "400 ×", cpuSeconds / base.median <= 400);
  add(`${what}: time on ${availableParallelism()} cores`, `${wallSeconds.toFixed(1)} s`, "25 s", wallSeconds <= 25);
  add(`${what}: memory`, `${memoryMib.toFixed(0)} MiB`, "400 MiB", memoryMib <= 400);
}

function addRatio(what: string, cost: Spread, base: Spread, budget: number): void {
  const ratio = { median: cost.median / base.median, min: cost.min / base.median, max: cost.max / base.median };
  add(what, `${figure(ratio)} ×`, `${budget} ×`, ratio.median <= budget);
}

function add(what: string, measured: string, budget: string, isMet: boolean): void {
  rows.push({ what, figure: measured, budget, isMet });
  process.stderr.write(".");
}

function figure({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

function print(): void {
  const { model = "unknown" } = cpus()[0] ?? {};
  const memoryGib = Math.round(totalmem() / 1024 ** 3);
  const table = [
    "",
    `Whole-process CPU against \`node -e 0\`, median of ${RUNS} (least–most); 50 connected.`,
    `${availableParallelism()} cores (${model.trim()}), ${memoryGib} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
    "",
    "| run | measured | budget | |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.what} | ${row.figure} | ${row.budget} | ${row.isMet ? "met" : "**missed**"} |`),
    "",
  ];
  process.stdout.write(table.join("\n"));
}
