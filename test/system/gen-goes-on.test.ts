import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { assertSameFiles, filesBelow } from "../support/compare-folders.js";
import { FIXED_COMMAND } from "../support/fixed-command.js";
import { makeSession } from "../support/make-session.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";
import { writeStatus } from "../support/write-status.js";

const NOON = Date.parse("2026-11-21T12:00:00Z") / 1000;
const DAY = 86_400;
/** How often a run may ask for the time before it is over, as if each file took long. */
const BUDGETS = [20, 40, 80, 200];

const NEWCOMER = {
  commonName: "newcomer",
  realAddress: "203.0.113.9:4000",
  virtualAddress: "10.8.0.9",
  bytesReceived: 1000,
  bytesSent: 2000,
  connectedSinceSeconds: NOON - 600,
  username: "",
};

/** Of 60 days and six users. */
const PAST = Array.from({ length: 120 }, (_, number) => {
  const startSeconds = NOON - 60 * DAY + number * (DAY / 2);
  return makeSession({ user: `user${number % 6}`, startSeconds, endSeconds: startSeconds + 3000 });
});

/** A history in a folder of its own. */
function openPlace(folder: string): { readonly history: string; readonly out: string; readonly status: string } {
  const history = join(folder, "history");
  writeHistory(history, { ended: PAST });
  const status = join(folder, "vpn.log");
  const clients = ["user1", "newcomer"].map((commonName, number) => ({
    ...NEWCOMER,
    commonName,
    realAddress: `203.0.113.${number}:4000`,
    virtualAddress: `10.8.0.${number + 2}`,
  }));
  writeFileSync(status, writeStatus({ updatedSeconds: NOON, clients }, { version: 2, release: "2.6" }));
  return { history, out: join(folder, "out"), status };
}

function toArgs(place: ReturnType<typeof openPlace>, ...more: readonly string[]): readonly string[] {
  const folders = ["--status", place.status, "--history", place.history, "--out", place.out];
  return ["gen", ...FIXED_COMMAND, ...folders, "--timezone", "UTC", "--now", "2026-11-21T12:00:07Z", ...more];
}

/** The links of a page that lead to nothing. */
function deadLinks(out: string, page: string): readonly string[] {
  const html = readFileSync(join(out, page), "utf8");
  return [...html.matchAll(/ (?:href|src)="([^"#]+)(?:#[^"]*)?"/g)]
    .map(([, link = ""]) => normalize(join(dirname(page), link.endsWith("/") ? `${link}index.html` : link)))
    .filter((path) => !existsSync(join(out, path)));
}

for (const budget of BUDGETS) {
  test(`a build that takes long stops between two files, shows the live pages first, and goes on in the next run (budget ${budget})`, async (t) => {
    const place = openPlace(tempFolder(t));
    let runCount = 0;
    for (let isFinished = false; !isFinished; runCount += 1) {
      assert.ok(runCount < 50, "it never ends");
      let asked = 0;
      const host = { ...makeHost(CLI, place.history), elapsedSeconds: () => (++asked > budget ? 100 : 0) };
      const { status, stdout, stderr } = await runHere(toArgs(place, "-v"), host);
      assert.deepEqual([status, stderr], [0, ""]);
      isFinished = !stdout.includes("next run");
      for (const page of ["index.html", "servers/vpn/index.html"])
        assert.deepEqual(deadLinks(place.out, page), [], page);
      assert.match(readFileSync(join(place.out, "index.html"), "utf8"), /newcomer/);
    }
    assert.ok(runCount > 1, "it took one run");

    // From the same status log, whose path the pages show.
    const whole = { ...openPlace(tempFolder(t)), status: place.status };
    const { status } = await runHere(toArgs(whole, "--full"), makeHost(CLI, whole.history));
    assert.equal(status, 0);
    assertSameFiles(filesBelow(place.out), filesBelow(whole.out), "made in several runs");
  });
}

test("a first build publishes the live pages before it reads the months for their notices", async (t) => {
  const place = openPlace(tempFolder(t));
  const { status } = await runHere(toArgs(place), makeHost(CLI, place.history));
  assert.equal(status, 0);
  const [first, counted] = ["out/status.json", "history/cache/notice-counts.json"].map(
    (path) => statSync(join(dirname(place.out), path), { bigint: true }).mtimeNs,
  );
  assert.ok(first !== undefined && counted !== undefined && first < counted, `${first} < ${counted}`);
});

test("the sites for others share the time of the run", async (t) => {
  const folder = tempFolder(t);
  const place = openPlace(folder);
  const team = join(folder, "team");
  const config = join(folder, "site.toml");
  writeFileSync(config, `[[site]]\nout = ${JSON.stringify(team)}\n`);
  const gen = async (secondsForEach: number): Promise<number> => {
    let asked = 0;
    const elapsedSeconds = (): number => secondsForEach * asked++;
    const { status, stderr } = await runHere(toArgs(place, "--config", config), {
      ...makeHost(CLI, folder),
      elapsedSeconds,
    });
    assert.deepEqual([status, stderr], [0, ""]);
    return asked;
  };
  const asked = await gen(0);
  for (const path of [place.history, place.out, team]) rmSync(path, { recursive: true });
  writeHistory(place.history, { ended: PAST });
  // Both sites have about as many files: each of them alone would take 35 of the 45 seconds.
  await gen(70 / asked);
  const page = "reports/2026.html";
  const isMade = (): readonly boolean[] => [place.out, team].map((out) => existsSync(join(out, page)));
  assert.deepEqual(isMade(), [true, false]);
  assert.ok(existsSync(join(team, "index.html")), "it has its live pages");
  await gen(0);
  assert.deepEqual(isMade(), [true, true]);
});

test("--full, prune and import finish however long they take", async (t) => {
  for (const toCommand of [
    (args: readonly string[]) => [...args, "--full"],
    (args: readonly string[]) => ["prune", ...args.slice(1), "--user", "user2", "--yes"],
  ]) {
    const place = openPlace(tempFolder(t));
    let seconds = 0;
    const host = { ...makeHost(CLI, place.history), elapsedSeconds: () => (seconds += 100) };
    assert.equal((await runHere(toCommand(toArgs(place)), host)).status, 0);
    const { stdout } = await runHere(toArgs(place, "-v"), host);
    assert.match(stdout, /^\d files written, 0 removed$/m, "nothing was left for this run");
    assert.doesNotMatch(stdout, /next run/);
  }
});

test("the first run of a day makes the live pages once, since what they link to comes before them", async (t) => {
  const place = openPlace(tempFolder(t));
  const host = makeHost(CLI, place.history);
  assert.equal((await runHere(toArgs(place, "--full"), host)).status, 0);
  const clients = [{ ...NEWCOMER, connectedSinceSeconds: NOON - 600 }];
  const midnightSeconds = NOON + DAY / 2;
  const status = { updatedSeconds: midnightSeconds, clients };
  writeFileSync(place.status, writeStatus(status, { version: 2, release: "2.6" }));
  const now = new Date((midnightSeconds + 7) * 1000).toISOString();
  const { stdout } = await runHere([...toArgs(place, "-v"), "--now", now], host);
  const made = stdout.split("\n").filter((line) => line.endsWith(": each run"));
  assert.deepEqual(
    ["index.html", "servers/vpn/index.html", "history/2026-11/22/index.html"].map(
      (page) => made.filter((line) => line === `${page}: each run`).length,
    ),
    [1, 1, 1],
    stdout,
  );
  for (const page of ["index.html", "history/2026-11/22/index.html"])
    assert.deepEqual(deadLinks(place.out, page), [], page);
});
