import { bareCpuSeconds, type BenchContext, type BuiltServer } from "./bench-context.js";
import { interleaved, timeNode } from "./measure.js";
import type { BenchEvent } from "./server.js";

/** Fewer than five minutes together over all runs of a case, so that no chart falls due. */
const QUIET_SECONDS = 20;
const CHART_SECONDS = 300;
const EVENT_SECONDS = 61;
const ROUNDS = 7;

export function quietGroup(context: BenchContext): void {
  againstSmall(context, "quiet", 1.5, (server) => cpuAfter(server, QUIET_SECONDS));
}

export function chartsGroup(context: BenchContext): void {
  againstSmall(context, "24-hour charts due", 3.2, (server) => cpuAfter(server, CHART_SECONDS));
}

export function eventfulGroup(context: BenchContext): void {
  // There is none without workbooks: of so many sessions those of users and months follow each minute.
  againstSmall(context, "one ended, one started; its user's, month's and open workbooks", 8, (server) => {
    return cpuAfter(server, EVENT_SECONDS, "another reconnects");
  });
}

export function crowdedGroup(context: BenchContext): void {
  const crowded = context.server("crowded");
  cpuAfter(crowded, CHART_SECONDS);
  const [base, cost] = interleaved([bareCpuSeconds, () => cpuAfter(crowded, QUIET_SECONDS)], limits(context));
  if (base !== undefined && cost !== undefined) context.report.addCpu("quiet, 2,000 connected", cost, base, 2.5);
}

function againstSmall(
  context: BenchContext,
  what: string,
  budget: number,
  cpuOfRun: (server: BuiltServer) => number,
): void {
  const servers = [context.server("large"), context.server("small")];
  if (servers.some(({ build }) => build === null)) {
    context.report.add(what, "the site was not built in time", `${budget} ×`, false);
    return;
  }
  // Into the beginning of a step of the charts, so that the runs to come stay in it; and warm.
  for (const server of servers) cpuAfter(server, CHART_SECONDS);
  for (const server of servers) cpuOfRun(server);
  const measures = servers.map((server) => () => cpuOfRun(server));
  const [base, ofLarge, ofSmall] = interleaved([bareCpuSeconds, ...measures], limits(context));
  if (base === undefined || ofLarge === undefined || ofSmall === undefined) throw new Error("a case is missing");
  context.report.addCpu(`${what}, 110,000 sessions`, ofLarge, base, budget);
  context.report.addRatio("… against 3,000 sessions", ofLarge, ofSmall, 1.1);
}

function limits({ secondsLeft }: BenchContext): { readonly rounds: number; readonly limitSeconds: number } {
  return { rounds: ROUNDS, limitSeconds: secondsLeft / 6 };
}

function cpuAfter(server: BuiltServer, seconds: number, event?: BenchEvent): number {
  return timeNode(server.argsAfter(seconds, event)).cpuSeconds;
}
