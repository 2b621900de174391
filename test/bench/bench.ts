// `npm run bench`: what runs cost, as ratios to `node -e 0` in the same run. A report, not a test.
//
//     npm run bench                           all that fits into 10 minutes, the cheap rows first
//     npm run bench -- quiet,eventful         some groups of rows
//     npm run bench -- users --minutes 60     another limit
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BenchContext } from "./bench-context.js";
import { fullGroup, millionGroup, parserGroup, usersGroup, weightGroup } from "./build-groups.js";
import { chartsGroup, crowdedGroup, eventfulGroup, quietGroup } from "./minute-groups.js";
import { Report } from "./report.js";

const GROUPS: Readonly<Record<string, (context: BenchContext) => void>> = {
  parser: parserGroup,
  quiet: quietGroup,
  charts: chartsGroup,
  weight: weightGroup,
  full: fullGroup,
  crowded: crowdedGroup,
  eventful: eventfulGroup,
  million: millionGroup,
  users: usersGroup,
};

const { values, positionals } = parseArgs({
  options: { minutes: { type: "string", default: "10" } },
  allowPositionals: true,
});
const wanted = positionals.length === 0 ? Object.keys(GROUPS) : positionals.flatMap((text) => text.split(","));
const unknown = wanted.filter((name) => GROUPS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`no group ${unknown.join(", ")}: there are ${Object.keys(GROUPS).join(", ")}\n`);
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), "openvpn-status-site-bench-"));
const report = new Report();
const context = new BenchContext(folder, report, Number(values.minutes) * 60);
try {
  for (const [name, measure] of Object.entries(GROUPS)) {
    if (!wanted.includes(name)) continue;
    if (context.isOver) report.add(`(${name})`, "no time left", null, false);
    else measure(context);
  }
} finally {
  rmSync(folder, { recursive: true });
  process.stdout.write(report.table());
}
