/* `node commit-change-script.mjs FOLDER CHANGE`: recovers the history folder, then commits a change given as JSON. */
import { commitChange, recoverJournal } from "../../src/io/history/journal.js";
import { ProblemError } from "../../src/text/problem.js";

const [folder = "", change = "[]"] = process.argv.slice(2);
try {
  recoverJournal(folder);
  commitChange(folder, JSON.parse(change) as Parameters<typeof commitChange>[1]);
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  process.stderr.write(`${error.problem.kind}: ${error.message}\n`);
  process.exitCode = 73;
}
