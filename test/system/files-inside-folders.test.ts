import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";

interface Place {
  readonly folder: string;
  readonly run: (command: string, ...args: readonly string[]) => Promise<CliRun>;
}

function makePlace(t: TestContext, lines: (folder: string) => readonly string[], language = "en"): Place {
  const folder = tempFolder(t);
  const head = ['out = "out"', 'history = "history"', `language = "${language}"`];
  const text = [...head, ...lines(folder)].join("\n");
  const hasServer = text.includes("[[server]]");
  const server = '[[server]]\nname = "berlin"\nstatus = "berlin.log"\n';
  writeFileSync(join(folder, "config.toml"), `${text}\n${hasServer ? "" : server}`);
  const host = makeHost(CLI, folder);
  return {
    folder,
    run: (command, ...args) => runHere([command, "--config", join(folder, "config.toml"), ...args], host),
  };
}

const serverWithEvents = (file: string): readonly string[] => [
  "[[server]]",
  'name = "berlin"',
  'status = "berlin.log"',
  `events = ${JSON.stringify(file)}`,
];

/** Files that the config puts into a wrong folder, and the problem that is reported. */
const CASES: Readonly<Record<string, readonly [lines: (folder: string) => readonly string[], said: RegExp]>> = {
  "the file for node_exporter in the site": [
    () => ['metrics_file = "out/vpn.prom"'],
    /metrics_file ".*\/out\/vpn\.prom" is inside out ".*\/out"\. The web server would show it\. Name a file in another folder\./,
  ],
  "the file for node_exporter in a folder of the site": [
    () => ['metrics_file = "out/charts/vpn.prom"'],
    /metrics_file .* is inside out /,
  ],
  "the file for node_exporter in a site for others": [
    () => ['metrics_file = "team/vpn.prom"', "[[site]]", 'out = "team"'],
    /metrics_file .* is inside out ".*\/team"/,
  ],
  "the file for node_exporter in the history": [
    () => ['metrics_file = "history/vpn.prom"'],
    /metrics_file .* is inside history ".*\/history"\. The history has only its own files\. Name a file in another folder\./,
  ],
  "events in the site": [(folder) => serverWithEvents(join(folder, "out/berlin.events")), /events ".*" is inside out /],
  "events in the history": [
    (folder) => serverWithEvents(join(folder, "history/berlin.events")),
    /events ".*" is inside history /,
  ],
  "a site for others in the site": [() => ["[[site]]", 'out = "out/team"'], /two sites would share a folder: /],
  "a site for others in the history": [() => ["[[site]]", 'out = "history/team"'], /out ".*team" is inside history /],
  "two sites for others in one folder": [
    () => ["[[site]]", 'out = "team"', "[[site]]", 'out = "team"'],
    /two sites would share a folder: /,
  ],
};

describe("what is written into the history or a site, and belongs to neither", () => {
  for (const [name, [lines, said]] of Object.entries(CASES)) {
    it(`is refused, and found by doctor: ${name}`, async (t) => {
      const { folder, run } = makePlace(t, lines);
      const { status, stderr } = await run("gen", "-v");
      assert.equal(status, 78);
      assert.match(stderr, said);
      assert.equal(existsSync(join(folder, "out")) || existsSync(join(folder, "history")), false, "nothing is made");
      const { status: doctorStatus, stdout } = await run("doctor");
      assert.equal(doctorStatus, 1);
      const text = stdout.replace(/\s+/g, " ");
      assert.match(text, said);
      assert.match(text, /vi \S+config\.toml/);
    });
  }

  it("is refused in German, too", async (t) => {
    const { run } = makePlace(t, () => ['metrics_file = "out/vpn.prom"'], "de");
    const { stderr } = await run("gen", "-v");
    assert.match(
      stderr,
      /liegt in out .*\. Der Webserver würde sie zeigen\. Eine Datei in einem anderen Ordner nennen\./,
    );
    const inHistory = makePlace(t, () => ['metrics_file = "history/vpn.prom"'], "de");
    assert.match((await inHistory.run("gen", "-v")).stderr, /Im Verlauf sind nur dessen eigene Dateien\. /);
  });

  it("is what it is by its place, not by its name", async (t) => {
    const beside = makePlace(t, (folder) => [
      'metrics_file = "out.prom"',
      ...serverWithEvents(join(folder, "history.x")),
    ]);
    const { status, stderr } = await beside.run("gen", "-v");
    assert.equal(status, 66, stderr);
    assert.ok(existsSync(join(beside.folder, "out.prom")));
  });
});
