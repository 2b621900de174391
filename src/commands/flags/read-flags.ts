import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearestName } from "../../text/format/nearest-name.js";
import { ProblemError } from "../../text/problem.js";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Flags<Spec extends Options> = ReturnType<
  typeof parseArgs<{ options: Spec; strict: true; allowPositionals: true }>
>;

/**
 * Reads the flags and operands of a command.
 *
 * @param command its name, for messages
 * @throws ProblemError `usage`, with the nearest flag if a flag does not exist
 */
export function readFlags<const Spec extends Options>(
  command: string,
  options: Spec,
  args: readonly string[],
): Flags<Spec> {
  try {
    return parseArgs({ options, args: [...args], strict: true, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_")))
      throw error;
    const [what = ""] = error.message.split(". ");
    const typed = /'-*([^' ]*)/.exec(error.message)?.[1] ?? "";
    const names = Object.keys(options);
    const nearest = names.includes(typed) ? undefined : nearestName(typed, names);
    throw new ProblemError({
      kind: "usage",
      what: (t) => t.usage.flag(command, `${what.charAt(0).toLowerCase()}${what.slice(1)}`),
      fix: (t) => (nearest === undefined ? t.usage.seeHelp(command) : t.nearest(`--${nearest}`)),
    });
  }
}

/**
 * Refuses operands of a command that takes none.
 *
 * @throws ProblemError `usage`
 */
export function refuseOperands(command: string, operands: readonly string[]): void {
  const [first] = operands;
  if (first === undefined) return;
  throw new ProblemError({
    kind: "usage",
    what: (t) => t.usage.noOperand(command, JSON.stringify(first)),
    fix: (t) => t.usage.noOperandFix(first),
  });
}
