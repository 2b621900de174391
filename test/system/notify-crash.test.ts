import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { makeNotifyPlace, QUIET } from "../support/notify-place.js";
import { everyKill, forEachKilled, runCounted } from "../support/kill-runs.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";

const DAY = 24 * 60;
const HOST = makeHost(CLI, process.cwd());

/** Calls at which the command was already told. */
const AFTER =
  /\/history\/(?:notify-lock|sent\.csv|\.sent\.csv\.tmp|journal|\.journal\.tmp|lock|cache\/last-notify\.json|cache\/\.last-notify\.json\.tmp)$|history$/;

it("a gen that is killed at any moment of telling a command loses no event, and tells one twice only if it was not noted", async (t) => {
  const work = tempFolderInMemory(t);
  const place = makeNotifyPlace(t, {}, join(work));
  const step = async (minutes: number, ...names: readonly string[]): Promise<void> => {
    place.connect(minutes, ...names);
    assert.deepEqual(await runHere(place.args("gen", minutes), HOST), QUIET);
  };
  await step(0, "alice");
  await step(8 * DAY, "alice", "robert");
  await step(8 * DAY + 1, "alice");
  writeFileSync(join(place.folder, "told.log"), "");
  const minutes = 8 * DAY + 2;
  // One goes, one comes, and it is the first time.
  place.connect(minutes, "robert", "carol");
  const argv = [CLI, ...place.args("gen", minutes)];
  const saved = join(work, "..", `${work.split("/").at(-1) ?? ""}-saved`);
  const { cpSync, rmSync } = await import("node:fs");
  cpSync(work, saved, { recursive: true, preserveTimestamps: true });
  t.after(() => {
    rmSync(saved, { recursive: true, force: true });
  });
  const calls = await runCounted(argv, [place.history], `${saved}.json`);
  const whole = place.told();
  assert.equal(whole.length, 1);
  const ids = whole[0]?.map(({ id }) => id) ?? [];
  assert.deepEqual([...new Set(whole[0]?.map(({ kind }) => kind))].sort(), ["connect", "disconnect", "notice"]);
  assert.ok(ids.length >= 3, JSON.stringify(whole));
  const sent = readFileSync(join(place.history, "sent.csv"), "utf8");
  rmSync(work, { recursive: true });
  cpSync(saved, work, { recursive: true, preserveTimestamps: true });

  const inputAt = calls.findIndex((call) => call.endsWith("/cache/.notify-input.tmp"));
  assert.ok(inputAt > 0);
  // What comes before is the matrix of gen itself: of it only every tenth.
  const kills = everyKill(calls).filter(
    ({ at }) => at >= inputAt - 12 || at % 10 === 0 || /sent\.csv|noted\.json|journal/.test(calls[at - 1] ?? ""),
  );
  let [twice, once] = [0, 0];
  await forEachKilled(argv, work, [place.history], kills, async (kill) => {
    const where = `killed ${kill.mode} call ${kill.at}, ${calls[kill.at - 1] ?? ""}`;
    const before = place.told();
    assert.deepEqual(await runHere(place.args("gen", minutes), HOST), QUIET, where);
    const told = place
      .told()
      .flat()
      .map(({ id }) => id);
    assert.deepEqual([...new Set(told)].sort(), [...ids].sort(), where);
    if (told.length > ids.length) {
      twice += 1;
      assert.equal(before.length, 1, where);
      assert.match(calls[kill.at - 1] ?? "", AFTER, where);
    } else once += 1;
    assert.ok(told.length <= 2 * ids.length, where);
    assert.equal(readFileSync(join(place.history, "sent.csv"), "utf8"), sent, where);
    const count = place.told().length;
    assert.deepEqual(await runHere(place.args("gen", minutes), HOST), QUIET, where);
    assert.equal(place.told().length, count, `${where}: then it is over`);
  });
  assert.ok(twice > 0 && once > twice);
  t.diagnostic(
    `${calls.length} calls, ${kills.length} kills: events lost 0; told twice after ${twice} kills, all between the telling and its note`,
  );
  writeFileSync(`${saved}.json`, "");
  rmSync(`${saved}.json`);
});
