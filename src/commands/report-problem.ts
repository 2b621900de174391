import { visibleText } from "../text/visible-text.js";
import type { Problem } from "../text/problem.js";
import { EXIT_CODE_OF_PROBLEM } from "./exit-code.js";
import type { World } from "./world.js";

/** The one place that turns an expected failure into text, on one line for cron's mail, and an exit code. */
export function reportProblem({ kind, what, fix }: Problem, world: Pick<World, "writeStderr">): number {
  world.writeStderr(`openvpn-status-site: ${visibleText(what)}. ${visibleText(fix)}\n`);
  return EXIT_CODE_OF_PROBLEM[kind];
}
