/*
 * `node lock-script.mjs FOLDER WAIT_MS hold`: takes the lock, says `held` or `taken`, and holds it until its stdin ends.
 * `node lock-script.mjs FOLDER WAIT_MS count TIMES`: TIMES times, adds 1 to the number in the history file `count.csv`.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commitChange, recoverJournal } from "../../src/io/history/journal.js";
import { acquireLock } from "../../src/io/history/lock.js";

const [folder = "", waitMs = "0", what = "hold", times = "1"] = process.argv.slice(2);

function numberIn(path: string): number {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return 0;
  }
}

for (let done = 0; done < Number(times); done++) {
  const lock = await acquireLock(folder, { waitMs: Number(waitMs) });
  process.stdout.write(`${lock.kind}\n`);
  if (lock.kind === "taken") break;
  if (what === "hold") await once(process.stdin.resume(), "end");
  else {
    recoverJournal(folder);
    commitChange(folder, [{ path: "count.csv", content: `${numberIn(join(folder, "count.csv")) + 1}\n` }]);
  }
  lock.release();
}
