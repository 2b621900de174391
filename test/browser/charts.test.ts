import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { demoInput } from "../support/demo-site.js";
import { tempFolder } from "../support/temp-folder.js";
import { skip, useBrowser } from "./browser.js";
import { writeSite } from "./example-company.js";

const open = useBrowser();
const out = join(tempFolder({ after }), "out");
const toUrl = (path: string): string => String(pathToFileURL(join(out, path)));

before(async () => {
  await writeSite(demoInput("en"), out);
});

const readOut = (page: Page) => page.locator(".read-out").allTextContents();

it("two charts of one time tell the same instant to a pointer, and to the arrow keys", { skip }, async () => {
  const { page, troubles } = await open(toUrl("index.html"));
  const chart = page.locator(".usage svg[data-axis]").first();
  await chart.scrollIntoViewIfNeeded();
  const readOut = (): Promise<readonly string[]> => page.locator(".usage .read-out").allTextContents();
  const box = await chart.boundingBox();
  assert.ok(box !== null);
  await page.mouse.move(box.x + box.width / 4, box.y + 50);
  const [connections = "", traffic = ""] = await readOut();
  assert.match(connections, /^\d\d:\d\d · \d+ connected$/);
  assert.match(traffic, /^\d\d:\d\d · ↓ .+bit\/s ↑ .+bit\/s$/);
  assert.equal(traffic.slice(0, 5), connections.slice(0, 5));
  assert.equal(await page.locator(".crosshair").count(), 2);
  await page.mouse.move(2, 2);
  assert.deepEqual(await readOut(), ["", ""]);

  await chart.focus();
  await page.keyboard.press("Home");
  const [first = ""] = await readOut();
  await page.keyboard.press("ArrowRight");
  const [second = ""] = await readOut();
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  assert.equal(minutes(second) - minutes(first), 5);
  await page.keyboard.press("Escape");
  assert.deepEqual(await readOut(), ["", ""]);
  assert.deepEqual(troubles, []);
});

it("a tap tells a day's figures, and a heat map's hour", { skip }, async () => {
  const { page } = await open(toUrl("history/2026-11/index.html"), { hasTouch: true });
  await page.locator("svg[data-read=slots]").tap({ position: { x: 10, y: 40 } });
  assert.match((await readOut(page)).join(), /^Sun 2026-11-01: Sessions \d+, Users \d+, Peak \d+$/);
  await page.goto(toUrl("history/index.html"));
  await page.locator("svg[data-read=grid]").tap({ position: { x: 3, y: 8 } });
  const told = (await readOut(page)).filter((text) => text !== "");
  assert.equal(told.length, 1, "only of the chart that is read");
  assert.match(told.join(), /^Mon 00:00 · \d\.\d$/);
});

it("arrow keys read a heat map cell by cell, stay within it, and go on where they were", { skip }, async () => {
  const { page } = await open(toUrl("history/index.html"));
  const chart = page.locator("svg[data-read=grid]");
  const cell = async (): Promise<string> => (await readOut(page)).join("").slice(0, 9);
  assert.equal(await chart.getAttribute("tabindex"), "0", "Tab stops at it");
  await page.keyboard.press("Tab");
  await chart.focus();
  assert.equal(await cell(), "Mon 23:00", "the newest column");
  for (const [key, expected] of [
    ["Home", "Mon 00:00"],
    ["ArrowLeft", "Mon 00:00"],
    ["ArrowUp", "Mon 00:00"],
    ["ArrowDown", "Tue 00:00"],
    ["ArrowRight", "Tue 01:00"],
    ["ArrowRight", "Tue 02:00"],
    ["ArrowLeft", "Tue 01:00"],
    ["Control+ArrowRight", "Tue 01:00"],
    ["Alt+ArrowDown", "Tue 01:00"],
    ["ArrowUp", "Mon 01:00"],
    ["End", "Mon 23:00"],
    ["ArrowRight", "Mon 23:00"],
    ["ArrowLeft", "Mon 22:00"],
    ...Array.from({ length: 7 }, (_, place) => ["ArrowDown", place < 5 ? undefined : "Sun 22:00"] as const),
    ["ArrowUp", "Sat 22:00"],
  ] as const) {
    await page.keyboard.press(key);
    if (expected !== undefined) assert.equal(await cell(), expected, key);
  }
  await chart.blur();
  assert.deepEqual([await cell(), await page.locator(".crosshair").count()], ["", 0]);
  await chart.focus();
  assert.equal(await cell(), "Sat 22:00");
});

