import { visibleText } from "../text/visible-text.js";
import type { Problem } from "../text/problem.js";
import { EXIT_CODE_OF_PROBLEM } from "./exit-code.js";
import type { World } from "./world.js";

/**
 * The one place that turns an expected failure into text and an exit code: one line, for cron's mail, and a second one
 * where there is a command to run.
 */
export function reportProblem({ kind, what, fix, command }: Problem, world: Pick<World, "writeStderr">): number {
  const end =
    command === undefined
      ? ""
      : `:
${visibleText(command)}`;
  world.writeStderr(`openvpn-status-site: ${visibleText(what)}. ${visibleText(fix)}${end}
`);
  return EXIT_CODE_OF_PROBLEM[kind];
}
