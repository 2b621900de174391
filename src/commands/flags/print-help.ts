import type { Host } from "../../build/host.js";
import { findLanguage, type LanguageHost } from "./find-language.js";
import type { FlagTable } from "./flag-table.js";
import type { CommandName, HelpLists } from "./help-text.js";

/**
 * Prints the help of a command in the language of the run. The texts are loaded only here: most runs need none.
 *
 * @returns the exit code
 */
export async function printHelp(
  command: CommandName,
  flags: FlagTable,
  host: LanguageHost & Pick<Host, "writeStdout">,
  toLists?: HelpLists,
): Promise<number> {
  const { commandHelp } = await import("./help-text.js");
  host.writeStdout(commandHelp(command, flags, findLanguage(host), toLists));
  return 0;
}
