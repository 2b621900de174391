// `npm run bench`: what runs cost, as ratios to `node -e 0` in the same run. A report, not a test. See README.md.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BenchContext } from "./bench-context.js";
import {
  crowdedBuildGroup,
  fullGroup,
  manyUsersBuildGroup,
  millionGroup,
  parserGroup,
  weightGroup,
} from "./build-groups.js";
import { archiveGroup, changeGroup, orphansGroup } from "./command-groups.js";
import {
  crowdedGroup,
  dayGroup,
  fleetGroup,
  quietGroup,
  reconnectGroup,
  serversGroup,
  tunnelsGroup,
  usersGroup,
} from "./minute-groups.js";
import { toPrograms } from "./programs.js";
import { Report } from "./report.js";

/** In this order, since they share servers. */
const GROUPS: Readonly<Record<string, (context: BenchContext) => Promise<void> | void>> = {
  quiet: quietGroup,
  crowded: crowdedGroup,
  reconnect: reconnectGroup,
  day: dayGroup,
  full: fullGroup,
  "crowded-build": crowdedBuildGroup,
  users: usersGroup,
  "users-build": manyUsersBuildGroup,
  tunnels: tunnelsGroup,
  servers: serversGroup,
  fleet: fleetGroup,
  orphans: orphansGroup,
  change: changeGroup,
  archive: archiveGroup,
  parser: parserGroup,
  weight: weightGroup,
  million: millionGroup,
};
/** These take longer than all others together. */
const ONLY_IF_NAMED: readonly string[] = ["fleet", "million"];

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    vs: { type: "string" },
    million: { type: "boolean", default: false },
  },
});
const named = values.only.flatMap((text) => text.split(","));
const unknown = named.filter((name) => GROUPS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`no group ${unknown.join(", ")}: there are ${Object.keys(GROUPS).join(", ")}\n`);
  process.exit(64);
}
const all = Object.keys(GROUPS).filter((name) => !ONLY_IF_NAMED.includes(name));
const wanted = new Set([...(named.length === 0 ? all : named), ...(values.million ? ["million"] : [])]);

const folder = mkdtempSync(join(tmpdir(), "openvpn-status-site-bench-"));
const programs = toPrograms(values.vs);
const report = new Report(programs);
const context = new BenchContext(folder, programs, report);
try {
  for (const [name, measure] of Object.entries(GROUPS)) if (wanted.has(name)) await measure(context);
} finally {
  rmSync(folder, { recursive: true });
  process.stdout.write(report.table());
}
