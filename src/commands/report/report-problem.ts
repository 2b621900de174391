import { visibleText } from "../../text/format/visible-text.js";
import type { Problem } from "../../text/problem.js";
import { EXIT_CODE_OF_FAULT, EXIT_CODE_OF_PROBLEM } from "./exit-code.js";
import type { Host } from "../../build/host.js";

/**
 * The one place that turns an expected failure into text and an exit code: one line, for cron's mail, and a second line
 * if there is a command to run.
 */
export function reportProblem({ kind, what, fix, command }: Problem, host: Pick<Host, "writeStderr">): number {
  const end =
    command === undefined
      ? ""
      : `:
${visibleText(command)}`;
  host.writeStderr(`openvpn-status-site: ${visibleText(what)}. ${visibleText(fix)}${end}
`);
  return EXIT_CODE_OF_PROBLEM[kind];
}

/** The same for a bug, with its stack: the only failure that takes more lines. */
export function reportFault(error: unknown, host: Pick<Host, "writeStderr">): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split("\n").map(visibleText).join("\n");
  host.writeStderr(
    `openvpn-status-site: an internal fault, which is a bug. Please report it with these lines:\n${lines}\n`,
  );
  return EXIT_CODE_OF_FAULT;
}