it("keys that a chart has no use for are left to the page", { skip }, async () => {
  const { page } = await open(toUrl("history/index.html"));
  const isLeft = (
    read: string,
    key: string,
    more: { readonly ctrlKey?: boolean; readonly altKey?: boolean } = {},
  ): Promise<boolean> =>
    page
      .locator(`svg[data-read=${read}]`)
      .first()
      .evaluate(
        (svg, [name, init]) =>
          svg.dispatchEvent(new KeyboardEvent("keydown", { key: name, cancelable: true, ...init })),
        [key, more] as const,
      );
  for (const [read, key, more, expected] of [
    ["grid", "ArrowDown", {}, false],
    ["grid", "ArrowRight", {}, false],
    ["grid", "ArrowRight", { ctrlKey: true }, true],
    ["grid", "ArrowRight", { altKey: true }, true],
    ["grid", "x", {}, true],
    ["slots", "ArrowRight", {}, false],
    ["slots", "End", {}, false],
    ["slots", "ArrowDown", {}, true],
    ["slots", "ArrowUp", {}, true],
  ] as const) {
    assert.equal(await isLeft(read, key, more), expected, `${read} ${key} ${JSON.stringify(more)}`);
  }
});

it("a pointer beside the plot reads what is next to it", { skip }, async () => {
  const { page } = await open(toUrl("history/index.html"));
  const chart = page.locator("svg[data-read=grid]");
  const at = async (dx: number, dy: number, type = "pointermove"): Promise<string> => {
    await chart.evaluate(
      (svg, [left, top, name]) => {
        const box = svg.getBoundingClientRect();
        const clientX = left < 0 ? box.left + left : box.right + left;
        const clientY = top < 0 ? box.top + top : box.bottom + top;
        svg.dispatchEvent(new PointerEvent(name, { clientX, clientY, pointerType: "touch" }));
      },
      [dx, dy, type] as const,
    );
    return (await readOut(page)).join("").slice(0, 9);
  };
  assert.equal(await at(-50, -50), "Mon 00:00");
  assert.equal(await at(50, 50, "pointerdown"), "Sun 23:00");
  assert.equal(await at(0, 0, "pointerleave"), "Sun 23:00", "a finger leaves with each tap");
});

it("a timeline shows when nothing was monitored, without a link", { skip }, async () => {
  const { page } = await open(toUrl("index.html"));
  const gap = page.locator("svg[data-read=bars] :not(a) > rect:has(> title)").first();
  await gap.dispatchEvent("pointerover");
  assert.match((await readOut(page)).join(""), /^No data from \d\d:\d\d to \d\d:\d\d$/);
});

it("what is read out replaces the summary, in each chart that has one", { skip }, async () => {
  const { page } = await open(toUrl("index.html"));
  assert.ok((await page.locator("svg[data-read]").count()) > 2);
  assert.equal(await page.locator(".beside > p + .read-out").count(), await page.locator("svg[data-read]").count());
});

it("a bar names its session and leads to its row, also to a folded one", { skip }, async () => {
  const { page } = await open(toUrl("history/2026-11/20/index.html"));
  const hidden = await page.locator("tr[data-id].folded").first().getAttribute("data-id");
  const bar = page.locator(`svg[data-read=bars] a[href="#${hidden ?? ""}"]`);
  await bar.hover();
  assert.match((await readOut(page)).join(), /^[a-z.-]+, \d\d:\d\d – /);
  await page.locator("svg[data-read=bars]").hover({ position: { x: 2, y: 1 } });
  assert.equal((await readOut(page)).join(), "", "beside a bar");
  await bar.hover();
  await page.mouse.move(2, 2);
  assert.equal((await readOut(page)).join(), "");
  await bar.focus();
  assert.match((await readOut(page)).join(), /^[a-z.-]+, \d\d:\d\d – /);
  await bar.blur();
  assert.equal((await readOut(page)).join(), "");
  await bar.focus();
  await page.keyboard.press("Enter");
  await page.locator(`tr[data-id="${hidden ?? ""}"]:target`).waitFor();
});

it("labels have 12 px, and none touches another, at any width", { skip }, async () => {
  const { page } = await open(toUrl("index.html"));
  for (const path of [
    "index.html",
    "history/index.html",
    "history/2026-11/index.html",
    "history/2026-11/20/index.html",
  ]) {
    await page.goto(toUrl(path));
    for (const width of [320, 375, 820, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const found = await page.locator(".chart").evaluateAll((charts) =>
        charts.flatMap((chart) => {
          const texts = [...chart.querySelectorAll("text")].filter((text) => text.getClientRects().length > 0);
          const boxes = texts.map((text) => ({ said: text.textContent, box: text.getBoundingClientRect() }));
          const panel = chart.closest("figure")?.getBoundingClientRect();
          return boxes.flatMap(({ said, box }, at) => [
            ...(panel !== undefined && (box.left < panel.left || box.right > panel.right)
              ? [`${said} sticks out`]
              : []),
            ...(["11px", "12px", "14px"].includes(getComputedStyle(texts[at] ?? chart).fontSize)
              ? []
              : [`${said} size`]),
            ...boxes
              .slice(at + 1)
              .filter((other) => other.box.left < box.right && box.left < other.box.right)
              .filter((other) => other.box.top < box.bottom - 4 && box.top < other.box.bottom - 4)
              .map((other) => `${said} touches ${other.said}`),
          ]);
        }),
      );
      assert.deepEqual(found, [], `${path} at ${width}`);
    }
  }
});
