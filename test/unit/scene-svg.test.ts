import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DrawnMark, SceneItem } from "../../src/render/charts/scene-graph.js";
import { type MarkNotes, sceneSvg } from "../../src/render/charts/scene-svg.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

type Marktype = DrawnMark["marktype"];

/** In a plot of 200 units, so that a unit is half a percent. */
const toSvg = (root: unknown, notes: MarkNotes = {}) => sceneSvg(root, { widthUnits: 200, heightPx: 50 }, notes);

function markSvg(marktype: Marktype, items: readonly SceneItem[], name = "layer_0_marks", notes = {}): string {
  const mark = { marktype, name, items };
  return toSvg({ marktype: "group", items: [{ items: [mark] }] }, notes);
}

const bar = { x: 1, y: 2, width: 3, height: 4, fill: "red" } as const;

describe("the items of a mark", () => {
  test("are written with shares of the width and heights in tenths, without those that are 0", () => {
    assert.equal(
      markSvg("rect", [{ x: 0, y: 10.04, width: 5.55, height: 20 }]),
      '<rect y="10" width="2.78%" height="20"/>',
    );
    assert.equal(markSvg("rule", [{ y: 7.25 }]), '<line y1="7.3" y2="7.3"/>');
    assert.equal(markSvg("rule", [{ x: 200, x2: 0, y: 84 }]), '<line x1="100%" y1="84" y2="84"/>');
    assert.equal(markSvg("text", [{ x: -8, y: 10, fontSize: 12, text: "a" }]), '<text x="-4%" y="10">a</text>');
    assert.equal(markSvg("symbol", [{ x: 1, y: 10, shape: "circle", size: 16 }]), '<circle cx=".5%" cy="10" r="2"/>');
  });

  test("have texts that are beside their place by a number of pixels", () => {
    const beside = { x: 100, dx: -8, fontSize: 12 } as const;
    assert.equal(markSvg("text", [{ ...beside, text: "a" }]), '<text x="50%" transform="translate(-8)">a</text>');
    const both = [
      { ...beside, text: "a" },
      { ...beside, text: "b" },
    ];
    assert.match(markSvg("text", both), /^<g transform="translate\(-8\)"><text x="50%">a<\/text>/);
    assert.equal(markSvg("text", [{ x: 100, dx: 0, fontSize: 12, text: "a" }]), '<text x="50%">a</text>');
  });

  test("that touch each other still do when they are rounded", () => {
    const svg = markSvg("rect", [
      { x: 0.008, width: 0.064, height: 1 },
      { x: 0.072, width: 0.056, height: 1 },
    ]);
    assert.equal(svg, '<g><rect width=".04%" height="1"/><rect x=".04%" width=".02%" height="1"/></g>');
  });

  test("that are too flat for a border still have one", () => {
    assert.match(markSvg("rect", [{ width: 9, height: 0.01, stroke: "red" }]), / height="\.1"/);
    assert.doesNotMatch(markSvg("rect", [{ width: 9, height: 0.01, fill: "red" }]), / height=/);
  });

  test("have round corners", () => {
    assert.equal(
      markSvg("rect", [{ width: 20, height: 11, cornerRadius: 3 }]),
      '<rect width="10%" height="11" rx="3"/>',
    );
  });

  test("are cut off at the plot's edges where the mark is clipped", () => {
    const mark = { marktype: "rect", name: "bars_marks", clip: true, items: [{ x: -20, width: 40, height: 1 }] };
    assert.equal(toSvg(mark), '<svg><rect x="-10%" width="20%" height="1"/></svg>');
  });

  test("are points of one path of steps, with an own part after each break", () => {
    const point = (x: number, y: number) => ({ x, y, height: 20 - y, interpolate: "step-after" });
    const items = [point(0, 10), point(5, 15), point(8, 15), { ...point(8, 0), defined: false }, point(9, 1)];
    const stretched = (path: string) =>
      '<svg height="50" viewBox="0 0 200 50" preserveAspectRatio="none" overflow="visible">' +
      `<path vector-effect="non-scaling-stroke" d="${path}"/></svg>`;
    assert.equal(markSvg("line", items), stretched("M0,10h5v5h3M9,1"));
    assert.equal(markSvg("area", items), stretched("M0,10h5v5h3v5h-8ZM9,1v19Z"));
    // Stacked on something that has steps too.
    const stacked = [
      { ...point(0, 10), height: 1 },
      { ...point(5, 15), height: 2 },
    ];
    assert.equal(markSvg("area", stacked), stretched("M0,10h5v7v-6h-5Z"));
  });

  test("are nothing where there are none", () => {
    for (const marktype of ["area", "line", "rect", "rule", "symbol", "text"] as const) {
      assert.equal(markSvg(marktype, [], "from400_marks"), "");
    }
  });

  test("of kinds that nothing draws are refused", () => {
    assert.throws(() => markSvg("line", [{ interpolate: "linear" }]), /linear/);
    assert.throws(() => markSvg("symbol", [{ shape: "diamond" }]), /diamond/);
    assert.throws(() => toSvg({ marktype: "trail", items: [] }), /trail/);
    assert.throws(() => toSvg({ marktype: "text", clip: true, items: [bar] }), /clip/);
    for (const value of [undefined, null, "rect", {}, { marktype: "rect" }, { marktype: "rect", items: 1 }]) {
      assert.throws(() => toSvg(value), /scene graph/);
    }
  });
});

