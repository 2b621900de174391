import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CHART_COLORS } from "../../src/render/charts/chart-style.js";

const style = readFileSync(new URL("../../assets/style.css", import.meta.url), "utf8");

/** The declarations of the custom properties of the first rule for `:root` after a text. */
function tokensAfter(text: string): ReadonlyMap<string, string> {
  const rule = /:root \{([^}]*)\}/.exec(style.slice(style.indexOf(text)))?.[1] ?? "";
  return new Map([...rule.matchAll(/(--[a-z-]+): ([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]));
}

const plain = tokensAfter("/* Tokens");
const schemes = tokensAfter("@supports (color: light-dark(");

function toColor(token: string, scheme: "light" | "dark"): string {
  const [, light, dark] = /^light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)$/.exec(schemes.get(token) ?? "") ?? [];
  const color = scheme === "light" ? light : dark;
  assert.ok(color !== undefined, token);
  return color;
}

/** WCAG's relative luminance of `#rrggbb`. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["--background", "--surface", "--raised", "--warn-surface", "--bad-surface", "--hover"];

for (const scheme of ["light", "dark"] as const) {
  test(`texts have a contrast of 4.5 and controls of 3 on every surface, ${scheme}`, () => {
    const tooWeak: string[] = [];
    const check = (token: string, surface: string, least: number): void => {
      const found = contrast(toColor(token, scheme), toColor(surface, scheme));
      if (found < least) tooWeak.push(`${token} on ${surface}: ${found.toFixed(2)}`);
    };
    for (const surface of SURFACES) {
      for (const token of ["--text", "--muted", "--link"]) check(token, surface, 4.5);
      for (const token of ["--control", "--ok", "--warn", "--bad", "--chart-line"]) check(token, surface, 3);
    }
    check("--text", "--badge", 4.5);
    check("--muted", "--chart-future", 4.5);
    check("--chart-now", "--background", 4.5);
    check("--chart-hatch", "--background", 3);
    assert.deepEqual(tooWeak, []);
  });
}

test("a browser that does not know light-dark() gets the light colours, all of them", () => {
  assert.ok(schemes.size > 15);
  for (const [token, value] of schemes) {
    assert.ok(value.startsWith(`light-dark(${plain.get(token) ?? "?"}, `), `${token}: ${value}`);
  }
  assert.doesNotMatch([...plain.values()].join(), /light-dark/);
  const elsewhere = style.slice(style.indexOf(":root[data-theme"));
  assert.doesNotMatch(elsewhere, /light-dark\(/);
});

test("charts inside a page have the colours that the chart's own file brings along", () => {
  for (const { property, light, dark } of Object.values(CHART_COLORS)) {
    const token = /^var\((--[a-z-]+)\)$/.exec(plain.get(property) ?? "")?.[1] ?? property;
    assert.deepEqual([toColor(token, "light"), toColor(token, "dark")], [light, dark], property);
  }
});
