import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compileChart, drawChart } from "../../src/render/charts/chart.js";

const place = (field: "x" | "y") => ({ field, type: "quantitative", scale: null, axis: null }) as const;
const layer = (name: string, text: string) =>
  ({
    data: { name },
    mark: { type: "text", text, fontSize: 13, font: "system-ui, sans-serif", fill: "red" },
    encoding: { x: place("x"), y: place("y") },
  }) as const;

const compiled = await compileChart({
  width: 100,
  height: 50,
  padding: { left: 1, right: 2, top: 3, bottom: 4 },
  autosize: "none",
  background: "transparent",
  config: { view: { stroke: null } },
  layer: [layer("first", "a"), layer("second", "b")],
});
const rows = [{ x: 5, y: 0 }];

describe("a spec drawn with data", () => {
  test("is as large as what it shows and its padding, from where places count", async () => {
    const { leftPx, rightPx, heightPx, picture } = await drawChart(compiled, { first: rows });
    assert.deepEqual([leftPx, rightPx, heightPx], [1, 2, 57]);
    assert.match(picture, /^<g fill="none" transform="translate\(0,3\)"><text x="5%" [^<>]*>a<\/text><\/g>$/);
  });

  test("has its own height again after a drawing with another one", async () => {
    assert.equal((await drawChart(compiled, {}, { heightPx: 70 })).heightPx, 77);
    assert.equal((await drawChart(compiled, {})).heightPx, 57);
  });

  test("shows nothing of the data of the drawing before", async () => {
    const { picture } = await drawChart(compiled, { first: rows });
    await drawChart(compiled, { second: rows });
    assert.equal((await drawChart(compiled, { first: rows })).picture, picture);
  });

  test("leaves the rows that it is given as they are", async () => {
    const given = [{ x: 5, y: 0 }] as const;
    await drawChart(compiled, { first: given });
    assert.deepEqual(Reflect.ownKeys(given[0]), ["x", "y"]);
  });
});
