import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { hasTerminal, runOnTerminal } from "../support/terminal-run.js";
import { skipUnless } from "../support/visible-skip.js";

const skip = skipUnless(hasTerminal, "there is no `script` (util-linux) to make a terminal with");

describe("a long run", { skip }, () => {
  it("says on a terminal how many files are done, in one line that it takes away; elsewhere it says nothing", async (t) => {
    const folder = tempFolder(t);
    // The demo makes hundreds of pages, which no machine does in a second.
    const { status, shown } = await runOnTerminal(["demo", "--out", join(folder, "shown")], []);
    assert.equal(status, 0, shown);
    assert.match(shown, /^(\r[\d,]+ of [\d,]+ files)+\rThe demo is in [^\r]*\nNext: open [^\r]*\n$/);

    const run = await runCli(["demo", "--language", "de", "--out", join(folder, "unseen")]);
    assert.deepEqual([run.status, run.stderr], [0, ""]);
    assert.match(
      run.stdout,
      /^Die Demo ist in \S+\. [^\n]* erfunden\.\nJetzt \S+index\.html im Browser öffnen; [^\n]*\n$/,
    );
  });
});