describe("what the items of a mark have", () => {
  test("stands in their group where all have it, and nothing that is so by default", () => {
    const items = [
      { ...bar, strokeWidth: 1, opacity: 1, fillOpacity: 0.5 },
      { ...bar, strokeWidth: 1, opacity: 1, fillOpacity: 1 },
    ];
    const rect = 'rect x=".5%" y="2" width="1.5%" height="4"';
    assert.equal(markSvg("rect", items), `<g fill="red"><${rect} fill-opacity="0.5"/><${rect}/></g>`);
  });

  test("is on the item where that is alone", () => {
    assert.equal(
      markSvg("rule", [{ x2: 5, stroke: "red", strokeWidth: 2, strokeDash: [4, 2], opacity: 0.5 }]),
      '<line x2="2.5%" stroke="red" stroke-width="2" stroke-dasharray="4,2" opacity="0.5"/>',
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
    const font = { font: "system-ui, sans-serif", fontSize: 12 };
    assert.equal(markSvg("text", [{ ...font, text: "a", align: "left", fontWeight: "normal" }]), "<text>a</text>");
    assert.equal(
      markSvg("text", [{ font: "serif", fontSize: 16, fontWeight: 600, text: "a", align: "right", baseline: "top" }]),
      '<text y="13" text-anchor="end" font-family="serif" font-size="16" font-weight="600">a</text>',
    );
    assert.match(markSvg("text", [{ ...font, text: "a", align: "center", baseline: "middle" }]), / y="4" .*="middle"/);
  });

  test("is a class where style sheets and scripts have to find it", () => {
    const readClass = (name: string) => / class="([^"]*)"/.exec(markSvg("rect", [bar], name))?.[1];
    assert.equal(readClass("from400_marks"), "from400");
    assert.equal(readClass("from560_labels_marks"), "from560");
    assert.equal(readClass("slot_marks"), "slot");
    assert.equal(readClass("names_marks"), "names");
    for (const name of ["layer_0_marks", "slots_marks", "my_names_marks", "gap_marks"]) {
      assert.equal(readClass(name), undefined);
    }
  });
});

describe("the texts of a mark", () => {
  const HOSTILE = '"><script>alert(1)</script>\u0007\u202e\ud800\uffff&amp;';
  const ESCAPED = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;(U+0007)(U+202E)(U+D800)\ufffd&amp;amp;";

  test("are escaped, as are hover texts and attributes", () => {
    assert.equal(markSvg("text", [{ text: HOSTILE }]), `<text>${ESCAPED}</text>`);
    const svg = markSvg("rect", [bar], "gap_marks", { gap: [{ title: HOSTILE }] });
    assert.ok(svg.endsWith(`><title>${ESCAPED}</title></rect>`));
    assert.ok(markSvg("rect", [{ ...bar, fill: HOSTILE }]).includes(` fill="${ESCAPED}"`));
    wellFormedXml(svg);
  });

  test("tell of each item on hovering, of those that have one, by the name of their mark", () => {
    const svg = markSvg("rect", [bar, bar], "gap_marks", {
      gap: [{ title: "first" }],
      other: [{ title: "of another" }],
    });
    assert.deepEqual(svg.match(/<title>.*?<\/title>/g), ["<title>first</title>"]);
  });

  test("tell nothing on hovering if there are more than 400", () => {
    const gap = Array.from({ length: 401 }, () => ({ title: "a" }));
    const bars = gap.map(() => bar);
    assert.equal(markSvg("rect", bars, "gap_marks", { gap }).includes("<title>"), false);
    const fewer = { gap: gap.slice(1) };
    assert.equal(markSvg("rect", bars, "gap_marks", fewer).match(/<title>/g)?.length, 400);
  });

  test("lead where their notes say, escaped", () => {
    const svg = markSvg("rect", [bar, bar], "bars_marks", { bars: [{ title: "a", href: '/x#"><b' }, { title: "b" }] });
    assert.equal(svg.match(/<a href="\/x#&quot;&gt;&lt;b"><rect [^<>]*><title>a<\/title><\/rect><\/a>/g)?.length, 1);
    assert.equal(svg.match(/<a /g)?.length, 1);
  });
});
