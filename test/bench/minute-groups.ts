import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { spreadOf, timeNode, type Spread } from "./measure.js";
import type { BenchContext, BuiltServer, SizeName } from "./bench-context.js";
import { atMost, toCpuSeconds, toMib, toMultiple, toRatio } from "./figures.js";

/** Less than five minutes over all runs of a row, so that no chart is due. */
const QUIET_SECONDS = 20;
const CHART_SECONDS = 300;
const EVENT_SECONDS = 61;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

export async function quietGroup(context: BenchContext): Promise<void> {
  const [large, small] = [await context.servers("large"), await context.servers("small")];
  const { bare, costs } = measureQuiet(context, [...large, ...small]);
  const [ofLarge, ofSmall] = [costs.slice(0, large.length), costs.slice(large.length)];
  const toFigure = (cost: Spread) => toMultiple(cost, bare);
  context.report.add("quiet, 50 connected, 110,000 sessions", ofLarge.map(toFigure), atMost(4, "×"));
  context.report.add("… 3,000 sessions", ofSmall.map(toFigure), atMost(4, "×"));
  const ratios = ofLarge.map((cost, index) => toRatio(cost, ofSmall[index]));
  context.report.add("… 110,000 ÷ 3,000 sessions", ratios, atMost(1.1, "×"));
}

export async function crowdedGroup(context: BenchContext): Promise<void> {
  await addQuiet(context, "2,000 connected", "quiet, 2,000 connected", 8);
}

/** With twice as many servers and clients. The users are the same. */
export async function serversGroup(context: BenchContext): Promise<void> {
  const [many, few] = [await context.servers("100 servers"), await context.servers("50 servers")];
  const { bare, costs } = measureQuiet(context, [...many, ...few]);
  const [ofMany, ofFew] = [costs.slice(0, many.length), costs.slice(many.length)];
  const figures = ofMany.map((cost) => toMultiple(cost, bare));
  context.report.add("quiet, 100 servers with 20 connected each", figures, null);
  const ratios = ofMany.map((cost, index) => toRatio(cost, ofFew[index]));
  context.report.add("… 100 ÷ 50 servers", ratios, atMost(2.1, "×"));
}

/** As many users as clients: all that a fleet has doubles. */
export async function fleetGroup(context: BenchContext): Promise<void> {
  const [many, few] = [await context.servers("100 servers with 200"), await context.servers("50 servers with 200")];
  const ratios = (toSize: (built: BuiltServer) => number) =>
    many.map((built, index) => toRatio(spreadOf([toSize(built) / toSize(few[index] ?? built)])));
  const { bare, costs } = measureQuiet(context, [...many, ...few]);
  const [ofMany, ofFew] = [costs.slice(0, many.length), costs.slice(many.length)];
  const { report } = context;
  const figures = ofMany.map((cost) => toCpuSeconds(cost, bare));
  report.add("quiet, 100 servers with 200 connected each", figures, null);
  const quiet = ofMany.map((cost, index) => toRatio(cost, ofFew[index]));
  report.add("… 100 ÷ 50 servers", quiet, atMost(2.1, "×"));
  const memory = many.map(({ build }) => toMib(build.peakMib));
  report.add("… first build, most memory", memory, null);
  const cpu = ratios(({ build }) => build.cpuSeconds);
  report.add("… first build, 100 ÷ 50 servers: CPU", cpu, atMost(2.1, "×"));
  const size = ratios(({ server }) => countBytes(server.out));
  report.add("… first build, 100 ÷ 50 servers: bytes in `out/`", size, atMost(2.1, "×"));
}

