import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { StraightPath } from "../../src/render/charts/svg-path.js";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The points that a path of M, Z, h, v and l goes through, part by part. */
function readParts(path: string): readonly (readonly Point[])[] {
  const parts: Point[][] = [];
  let [x, y] = [0, 0];
  for (const [, command = "", numbers = ""] of path.matchAll(/([A-Za-z])([-\d.,]*)/g)) {
    const [a = 0, b = 0] = numbers.split(",").map(Number);
    if (command === "M") [x, y] = [a, b];
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

/** Each part is closed unless it is the last. */
function pathThrough(parts: readonly (readonly Point[])[]): string {
  const path = new StraightPath();
  for (const [index, points] of parts.entries()) {
    if (index > 0) path.close();
    for (const [at, { x, y }] of points.entries()) {
      if (at === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
  }
  return path.text();
}

const toPoints = (...places: readonly (readonly [number, number])[]) => places.map(([x, y]) => ({ x, y }));

describe("a path of straight lines", () => {
  test("goes by relative steps in tenths, and leaves out points on one straight way", () => {
    const steps = toPoints([0, 88], [2.444, 88], [2.444, 60.5], [4.889, 60.5], [7.333, 60.5], [7.333, 60], [9.8, 70]);
    assert.equal(pathThrough([steps]), "M0,88h2.4v-27.5h4.9v-.5l2.5,10");
  });

  test("keeps each part of a path, and a way that turns back", () => {
    const parts = [toPoints([0, 0], [5, 0], [2, 0]), toPoints([9, 9], [9, 12])];
    assert.equal(pathThrough(parts), "M0,0h5h-3ZM9,9v3");
  });

  test("has its places rounded, not the ways between them", () => {
    assert.equal(pathThrough([toPoints([29.333, 28], [58.666, 28], [58.666, 56.04])]), "M29.3,28h29.4v28");
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
        const written = readParts(pathThrough(parts));
        assert.equal(written.length, parts.length);
        for (const [index, points] of parts.entries()) {
          const kept = written[index] ?? [];
          for (const original of points) assert.ok(distance(original, kept) <= TOLERANCE_PX);
          for (const place of kept) {
            assert.ok(points.some(({ x, y }) => Math.hypot(x - place.x, y - place.y) <= TOLERANCE_PX));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
