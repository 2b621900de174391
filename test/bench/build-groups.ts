import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SIZES, type BenchContext } from "./bench-context.js";
import { spreadOf } from "./measure.js";
import { parserRatio } from "./parser-ratio.js";

const MIB = 1024 ** 2;

export function parserGroup({ report }: BenchContext): void {
  report.addRatio("`parseStatus`, 10,000 clients, against splitting", parserRatio(), spreadOf([1]), 3);
}

export function weightGroup(context: BenchContext): void {
  const { out } = context.server("large");
  const assets = readdirSync(join(out, "assets")).filter((name) => /\.(css|js)$/.test(name));
  const loaded = ["index.html", ...assets.map((name) => join("assets", name))];
  const bytes = loaded.reduce((sum, path) => sum + gzipSync(readFileSync(join(out, path))).length, 0);
  const weight = `${(bytes / 1024).toFixed(1)} KB`;
  context.report.add("`index.html` with 50 connected, its CSS and JS, gzipped", weight, "40 KB", bytes <= 40 * 1024);
}

export function fullGroup(context: BenchContext): void {
  const { report } = context;
  const { build } = context.server("large");
  const what = "`--full`, 110,000 sessions";
  if (build === null) {
    report.add(what, "not done in time", "400 ×", false);
    return;
  }
  const ratio = build.cpuSeconds / context.bare().median;
  report.add(`${what}: CPU, one run`, `${ratio.toFixed(0)} ×`, "400 ×", ratio <= 400);
  const time = `${build.wallSeconds.toFixed(1)} s`;
  report.add(`${what}: time on ${availableParallelism()} cores`, time, "25 s", build.wallSeconds <= 25);
  report.add(`${what}: memory`, `${build.peakMib.toFixed(0)} MiB`, "400 MiB", build.peakMib <= 400);
}

export function millionGroup(context: BenchContext): void {
  const { report } = context;
  const what = "`--full`, 1,000,000 sessions";
  const sessions = SIZES.million.history.sessions / SIZES.large.history.sessions;
  const large = context.server("large").build;
  // A half more: beyond what is in memory at once, the history is read more than once.
  if (large === null || !isTimeFor(what, 1.5 * sessions * large.wallSeconds, context)) return;
  const { build } = context.server("million");
  if (build === null) {
    report.add(what, "not done in time", "linear, 700 MiB", false);
    return;
  }
  const growth = build.cpuSeconds / large.cpuSeconds;
  const measured = `${growth.toFixed(1)} × of 110,000's CPU, ${build.wallSeconds.toFixed(0)} s`;
  report.add(`${what}: CPU, one run`, measured, `${sessions.toFixed(1)} ×`, growth <= sessions);
  report.add(`${what}: memory`, `${build.peakMib.toFixed(0)} MiB`, "700 MiB", build.peakMib <= 700);
}

/** Begins nothing that would be killed: what it takes until then others need. */
function isTimeFor(what: string, seconds: number, { report, secondsLeft }: BenchContext): boolean {
  if (seconds < secondsLeft) return true;
  report.add(what, `not begun: it may take ${seconds.toFixed(0)} s, see \`--minutes\``, null, false);
  return false;
}

export function usersGroup(context: BenchContext): void {
  const { report } = context;
  const what = "`--full`, 2,000 users × 12 months, 110,000 sessions";
  const large = context.server("large").build;
  // About six times as many pages.
  if (large === null || !isTimeFor(what, 4 * large.wallSeconds, context)) return;
  const { build, out } = context.server("many users");
  if (build === null) {
    report.add(what, "not done in time", null, false);
    return;
  }
  const files = readdirSync(out, { recursive: true, encoding: "utf8" })
    .map((path) => lstatSync(join(out, path)))
    .filter((found) => found.isFile());
  const mib = files.reduce((sum, { size }) => sum + size, 0) / MIB;
  const figures = [
    `${files.length} files`,
    `${mib.toFixed(0)} MiB`,
    `${build.wallSeconds.toFixed(0)} s`,
    `${build.peakMib.toFixed(0)} MiB of memory`,
  ];
  report.add(what, figures.join(", "), null, true);
}
