import assert from "node:assert/strict";
import { before, describe, mock, test } from "node:test";
import { type Scene, View } from "vega";
import { CHART_SPECS, drawFigure } from "../../src/render/charts/draw-figure.js";
import type { ChartFigure } from "../../src/site/charts/site-chart.js";
import { demoInput } from "../support/demo-site.js";
import { allPages } from "../support/full-index.js";

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isText: Check = (value) => typeof value === "string";
const isAnything: Check = () => true;
const is =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

const MARK = { items: Array.isArray, marktype: isText, name: isText, clip: is(false, true), zindex: is(0) };
/** What Vega needs for itself. */
const BESIDE = { bounds: isAnything, source: isAnything, group: isAnything, interactive: isAnything, role: isAnything };
const ITEM_BESIDE = { bounds: isAnything, mark: isAnything, datum: isAnything, exit: is(false, undefined) };
const ITEM = { x: isNumber, y: isNumber, fill: isText, stroke: isText, ...ITEM_BESIDE };
const STEP = { ...ITEM, interpolate: is("step-after"), defined: is(true, false) };

/** What an item of each kind may have. Whatever else it had, the SVG would lack. */
const ITEM_FIELDS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  // That it is nowhere else than its group, and cannot be seen.
  group: {
    ...ITEM_BESIDE,
    items: Array.isArray,
    context: isAnything,
    x: is(0),
    y: is(0),
    width: isNumber,
    height: isNumber,
    fill: is("transparent"),
    stroke: is(null),
  },
  // A rectangle and an area also have where they end, which their sizes tell.
  rect: {
    ...ITEM,
    x2: isNumber,
    y2: isNumber,
    width: isNumber,
    height: isNumber,
    fillOpacity: isNumber,
    strokeWidth: isNumber,
    strokeDash: Array.isArray,
    cornerRadius: isNumber,
  },
  area: {
    ...STEP,
    y2: isNumber,
    height: isNumber,
    orient: is("vertical"),
    fillOpacity: isNumber,
    strokeWidth: isNumber,
    strokeDash: Array.isArray,
  },
  rule: { ...ITEM, x2: isNumber, y2: isNumber, strokeWidth: isNumber },
  shape: { ...ITEM, shape: isWriter, strokeWidth: isNumber, fillOpacity: isNumber },
  symbol: { ...ITEM, shape: is("circle"), size: isNumber, strokeWidth: isNumber, opacity: is(1) },
  text: {
    ...ITEM,
    text: isText,
    dx: isNumber,
    font: isText,
    fontSize: isNumber,
    fontWeight: isNumber,
    align: is("left", "center", "right"),
    baseline: is("top", "middle"),
  },
};

/** Of the path of an outline. */
function isWriter(value: unknown): boolean {
  return typeof value === "function" && "context" in value && typeof value.context === "function";
}

function assertFields(fields: Fields, checks: Readonly<Record<string, Check>>, where: string): void {
  for (const [name, value] of Object.entries(fields)) {
    const check = checks[name];
    assert.ok(check !== undefined, `${where} has a ${name}: ${String(value)}`);
    assert.ok(check(value), `${where} has an unexpected ${name}: ${String(value)}`);
  }
}

/** @returns the marks below a mark, itself included */
function assertMark(mark: Fields, where: string): readonly Fields[] {
  assertFields(mark, { ...MARK, ...BESIDE }, where);
  const kind = String(mark["marktype"]);
  const checks = ITEM_FIELDS[kind];
  assert.ok(checks !== undefined, `${where} is a ${kind}`);
  const items = mark["items"] as readonly Fields[];
  // Where a line is broken, a point has no place.
  for (const item of items.filter(({ defined }) => defined !== false))
    assertFields(item, checks, `an item of the ${kind} ${where}`);
  if (kind !== "group") return [mark];
  const inside = items.flatMap((item) => item["items"] as readonly Fields[]);
  return [mark, ...inside.flatMap((each) => assertMark(each, `${where}/${String(each["name"])}`))];
}

const CODES = ["AT", "CH", "DE", "IT"];
const COUNTRIES = { key: "1", find: (address: string) => CODES[address.length % CODES.length] ?? "" };

describe("Vega's scene graph", () => {
  const rootsByKind = new Map<string, Fields>();
  before(async () => {
    const figures = new Map<string, ChartFigure>();
    for (const { makeFigure } of allPages({ ...demoInput("en"), countries: COUNTRIES }).flatMap(
      (page) => page.charts,
    )) {
      const figure = makeFigure();
      figures.set(figure.drawing.kind, figure);
    }
    const original = Object.getOwnPropertyDescriptor(View.prototype, "scenegraph")?.value as (this: View) => Scene;
    for (const [kind, figure] of figures) {
      mock.method(View.prototype, "scenegraph", function (this: View) {
        const scenegraph = original.call(this);
        rootsByKind.set(kind, (scenegraph as unknown as { readonly root: Fields }).root);
        return scenegraph;
      });
      await drawFigure(figure, {});
    }
    mock.restoreAll();
  });

  test("has in its marks and items what the SVG is written of, and nothing that it would lack", () => {
    assert.equal(rootsByKind.size, CHART_SPECS.length);
    const marks = [...rootsByKind].flatMap(([kind, root]) => assertMark(root, kind));
    const seen = marks.filter(({ items }) => (items as readonly unknown[]).length > 0);
    assert.deepEqual(new Set(seen.map(({ marktype }) => marktype)), new Set(Object.keys(ITEM_FIELDS)));
  });
});
