import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drawFigure } from "../../src/render/charts/draw-figure.js";
import { readWorldOutlines, type WorldOutline } from "../../src/render/charts/world-outlines.js";
import { toWorldChart, type CountryUse } from "../../src/site/charts/world/world-chart.js";
import { toWorldFigure } from "../../src/site/charts/world/world-figure.js";
import { allPages } from "../support/full-index.js";
import { exampleInput, exampleSession } from "../support/example-site.js";
import { planSite } from "../support/plan-site.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

/** The country is the second number of the address. */
const CODES = ["", "DE", "AT", "US", "IN", "SG", "XK"];
const COUNTRIES = { key: "1", find: (address: string) => CODES[Number(address.split(".")[1])] ?? "" };

const user = (...uses: readonly (readonly [address: string, sessionCount: number])[]) => ({
  addresses: uses.map(([address, count]) => [address, count, null, "2026-11-21"] as const),
});

const use = (code: string, sessionCount: number, userCount = 1): CountryUse => ({ code, sessionCount, userCount });
const USES = [use("DE", 1000, 9), use("AT", 30, 3), use("US", 29), use("IN", 2), use("SG", 1), use("XK", 1)];

/** The rings of a country's areas, as longitudes and latitudes. */
function toRings({ feature: { geometry } }: WorldOutline): readonly (readonly unknown[])[] {
  if (geometry.type === "Polygon") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
}

