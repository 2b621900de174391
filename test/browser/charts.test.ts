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
  assert.match((await readOut(page)).join(""), /^Mon 00:00 · \d\.\d$/);
});

it("a bar names its session and leads to its row, also to a folded one", { skip }, async () => {
  const { page } = await open(toUrl("history/2026-11/20/index.html"));
  const hidden = await page.locator("tr[data-id].folded").first().getAttribute("data-id");
  const bar = page.locator(`svg[data-read=bars] a[href="#${hidden ?? ""}"]`);
  await bar.hover();
  assert.match((await readOut(page)).join(), /^[a-z.-]+, \d\d:\d\d – /);
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
