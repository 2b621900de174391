import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import { addDays } from "../../src/history/local-day.js";
import { drawFigure } from "../../src/render/charts/draw-figure.js";
import { startTotals } from "../../src/rollup/totals.js";
import type { ChartFigure } from "../../src/site/charts/site-chart.js";
import { toDaysFigure, toMonthsFigure } from "../../src/site/charts/period-counts/period-counts-figure.js";
import type { PeriodCounts, PeriodState } from "../../src/site/charts/period-counts/period-counts-chart.js";
import type { UserDay } from "../../src/site/charts/user-days/user-days-chart.js";
import { toUserDaysFigure } from "../../src/site/charts/user-days/user-days-figure.js";
import { assertGoldenChart } from "../support/assert-golden-chart.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

const draw = (figure: ChartFigure) => drawFigure(figure, {});

/** From 0 to 1, without a pattern that one could see. */
function wave(at: number): number {
  return (1 + Math.sin(at * 2.3) * Math.cos(at * 0.7)) / 2;
}

function makePeriod(period: string, at: number, state: PeriodState, mostUsers: number): PeriodCounts {
  const users = state === "recorded" ? Math.round(mostUsers * wave(at)) : 0;
  return {
    period,
    state,
    counts: { sessions: Math.round(users * (1 + 30 * wave(at + 5))), users, peak: Math.ceil(users * 0.7) },
  };
}

/** November 2026, of which the 10th and the 11th are not recorded; the 23rd is to come. */
function november(mostUsers: number): ChartFigure {
  const days = Array.from({ length: 30 }, (_, at) => {
    const state = at === 9 || at === 10 ? "unrecorded" : at >= 22 ? "to-come" : "recorded";
    return makePeriod(`2026-11-${String(at + 1).padStart(2, "0")}`, at, state, mostUsers);
  });
  return toDaysFigure(defaultWording("en"), "2026-11", days);
}

function monthsUpToNovember(count: number): ChartFigure {
  const months = Array.from({ length: count }, (_, at) => {
    const number = 2026 * 12 + 11 - count + at;
    const name = `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
    return makePeriod(name, at, at === 4 ? "unrecorded" : "recorded", 50);
  });
  return toMonthsFigure("de", { months, hasOlder: false });
}

function userDays(mostBytes: number, mostHours: number): ChartFigure {
  const days = Array.from({ length: 31 }, (_, at): UserDay => {
    const day = addDays("2026-10-22", at);
    const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    if (isWeekend || at === 8) return { day, isRecorded: at !== 8, totals: null };
    const bytes = Math.round(mostBytes * wave(at));
    const connectedSeconds = Math.round(mostHours * 3600 * wave(at + 3));
    return {
      day,
      isRecorded: true,
      totals: { ...startTotals(), connectedSeconds, bytesReceived: Math.round(bytes / 3), bytesSent: bytes },
    };
  });
  return toUserDaysFigure(defaultWording("de"), { user: "<b>anna</b>", slug: "anna" }, days);
}

const figures: Readonly<Record<string, () => ChartFigure>> = {
  "days-nobody": () => november(0),
  "days-five": () => november(5),
  "days-three-hundred": () => november(300),
  "months-one": () => monthsUpToNovember(1),
  "months-eighteen": () => monthsUpToNovember(18),
  "months-sixty": () => monthsUpToNovember(60),
  "user-days-small": () => userDays(900, 0.1),
  "user-days-large": () => userDays(400e9, 31),
};

describe("a chart of periods as SVG", () => {
  for (const [name, makeFigure] of Object.entries(figures)) {
    test(`is as it was looked at: ${name}`, async () => {
      assertGoldenChart(`${name}.svg`, (await draw(makeFigure())).standalone);
    });

    test(`is well-formed, and has no style attribute, script, link or role inside: ${name}`, async () => {
      const { inline } = await draw(makeFigure());
      const elements = wellFormedXml(`<div>${inline}</div>`);
      for (const { name: element, attributes } of elements) {
        assert.ok(!["script", "style", "a", "image", "foreignObject", "use"].includes(element), element);
        for (const attribute of attributes.keys()) {
          assert.doesNotMatch(attribute, /^(?:style|href|xlink:href|on.*)$/);
        }
      }
      const ids = elements.flatMap(({ attributes }) => attributes.get("id") ?? []);
      assert.equal(new Set(ids).size, ids.length);
      const colors = new Set([...inline.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color = ""]) => color));
      for (const color of colors)
        assert.match(color, /^none$|^var\(--chart-[a-z]+, #[\da-f]+\)$|^url\(#[\w-]+-hatch\)$/);
    });
  }

  test("tells on hovering of each day that is not to come", async () => {
    const { inline } = await draw(november(5));
    assert.equal(inline.match(/<title>\w{3} 2026-11-\d\d: /g)?.length, 22);
    assert.match(inline, /<title>Tue 2026-11-10: no data<\/title>/);
  });

  test("names its user escaped, in its description, and in the words of its own file", async () => {
    const { inline, standalone } = await draw(userDays(900, 1));
    assert.equal(inline.match(/anna<|anna&lt;/g)?.length, 1);
    assert.match(inline, /<desc [^<>]*>&lt;b&gt;anna&lt;\/b&gt;, /);
    assert.match(standalone, /<text [^<>]*>&lt;b&gt;anna&lt;\/b&gt; · 22\.10\.2026 bis 21\.11\.2026<\/text>/);
  });

  test("is drawn to equal bytes, also after one with other data", async () => {
    const first = await draw(november(5));
    await draw(november(300));
    assert.deepEqual(await draw(november(5)), first);
  });
});
