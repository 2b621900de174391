import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DrawnMark, SceneItem } from "../../src/render/charts/scene-graph.js";
import { sceneSvg } from "../../src/render/charts/scene-svg.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

type Marktype = DrawnMark["marktype"];

function markSvg(marktype: Marktype, items: readonly SceneItem[], name = "layer_0_marks", titles = {}): string {
  const mark = { marktype, name, items };
  return sceneSvg({ marktype: "group", items: [{ items: [mark] }] }, titles);
}

const bar = { x: 1, y: 2, width: 3, height: 4, fill: "red" } as const;

describe("the items of a mark", () => {
  test("are written with places in tenths, without those that are 0", () => {
    assert.equal(
      markSvg("rect", [{ x: 0, y: 10.04, width: 5.55, height: 20 }]),
      '<rect y="10" width="5.6" height="20"/>',
    );
    assert.equal(markSvg("rule", [{ y: 7.25 }]), '<line y1="7.3" y2="7.3"/>');
    assert.equal(markSvg("rule", [{ x: 704, x2: 0, y: 84 }]), '<line x1="704" y1="84" y2="84"/>');
    assert.equal(markSvg("text", [{ x: -8, y: 10, fontSize: 13, text: "a" }]), '<text x="-8" y="10">a</text>');
    assert.equal(markSvg("symbol", [{ x: 10, y: 10, shape: "diamond", size: 16 }]), '<path d="M8,10l2,-2l2,2l-2,2Z"/>');
  });

  test("that touch each other still do when they are rounded", () => {
    const svg = markSvg("rect", [
      { x: 0.04, width: 0.32, height: 1 },
      { x: 0.36, width: 0.28, height: 1 },
    ]);
    assert.equal(svg, '<g><rect width=".4" height="1"/><rect x=".4" width=".2" height="1"/></g>');
  });

  test("that are too flat for a border still have one", () => {
    assert.match(markSvg("rect", [{ width: 9, height: 0.01, stroke: "red" }]), / height="\.1"/);
    assert.doesNotMatch(markSvg("rect", [{ width: 9, height: 0.01, fill: "red" }]), / height=/);
  });

  test("have round corners, each of its own, and none that is larger than the item", () => {
    const all = (radius: number) => ({
      cornerRadiusTopLeft: radius,
      cornerRadiusTopRight: radius,
      cornerRadiusBottomRight: radius,
      cornerRadiusBottomLeft: radius,
    });
    assert.equal(markSvg("rect", [{ width: 20, height: 11, ...all(5) }]), '<rect width="20" height="11" rx="5"/>');
    assert.match(markSvg("rect", [{ width: 4, height: 11, ...all(5) }]), / rx="2"/);
    assert.match(
      markSvg("rect", [{ width: 20, height: 11, cornerRadiusTopRight: 5 }]),
      /"M0,0h15a5,5,0,0,1,5,5v6h-20v-11Z"/,
    );
    const left = { cornerRadiusTopLeft: 5, cornerRadiusBottomLeft: 4 };
    const leftPath = "M5,0h15v11h-16a4,4,0,0,1,-4,-4v-2a5,5,0,0,1,5,-5Z";
    assert.equal(markSvg("rect", [{ width: 20, height: 11, ...left }]), `<path d="${leftPath}"/>`);
    const right = { cornerRadiusTopRight: 5, cornerRadiusBottomRight: 4 };
    const rightPath = "M0,0h15a5,5,0,0,1,5,5v2a4,4,0,0,1,-4,4h-16v-11Z";
    assert.equal(markSvg("rect", [{ width: 20, height: 11, ...right }]), `<path d="${rightPath}"/>`);
  });

  test("are points of one path of steps, with an own part after each break", () => {
    const point = (x: number, y: number) => ({ x, y, height: 20 - y, interpolate: "step-after" });
    const items = [point(0, 10), point(5, 15), point(8, 15), { ...point(8, 0), defined: false }, point(9, 1)];
    assert.equal(markSvg("line", items), '<path d="M0,10h5v5h3M9,1"/>');
    assert.equal(markSvg("area", items), '<path d="M0,10h5v5h3v5h-8ZM9,1v19Z"/>');
    // Stacked on something that has steps too.
    const stacked = [
      { ...point(0, 10), height: 1 },
      { ...point(5, 15), height: 2 },
    ];
    assert.equal(markSvg("area", stacked), '<path d="M0,10h5v7v-6h-5Z"/>');
  });

  test("are nothing where there are none", () => {
    for (const marktype of ["area", "line", "rect", "rule", "symbol", "text"] as const) {
      assert.equal(markSvg(marktype, [], "detail_marks"), "");
    }
  });

  test("of kinds that nothing draws are refused", () => {
    assert.throws(() => markSvg("line", [{ interpolate: "linear" }]), /linear/);
    assert.throws(() => markSvg("symbol", [{ shape: "circle" }]), /circle/);
    assert.throws(() => sceneSvg({ marktype: "trail", items: [] }, {}), /trail/);
    assert.throws(() => sceneSvg({ marktype: "rect", clip: true, items: [bar] }, {}), /clip/);
    for (const value of [undefined, null, "rect", {}, { marktype: "rect" }, { marktype: "rect", items: 1 }]) {
      assert.throws(() => sceneSvg(value, {}), /scene graph/);
    }
  });
});