describe("the map of countries", () => {
  test("counts the sessions and users of each country, the most first", () => {
    const users = [
      user(["1.1.0.1", 5], ["1.1.0.2", 2], ["1.2.0.1", 1], ["1.0.0.1", 9], ["1.9.0.1", 9]),
      user(["1.1.0.1", 1], ["1.3.0.1", 1], ["1.4.0.1", 1], ["1.5.0.1", 0]),
    ];
    assert.deepEqual(toWorldChart(users, COUNTRIES), [use("DE", 8, 2), use("AT", 1), use("IN", 1), use("US", 1)]);
  });

  test("is left out for three countries, and where no country is known", () => {
    const three = [user(["1.1.0.1", 1], ["1.2.0.1", 1], ["1.3.0.1", 1], ["1.4.0.1", 0])];
    assert.equal(toWorldChart(three, COUNTRIES), null);
    const four = [user(["1.1.0.1", 1], ["1.2.0.1", 1], ["1.3.0.1", 1], ["1.4.0.1", 1])];
    assert.equal(toWorldChart(four, COUNTRIES)?.length, 4);
    assert.equal(toWorldChart(four, { ...COUNTRIES, key: "" }), null);
  });

  test("says in words and in a table what it shows", () => {
    const { summary, legend, table, drawing } = toWorldFigure(USES, "en");
    assert.equal(summary, "6 countries · Germany 1,000 · Austria 30 · United States 29");
    assert.deepEqual(legend, [
      { sign: 1, label: "1–2" },
      { sign: 3, label: "29–30" },
      { sign: 5, label: "1,000 sessions" },
    ]);
    assert.deepEqual(table?.rows.slice(0, 2), [
      ["Germany", "1,000", "9"],
      ["Austria", "30", "3"],
    ]);
    assert.equal(table.rows.length, 6);
    assert.equal(drawing.countries[0]?.title, "Germany: Sessions 1,000, Users 9");
    assert.match(toWorldFigure(USES, "de").summary, /^6 Länder · Deutschland 1\.000 · Österreich 30/);
  });

  test("has one colour where all countries have as many sessions", () => {
    const { legend, drawing } = toWorldFigure(
      ["DE", "AT", "US", "IN"].map((code) => use(code, 7)),
      "en",
    );
    assert.deepEqual(legend, [{ sign: 5, label: "7 sessions" }]);
    assert.ok(drawing.countries.every(({ step }) => step === 5));
  });

  test("draws the countries in their colours, with their figures, in less than 60 kB", async () => {
    const figure = toWorldFigure(USES, "en");
    const { inline, standalone } = await drawFigure(figure, {});
    assert.ok(wellFormedXml(standalone));
    assert.ok(inline.length < 60_000, `${inline.length} bytes`);
    assert.deepEqual(
      [...inline.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title?.split(":")[0]),
      ["Germany", "Austria", "United States", "India", "Kosovo"],
      "Singapore is too small",
    );
    assert.match(inline, / data-map[ >]/);
    assert.equal(inline.match(/<svg width="100%" height="100%" viewBox="0 0 768 336">/g)?.length, 2);
    assert.doesNotMatch(inline, /preserveAspectRatio/);
    assert.doesNotMatch(inline, /data-read/);
    const opacities = [...inline.matchAll(/<path d="[^"]*"([^>]*)><title>/g)].map(([, own]) => own);
    assert.equal(new Set(opacities.slice(0, 2)).size, 2);
    assert.deepEqual((await drawFigure(figure, {})).standalone, standalone);
    const others = await drawFigure(toWorldFigure(USES.slice(1, 5), "en"), {});
    assert.doesNotMatch(others.inline, /Germany:/, "nothing of the drawing before");
  });

  test("leaves out islands that are too small to be seen, but not a country", async () => {
    const { inline } = await drawFigure(
      toWorldFigure(
        ["DE", "AT", "US", "LU"].map((code) => use(code, 7)),
        "en",
      ),
      {},
    );
    assert.match(inline, /<path d="M[^"]{8,}"[^>]*><title>Luxembourg/);
    const drawn = inline.match(/M\d/g)?.length ?? 0;
    const rings = (await readWorldOutlines()).flatMap(toRings);
    assert.ok(drawn > 0.9 * rings.length && drawn < rings.length, `${drawn} of ${rings.length}`);
  });

  test("has outlines that are closed, though some of their points are left out", async () => {
    for (const outline of await readWorldOutlines()) {
      for (const ring of toRings(outline)) assert.deepEqual(ring[0], ring.at(-1), outline.code);
    }
  });

  test("has outlines of all countries but for Antarctica, by their letters", async () => {
    const outlines = await readWorldOutlines();
    const codes = outlines.map(({ code }) => code);
    for (const code of ["DE", "CH", "US", "TW", "EH", "XK"]) assert.ok(codes.includes(code), code);
    assert.ok(!codes.includes("AQ"));
    assert.deepEqual(
      codes.filter((code) => !/^[A-Z]{2}$/.test(code)),
      ["", ""],
    );
    assert.equal(new Set(codes).size, codes.length - 1);
  });

  test("is on the users page and in a file, of four countries", () => {
    const site = (count: number) =>
      exampleInput({
        countries: COUNTRIES,
        endedSessions: Array.from({ length: count }, (_, number) =>
          exampleSession({ user: "alice", publicIp: `1.${number + 1}.0.1` }),
        ),
      });
    const hasMap = (count: number): boolean =>
      allPages(site(count))
        .filter(({ path }) => path === "users/index.html")
        .flatMap(({ charts }) => charts)
        .some(({ path }) => path === "charts/countries.svg");
    assert.deepEqual([hasMap(3), hasMap(4)], [false, true]);
    const many = exampleInput({
      countries: COUNTRIES,
      endedSessions: Array.from({ length: 420 }, (_, number) =>
        exampleSession({ user: `user${number}`, publicIp: `1.${(number % 4) + 1}.0.1` }),
      ),
    });
    assert.deepEqual(
      allPages(many)
        .filter(({ path }) => /^users\/[^/]*$/.test(path))
        .map(({ path, charts }) => [path, charts.length]),
      [
        ["users/index.html", 1],
        ["users/1.html", 0],
      ],
    );
    const files = new Set(planSite(site(4)).map(({ path }) => path));
    assert.ok(files.has("charts/countries.svg"));
  });
});
