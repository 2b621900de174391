import { test } from "node:test";
import { readWalkSeed } from "../support/walk-seed.js";
import { assertWalk } from "../support/random-walk.js";

/** Each run of the tests takes another way. The same one again, or a longer one: `WALK_SEED=7 WALK_STEPS=300`. */
const SEED = readWalkSeed();
const STEPS = Number(process.env["WALK_STEPS"] ?? 12);

const STORIES = [
  // An evening on which clocks go back: the first midnight comes soon, the change an hour or so after it.
  { what: "a first day", start: "2026-10-24T21:40:00Z", pastDays: 0 },
  { what: "a year's end after some months", start: "2026-12-31T22:30:00Z", pastDays: 45 },
  { what: "clocks going forward in a leap year", start: "2028-03-25T22:30:00Z", pastDays: 25 },
] as const;

for (const [index, { what, start, pastDays }] of STORIES.entries()) {
  test(`a run makes what a full build makes, after whatever has happened since the last one: ${what}`, async (t) => {
    const startSeconds = Date.parse(start) / 1000;
    await assertWalk(t, { seed: SEED, story: index, stories: STORIES.length, steps: STEPS, startSeconds, pastDays });
  });
}
