import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import type { FullInput } from "../support/full-index.js";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { tempFolder } from "../support/temp-folder.js";
import { violations } from "./axe.js";
import { skip, useBrowser } from "./browser.js";
import { writeSite } from "./example-company.js";

const open = useBrowser();
const out = join(tempFolder({ after }), "out");
let server: NginxLikeServer;

before(async () => {
  server = await serveLikeNginx(out);
});
after(async () => {
  await server.close();
});
beforeEach(() => {
  server.answers.clear();
  server.requests.length = 0;
  server.dateSeconds = undefined;
});

const LONG = "a.very.long.common.name.that.no.screen.has.room.for@subsidiary.example.com";

/** This many clients on this many servers. A few of the servers have a problem. */
function makeCompany(clientCount: number, serverCount: number, fields: Partial<FullInput> = {}): FullInput {
  const sources = Array.from({ length: serverCount }, (_, place) => ({
    ...OK_SOURCE,
    server: place === 0 ? "berlin" : place === 1 ? LONG : `site-${place}`,
    source: `/run/${place}.log`,
    ...(place === 3 ? { state: "client-statistics" as const } : place === 5 ? { advice: "two-writers" as const } : {}),
    limits: { maxClients: 2500, poolSize: null },
  }));
  const openSessions = Array.from({ length: clientCount }, (_, place) =>
    exampleSession({
      id: `id${place}`,
      user: place === 1 ? LONG : `user-${place} two  words@example.com`,
      server: sources[place % serverCount]?.server ?? "",
      startSeconds: at("2026-11-21T14:00:00Z") - place * 3000,
      endSeconds: null,
      // As the status shows them.
      lastSeenSeconds: (fields.sources ?? sources)[0]?.snapshotSeconds ?? 0,
    }),
  );
  return exampleInput({ hasWall: true, sources, openSessions, ...fields });
}

/** What is cut off, or outside of the screen. */
function findHidden(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { innerWidth, innerHeight } = window;
    const shown = [...document.querySelectorAll("h1, p, li, time, .wall-name, .wall-figure > *, .stale-banner > *")];
    const outside = shown.filter((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
    });
    const sections = [...document.querySelectorAll("section, header")].filter(
      ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
        scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1,
    );
    const lists = [...document.querySelectorAll(".wall-now > *, .wall-people > *")].filter((one) => {
      const { bottom } = one.getBoundingClientRect();
      return bottom > (one.parentElement?.getBoundingClientRect().bottom ?? 0) + 1;
    });
    const broken = [...document.querySelectorAll(".wall-name, h1")].filter(
      (row) => row.scrollHeight > 1.7 * Number.parseFloat(getComputedStyle(row).fontSize),
    );
    return [...outside, ...sections, ...lists, ...broken].map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
}

/** The smallest letters, in thousandths of the screen's height. */
function findSmallest(page: Page): Promise<number> {
  return page.evaluate(() => {
    const sizes = [...document.querySelectorAll("main *")]
      .filter((one) =>
        [...one.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim() !== ""),
      )
      .map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    return Math.floor((1000 * Math.min(...sizes)) / window.innerHeight);
  });
}

async function goOn(page: Page, seconds: number): Promise<void> {
  await page.clock.fastForward(seconds * 1000);
  await page.waitForTimeout(50);
  await page.waitForLoadState("networkidle");
}

async function shows(page: Page, selector: string, text: RegExp): Promise<void> {
  const read = (): Promise<string> => page.locator(selector).innerText();
  for (let tries = 0; tries < 100 && !text.test(await read()); tries += 1) await page.waitForTimeout(20);
  assert.match(await read(), text);
}

describe("the page for a screen on a wall", { skip }, () => {
  for (const [clients, servers] of [
    ...[[0, 1] as const, [0, 20] as const, [10, 1] as const, [12, 7] as const, [13, 8] as const, [30, 20] as const],
    ...[[31, 1] as const, [45, 7] as const, [60, 1] as const, [60, 30] as const, [2000, 1] as const],
    [2000, 20] as const,
  ]) {
    it(`fits with ${clients} clients on ${servers} servers, and can be read from afar`, async () => {
      await writeSite(makeCompany(clients, servers), out, ["wall"]);
      for (const [width, height] of [
        [1920, 1080],
        [3840, 2160],
        [1280, 720],
        [1920, 1200],
        [2560, 1080],
      ] as const) {
        const { page, troubles } = await open(`${server.url}wall/index.html`, { viewport: { width, height } });
        assert.deepEqual(await findHidden(page), [], `${width}x${height}`);
        assert.ok((await findSmallest(page)) >= 18, `${await findSmallest(page)} at ${width}x${height}`);
        assert.deepEqual(
          troubles.filter((one) => !one.includes("404")),
          [],
        );
        await page.context().close();
      }
    });
  }

  it("scrolls on a phone, and only downwards", async () => {
    await writeSite(makeCompany(60, 20), out, ["wall"]);
    const { page } = await open(`${server.url}wall/index.html`, { viewport: { width: 375, height: 800 } });
    const { scrollWidth, scrollHeight } = await page.evaluate(() => {
      const { documentElement: root } = document;
      return { scrollWidth: root.scrollWidth, scrollHeight: root.scrollHeight };
    });
    assert.deepEqual([scrollWidth <= 375, scrollHeight > 800], [true, true]);
  });

  it("is legible to all, light and dark", async () => {
    await writeSite(makeCompany(10, 8), out);
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await open(`${server.url}wall/index.html`, { colorScheme });
      assert.deepEqual(await violations(page), []);
    }
  });

  it("renews itself; what it shows stays when nothing or something else answers, and is then said to be old", async () => {
    await writeSite(makeCompany(2, 1), out);
    server.dateSeconds = NOW_SECONDS + 20;
    const { page, troubles } = await open(`${server.url}wall/index.html`);
    const figure = page.locator(".wall-figure strong");
    assert.equal(await figure.innerText(), "2");
    const later = { nowSeconds: NOW_SECONDS + 60, sources: [{ ...OK_SOURCE, snapshotSeconds: NOW_SECONDS + 53 }] };
    await writeSite(makeCompany(3, 1, later), out);
    await goOn(page, 16);
    await shows(page, ".wall-figure strong", /^3$/);
    assert.match(await page.locator("#as-of").innerText(), /15:13:07/);
    assert.equal(await page.locator(".stale-banner").innerText(), "");
    assert.deepEqual(troubles, []);
    for (const status of [401, 200]) {
      server.answers.set("wall/index.html", { status, body: "<h1>Log in</h1>" });
      await goOn(page, 16);
      assert.equal(await figure.innerText(), "3");
    }
    server.dateSeconds = NOW_SECONDS + 60 + 301;
    await goOn(page, 16);
    await shows(page, ".stale-banner", /5 min/);
    assert.deepEqual(await findHidden(page), []);
    assert.equal(await figure.innerText(), "3");
    server.answers.clear();
    server.dateSeconds = NOW_SECONDS + 100;
    await goOn(page, 16);
    await shows(page, ".stale-banner", /^$/);
  });
});