function countBytes(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const stats = paths.map((path) => statSync(join(folder, path)));
  return stats.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

export async function tunnelsGroup(context: BenchContext): Promise<void> {
  await addQuiet(context, "tunnels", "quiet, 50 connected for 200 days", 4);
  await addFirstOfDay(context, "tunnels", "first run of a day, 50 connected for 200 days", null);
}

export async function reconnectGroup(context: BenchContext): Promise<void> {
  const what = "2 of 50 reconnect, workbooks due, 110,000 sessions";
  const { bare, costs } = await measureReconnects(context, "large", 2);
  const figures = costs.map((cost) => toMultiple(cost, bare));
  context.report.add(what, figures, atMost(20, "×"));
}

export async function dayGroup(context: BenchContext): Promise<void> {
  await addGap(context, "large", "after an hour's gap, 110,000 sessions of 50 users", 1);
  await addFirstOfDay(context, "large", "first run of a day, 110,000 sessions of 50 users", 1);
}

export async function usersGroup(context: BenchContext): Promise<void> {
  const servers = await context.servers("many users");
  const { bare, costs } = await measureReconnects(context, "many users", 60);
  const figures = costs.map((cost) => toCpuSeconds(cost, bare));
  context.report.add("60 of 2,000 reconnect, 110,000 sessions of 2,000 users", figures, atMost(2, "s"));
  for (const { server } of servers) {
    server.keepConnected(50);
    // With so many who leave, a plain run may stop after some time, and the next ones would go on.
    timeNode([...server.argsAfter(EVENT_SECONDS), "--full"]);
  }
  await addGap(context, "many users", "after an hour's gap, 110,000 sessions of 2,000 users", 4);
  await addFirstOfDay(context, "many users", "first run of a day, 110,000 sessions of 2,000 users", 4);
}

async function addQuiet(context: BenchContext, name: SizeName, what: string, aim: number): Promise<void> {
  const { bare, costs } = measureQuiet(context, await context.servers(name));
  const figures = costs.map((cost) => toMultiple(cost, bare));
  context.report.add(what, figures, atMost(aim, "×"));
}

function measureQuiet(context: BenchContext, built: readonly BuiltServer[]): ReturnType<BenchContext["measure"]> {
  // To the beginning of a step of the charts, so that the runs to come stay in it.
  for (const { server } of built) timeNode(server.argsAtTimeOfDay(15 * HOUR_SECONDS));
  for (const { server } of built) timeNode(server.argsAfter(QUIET_SECONDS));
  return context.measure(
    built.map(
      ({ server }) =>
        () =>
          server.argsAfter(QUIET_SECONDS),
    ),
  );
}

async function measureReconnects(
  context: BenchContext,
  name: SizeName,
  count: number,
): Promise<ReturnType<BenchContext["measure"]>> {
  const built = await context.servers(name);
  const runs = built.map(
    ({ server }) =>
      () =>
        server.argsAfter(EVENT_SECONDS, count),
  );
  for (const args of runs) timeNode(args());
  return context.measure(runs);
}

async function addGap(context: BenchContext, name: SizeName, what: string, aim: number): Promise<void> {
  const built = await settle(context, name);
  const runs = built.map(
    ({ server }) =>
      () =>
        server.argsAfter(HOUR_SECONDS),
  );
  // An hour is a gap only for a server that was mostly seen to change each minute.
  const seeEachMinute = (index: number): void => {
    const server = built[index]?.server;
    for (let minute = 0; server !== undefined && minute < 3; minute++) timeNode(server.argsAfter(60));
  };
  addSeconds(context, what, context.measure(runs, { most: 3, limitSeconds: 15 }, seeEachMinute), aim);
}

/** Only the midnight is measured, not the way to it. */
async function addFirstOfDay(context: BenchContext, name: SizeName, what: string, aim: number | null): Promise<void> {
  const built = await settle(context, name);
  const runs = built.map(
    ({ server }) =>
      () =>
        server.argsAtTimeOfDay(30),
  );
  const untilThen = (index: number): void => {
    const args = built[index]?.server.argsAtTimeOfDay(DAY_SECONDS - 30);
    if (args !== undefined) timeNode(args);
  };
  addSeconds(context, what, context.measure(runs, { most: 3, limitSeconds: 15 }, untilThen), aim);
}

/** What waits is made, so that it is part of no row. */
async function settle(context: BenchContext, name: SizeName): Promise<readonly BuiltServer[]> {
  const built = await context.servers(name);
  for (const { server } of built) timeNode(server.argsAfter(CHART_SECONDS));
  for (const { server } of built) timeNode(server.argsAfter(HOUR_SECONDS));
  return built;
}

function addSeconds(
  { report }: BenchContext,
  what: string,
  { bare, costs }: ReturnType<BenchContext["measure"]>,
  aim: number | null,
): void {
  const figures = costs.map((cost) => toCpuSeconds(cost, bare));
  report.add(what, figures, aim === null ? null : atMost(aim, "s"));
}
