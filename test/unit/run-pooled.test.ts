import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { test } from "node:test";
import { runPooled } from "../../src/build/run-pooled.js";

test("some tasks run at a time, each is begun in its turn, and all are done", async () => {
  const [begun, done]: [number[], number[]] = [[], []];
  let most = 0;
  const tasks = Array.from({ length: 10 }, (_, number) => async () => {
    begun.push(number);
    most = Math.max(most, begun.length - done.length);
    await setTimeout(number % 3);
    done.push(number);
  });
  await runPooled(tasks, 3);
  assert.deepEqual([begun, most], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3]);
  assert.equal(done.length, 10);
});

test("after a failure no task begins, and those that have begun come to their end", async () => {
  const [begun, done]: [number[], number[]] = [[], []];
  const tasks = Array.from({ length: 10 }, (_, number) => async () => {
    begun.push(number);
    await setTimeout(number === 1 ? 1 : 20);
    if (number === 1) throw new RangeError("the second");
    done.push(number);
  });
  await assert.rejects(runPooled(tasks, 3), RangeError);
  assert.deepEqual(
    [begun, done],
    [
      [0, 1, 2],
      [0, 2],
    ],
  );
});
