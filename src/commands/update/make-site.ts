import { join } from "node:path";
import { buildSite, type BuildReport } from "../../build/build-site.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { openProgressLine } from "../report/progress-line.js";
import { reportOutGroup } from "../report/report-out-group.js";
import type { SiteToMake } from "./make-further-sites.js";

/** Makes the sites of a history that has taken the sources, and reports problems. */
export async function makeSite(
  { history, observed, claim, stopAtSeconds }: SiteToMake,
  settings: GenSettings,
  host: Host,
): Promise<BuildReport> {
  const { config, quiet, verbose } = settings;
  const showOnTerminal = quiet ? null : host.showOnTerminal;
  const progress = openProgressLine({ showOnTerminal, nowSeconds: host.nowSeconds }, config.language);
  const report = await buildSite(
    history,
    observed,
    settings,
    { claim, stopAtSeconds, progress: progress.tell, parts: null },
    host,
  ).finally(progress.end);
  if (report.otherGroup !== "unknown") {
    const cacheFolder = join(config.history, "cache");
    reportOutGroup(report.otherGroup, { out: config.out, cacheFolder, language: config.language }, host);
  }
  if (verbose) host.writeStdout(describe(report));
  if (config.sites.length > 0) {
    const { makeFurtherSites } = await import("./make-further-sites.js");
    await makeFurtherSites({ history, observed, claim, stopAtSeconds }, report.input.aliases, settings, host);
  }
  return report;
}

function describe({ written, removed, reasons, isFinished }: BuildReport): string {
  const lines = written.map((path) => `${path}: ${reasons.get(path) ?? "new"}\n`);
  const rest = isFinished ? "" : "The rest is made in the next run.\n";
  return `${lines.join("")}${written.length} files written, ${removed.length} removed\n${rest}`;
}
