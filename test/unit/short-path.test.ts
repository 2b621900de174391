import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { shortPath } from "../../src/render/charts/short-path.js";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The points that a path of M, L, Z, h, v and l goes through, part by part. */
function partsOf(path: string): readonly (readonly Point[])[] {
  const parts: Point[][] = [];
  let [x, y] = [0, 0];
  for (const [, command = "", numbers = ""] of path.matchAll(/([A-Za-z])([-\d.,]*)/g)) {
    const [a = 0, b = 0] = numbers.split(",").map(Number);
    if (command === "M" || command === "L") [x, y] = [a, b];
    if (command === "h") x += a;
    if (command === "v") y += a;
    if (command === "l") [x, y] = [x + a, y + b];
    if (command === "M") parts.push([]);
    if (command !== "Z") parts.at(-1)?.push({ x, y });
  }
  return parts;
}

/** The least distance of a point from a line through points. */
function distance({ x, y }: Point, line: readonly Point[]): number {
  return Math.min(
    ...line.map((from, index) => {
      const to = line[index + 1] ?? from;
      const lengthSquared = (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
      const along =
        lengthSquared === 0 ? 0 : ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / lengthSquared;
      const at = Math.min(1, Math.max(0, along));
      return Math.hypot(x - from.x - at * (to.x - from.x), y - from.y - at * (to.y - from.y));
    }),
  );
}

// Half a tenth in each direction, and what a sum of doubles adds.
const TOLERANCE_PX = 0.05 * Math.SQRT2 + 1e-9;

describe("a shortened path", () => {
  test("goes by relative steps in tenths, and leaves out points on one straight way", () => {
    const path = "M0,88L2.444,88L2.444,60.5L4.889,60.5L7.333,60.5L7.333,60L9.8,70L0,88Z";
    assert.equal(shortPath(path), "M0,88h2.4v-27.5h4.9v-.5l2.5,10l-9.8,18Z");
  });

  test("keeps each part of a path, and a way that turns back", () => {
    assert.equal(shortPath("M0,0L5,0L2,0ZM9,9L9,12"), "M0,0h5h-3ZM9,9v3");
  });

  test("of a rectangle has the places of its edges rounded, not its length", () => {
    assert.equal(shortPath("M29.333,28h29.333v28.04h-29.333Z"), "M29.3,28h29.4v28h-29.4Z");
  });

  test("with curves has its numbers rounded, and is left as it is where they are not all absolute", () => {
    assert.equal(shortPath("M4.04,5L9,5C9.96,5,10.25,5.5,10.25,6Z"), "M4,5L9,5C10,5,10.3,5.5,10.3,6Z");
    for (const path of ["M1.11,1A2.22,2,0,1,1,3,3", "M0,0L1e-9,3", "M0,0c1.11,1,2,2,3,3"]) {
      assert.equal(shortPath(path), path);
    }
  });

  test("describes the same points within half a tenth of a pixel, however long it is", () => {
    const coordinate = fc.double({ min: -800, max: 800, noNaN: true }).map((value) => Number(value.toFixed(3)));
    const point = fc.record({ x: coordinate, y: coordinate });
    const steps = fc.array(coordinate, { minLength: 1, maxLength: 300 }).map((levels) =>
      levels.flatMap((y, index) => [
        { x: Number((index * 2.4444).toFixed(3)), y },
        { x: Number(((index + 1) * 2.4444).toFixed(3)), y },
      ]),
    );
    const part = fc.oneof(steps, fc.array(point, { minLength: 1, maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const path = parts.map((points) => `M${points.map(({ x, y }) => `${x},${y}`).join("L")}`).join("");
        const shortened = partsOf(shortPath(path));
        assert.equal(shortened.length, parts.length);
        for (const [index, points] of parts.entries()) {
          const kept = shortened[index] ?? [];
          for (const original of points) assert.ok(distance(original, kept) <= TOLERANCE_PX);
          for (const written of kept) {
            assert.ok(points.some(({ x, y }) => Math.hypot(x - written.x, y - written.y) <= TOLERANCE_PX));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
