import type { Host } from "../../build/host.js";
import { findLanguage } from "./find-language.js";
import { HELP_FLAG, type FlagTable } from "./flag-table.js";
import type { CommandName, HelpLists } from "./help-text.js";
import { readFlags, refuseOperands, type FlagValues } from "./read-flags.js";

/** Runs a command. @returns its exit code */
export type Command = (args: readonly string[], host: Host) => Promise<number>;

interface CommandSpec<Flags extends FlagTable> {
  readonly name: CommandName;
  /** But for `--help`, which each command has. */
  readonly flags: Flags;
  readonly takesOperands: boolean;
  /** What its help lists after the flags. */
  readonly toHelpLists?: HelpLists;
  readonly run: (values: FlagValues<Flags>, host: Host, operands: readonly string[]) => number | Promise<number>;
}

/** What all commands have in common: they read flags, print their help, and refuse operands unless they take some. */
export function makeCommand<const Flags extends FlagTable>({
  name,
  flags,
  takesOperands,
  toHelpLists,
  run,
}: CommandSpec<Flags>): Command {
  const table: Flags & typeof HELP_FLAG = { ...flags, ...HELP_FLAG };
  return async (args, host) => {
    const { values, operands } = readFlags(name, table, args);
    if (values.help === true) {
      // Most runs need no texts for it.
      const { commandHelp } = await import("./help-text.js");
      host.writeStdout(commandHelp(name, table, findLanguage(host), toHelpLists));
      return 0;
    }
    if (!takesOperands) refuseOperands(name, table, operands);
    return run(values, host, operands);
  };
}