describe("what the items of a mark have", () => {
  test("stands in their group where all have it, and nothing that is so by default", () => {
    const items = [
      { ...bar, strokeWidth: 1, opacity: 1, fillOpacity: 0.5 },
      { ...bar, strokeWidth: 1, opacity: 1, fillOpacity: 1 },
    ];
    const rect = 'rect x="1" y="2" width="3" height="4"';
    assert.equal(markSvg("rect", items), `<g fill="red"><${rect} fill-opacity="0.5"/><${rect}/></g>`);
  });

  test("is on the item where that is alone", () => {
    assert.equal(
      markSvg("rule", [{ x2: 5, stroke: "red", strokeWidth: 2, strokeDash: [4, 2], opacity: 0.5 }]),
      '<line x2="5" stroke="red" stroke-width="2" stroke-dasharray="4,2" opacity="0.5"/>',
    );
  });

  test("is never shared if it is opacity, which would be that of all together", () => {
    const svg = markSvg("rect", [
      { ...bar, opacity: 0.5 },
      { ...bar, opacity: 0.5 },
    ]);
    assert.equal(svg.match(/<rect [^<>]* opacity="0\.5"\/>/g)?.length, 2);
    assert.match(svg, /^<g fill="red">/);
  });

  test("is a text's own size, weight, font and side", () => {
    const font = { font: "system-ui, sans-serif", fontSize: 13 };
    assert.equal(markSvg("text", [{ ...font, text: "a", align: "left", fontWeight: "normal" }]), "<text>a</text>");
    assert.equal(
      markSvg("text", [{ font: "serif", fontSize: 16, fontWeight: 600, text: "a", align: "right", baseline: "top" }]),
      '<text y="13" text-anchor="end" font-family="serif" font-size="16" font-weight="600">a</text>',
    );
    assert.match(markSvg("text", [{ ...font, text: "a", align: "center", baseline: "middle" }]), / y="4" .*="middle"/);
  });

  test("is a class where a mark shows in wide or in narrow charts only", () => {
    const readClass = (name: string) => / class="([^"]*)"/.exec(markSvg("rect", [bar], name))?.[1];
    assert.equal(readClass("detail_marks"), "detail");
    assert.equal(readClass("brief_names_marks"), "brief");
    for (const name of ["layer_0_marks", "details_marks", "my_brief_marks", "gap_marks"]) {
      assert.equal(readClass(name), undefined);
    }
  });
});

describe("the texts of a mark", () => {
  const HOSTILE = '"><script>alert(1)</script>\u0007\u202e\ud800\uffff&amp;';
  const ESCAPED = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;(U+0007)(U+202E)(U+D800)\ufffd&amp;amp;";

  test("are escaped, as are hover texts and attributes", () => {
    assert.equal(markSvg("text", [{ text: HOSTILE }]), `<text>${ESCAPED}</text>`);
    const svg = markSvg("rect", [bar], "gap_marks", { gap: [HOSTILE] });
    assert.ok(svg.endsWith(`><title>${ESCAPED}</title></rect>`));
    assert.ok(markSvg("rect", [{ ...bar, fill: HOSTILE }]).includes(` fill="${ESCAPED}"`));
    wellFormedXml(svg);
  });

  test("tell of each item on hovering, of those that have one, by the name of their mark", () => {
    const svg = markSvg("rect", [bar, bar], "gap_marks", { gap: ["first"], other: ["of another"] });
    assert.deepEqual(svg.match(/<title>.*?<\/title>/g), ["<title>first</title>"]);
  });

  test("tell nothing on hovering if there are more than 48", () => {
    const titles = Array.from({ length: 49 }, () => "a");
    const bars = titles.map(() => bar);
    assert.equal(markSvg("rect", bars, "gap_marks", { gap: titles }).includes("<title>"), false);
    const fewer = titles.slice(1);
    assert.equal(markSvg("rect", bars, "gap_marks", { gap: fewer }).match(/<title>/g)?.length, 48);
  });
});
