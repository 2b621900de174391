import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearestName } from "../../text/format/nearest-name.js";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import { ProblemError, type Words } from "../../text/problem.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What was given for the flags of a table: absent if it was not given. */
export type FlagValues<Flags extends Options> = {
  readonly [Name in keyof Flags]?: FlagValue<Flags[Name]> | undefined;
};

type FlagValue<Spec extends Options[string]> = Spec["type"] extends "boolean"
  ? boolean
  : Spec extends { readonly multiple: true }
    ? readonly string[]
    : string;

interface ReadFlags<Flags extends Options> {
  readonly values: FlagValues<Flags>;
  readonly operands: readonly string[];
}

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
): ReadFlags<Spec> {
  try {
    const { values, positionals } = parseArgs({ options, args: [...args], strict: true, allowPositionals: true });
    return { values: values, operands: positionals };
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_")))
      throw error;
    throw describeFlags(command, options, args) ?? error;
  }
}

interface Fault {
  readonly what: (t: ProblemTexts["usage"]) => string;
  /** Undefined: the help describes it. */
  readonly fix?: Words | undefined;
}

/** What is wrong with the first flag that `parseArgs` refuses; its own message is in English only. */
function describeFlags(command: string, options: Options, args: readonly string[]): ProblemError | undefined {
  const { tokens } = parseArgs({ options, args: [...args], strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    const fault = token.kind === "option" ? findFault(token, options) : undefined;
    if (fault === undefined) continue;
    return new ProblemError({
      kind: "usage",
      what: (t) => t.usage.flag(command, fault.what(t.usage)),
      fix: (t) => fault.fix?.(t) ?? t.usage.seeHelp(command),
    });
  }
  return undefined;
}

interface Typed {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function findFault({ name, rawName, value, inlineValue }: Typed, options: Options): Fault | undefined {
  const names = Object.keys(options);
  if (!Object.hasOwn(options, name)) {
    const nearest = nearestName(name, names);
    const fix = nearest === undefined ? undefined : (t: ProblemTexts): string => t.nearest(`--${nearest}`);
    return { what: (t) => t.unknownFlag(JSON.stringify(rawName)), fix };
  }
  if (options[name]?.type === "boolean") {
    return value === undefined ? undefined : { what: (t) => t.flagWithValue(rawName, JSON.stringify(value)) };
  }
  if (value === undefined) return { what: (t) => t.flagWithoutValue(rawName) };
  if (inlineValue === true || !/^-./s.test(value)) return undefined;
  return {
    what: (t) => t.valueLikeFlag(rawName, JSON.stringify(value)),
    fix: (t) => t.usage.valueLikeFlagFix(`--${name}=${shellQuote(value)}`),
  };
}

/**
 * Refuses operands of a command that takes none.
 *
 * @param options its flags: with `--status`, a file may be meant
 * @throws ProblemError `usage`
 */
export function refuseOperands(command: string, options: Options, operands: readonly string[]): void {
  const [first] = operands;
  if (first === undefined) return;
  throw new ProblemError({
    kind: "usage",
    what: (t) => t.usage.noOperand(command, JSON.stringify(first)),
    fix: (t) => ("status" in options ? t.usage.noOperandFix(first) : t.usage.seeHelp(command)),
  });
}
