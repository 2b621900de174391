import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SIZES, type BenchContext, type SizeName } from "./bench-context.js";
import { atMost, toCpuSeconds, toKb, toMib, toRatio, toSeconds } from "./figures.js";
import { spreadOf } from "./measure.js";
import { measureParsers } from "./parser-ratio.js";

export async function parserGroup({ programs, report }: BenchContext): Promise<void> {
  const figures = (await measureParsers(programs)).map((ratios) => toRatio(ratios));
  report.add("`parseStatus`, 10,000 clients ÷ splitting the text", figures, atMost(3, "×"));
}

export async function weightGroup(context: BenchContext): Promise<void> {
  const figures = (await context.servers("small")).map(({ server: { out } }) => {
    const assets = readdirSync(join(out, "assets")).filter((name) => /\.(css|js)$/.test(name) && !isLoadedLater(name));
    const loaded = ["index.html", ...assets.map((name) => join("assets", name))];
    return toKb(loaded.reduce((sum, path) => sum + gzipSync(readFileSync(join(out, path))).length, 0));
  });
  context.report.add("`index.html` with 50 connected, its CSS and JS, gzipped", figures, atMost(60, "KB"));
}

/** What a page loads when someone first searches. */
function isLoadedLater(name: string): boolean {
  return name.startsWith("find.");
}

export async function fullGroup(context: BenchContext): Promise<void> {
  await addBuild(context, "large", "first build, 110,000 sessions of 50 users", { seconds: 15, mib: 300 });
}

export async function manyUsersBuildGroup(context: BenchContext): Promise<void> {
  await addBuild(context, "many users", "first build, 110,000 sessions of 2,000 users", null);
}

export async function crowdedBuildGroup(context: BenchContext): Promise<void> {
  await addVisible(context, "2,000 connected", { buildSeconds: 12, visibleSeconds: 3 });
  await addVisible(context, "5,000 connected", { buildSeconds: null, visibleSeconds: 5 });
}

export async function millionGroup(context: BenchContext): Promise<void> {
  const [large, million] = [await context.servers("large"), await context.servers("million")];
  await addBuild(context, "million", "first build, 1,000,000 sessions", { seconds: null, mib: 400 });
  const growth = million.map(({ build }, index) =>
    toRatio(spreadOf([build.cpuSeconds / (large[index]?.build.cpuSeconds ?? NaN)])),
  );
  const linear = SIZES.million.history.sessions / SIZES.large.history.sessions;
  context.report.add("… CPU ÷ that of 110,000", growth, atMost(Number(linear.toFixed(1)), "×"));
}

async function addBuild(
  context: BenchContext,
  name: SizeName,
  what: string,
  aims: { readonly seconds: number | null; readonly mib: number } | null,
): Promise<void> {
  const { report } = context;
  const builds = (await context.servers(name)).map(({ build }) => build);
  const bare = context.bare();
  const cpu = builds.map(({ cpuSeconds }) => toCpuSeconds(spreadOf([cpuSeconds]), bare));
  report.add(`${what}: CPU`, cpu, null);
  const wall = builds.map(({ wallSeconds }) => toSeconds(wallSeconds));
  report.add("… wall time", wall, aims?.seconds == null ? null : atMost(aims.seconds, "s"));
  const memory = builds.map(({ peakMib }) => toMib(peakMib));
  report.add("… most memory", memory, aims === null ? null : atMost(aims.mib, "MiB"));
}

async function addVisible(
  context: BenchContext,
  name: SizeName,
  aims: { readonly buildSeconds: number | null; readonly visibleSeconds: number },
): Promise<void> {
  const { report } = context;
  const builds = (await context.servers(name)).map(({ build }) => build);
  const wall = builds.map(({ wallSeconds }) => toSeconds(wallSeconds));
  const wallAim = aims.buildSeconds === null ? null : atMost(aims.buildSeconds, "s");
  report.add(`first build, ${name} on a new server: wall time`, wall, wallAim);
  const visible = builds.map(({ visibleSeconds }) => toSeconds(visibleSeconds));
  report.add("… until `index.html` is there", visible, atMost(aims.visibleSeconds, "s"));
  report.add(
    "… most memory",
    builds.map(({ peakMib }) => toMib(peakMib)),
    null,
  );
}
