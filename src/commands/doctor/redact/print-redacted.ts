import { resolve } from "node:path";
import type { Host } from "../../../build/host.js";
import { readInput } from "../../../io/files/read-input.js";
import { ParsingError } from "../../../status/parsing-error.js";
import { ProblemError } from "../../../text/problem.js";
import { redactStatus } from "./redact-status.js";

/**
 * `doctor --redact FILE`: prints a status log with made-up names and addresses.
 *
 * @throws ProblemError `bad-source` for a file that is none; it quotes nothing from the file
 */
export async function printRedacted(file: string, host: Host): Promise<number> {
  const bytes = file === "-" ? await host.readStdin() : readInput(resolve(host.currentFolder, file));
  try {
    host.writeStdout(redactStatus(bytes));
    return 0;
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error;
    throw new ProblemError(
      {
        kind: "bad-source",
        what: (t) => t.usage.notRedacted(JSON.stringify(file), error.line),
        fix: (t) => t.usage.notRedactedFix,
      },
      { cause: error },
    );
  }
}
