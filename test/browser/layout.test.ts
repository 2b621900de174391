import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { NOW_SECONDS } from "../support/example-site.js";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { tempFolder } from "../support/temp-folder.js";
import { violations } from "./axe.js";
import { skip, useBrowser } from "./browser.js";
import { COMPANY, writeSite } from "./example-company.js";

const open = useBrowser();
const out = join(tempFolder({ after }), "out");
let server: NginxLikeServer;

const rename = <Item extends { readonly server: string }>(item: Item): Item => ({
  ...item,
  server: item.server === "berlin" ? "berlin-udp" : item.server,
});

before(async () => {
  const sources = COMPANY.sources.map(rename);
  await writeSite(
    {
      ...COMPANY,
      sources: sources.map((source) => (source.server === "paris" ? { ...source, state: "missing" } : source)),
      openSessions: COMPANY.openSessions.map(rename),
      endedSessions: COMPANY.endedSessions.map(rename),
      aliases: new Map([["alice", "مرحبا بالعالم"]]),
      // With a notice that is about nobody.
      monitored: [
        { server: "berlin-udp", startSeconds: NOW_SECONDS - 90_000, endSeconds: NOW_SECONDS - 20_000 },
        { server: "berlin-udp", startSeconds: NOW_SECONDS - 10_000, endSeconds: NOW_SECONDS },
      ],
    },
    out,
  );
  server = await serveLikeNginx(out);
});
after(async () => {
  await server.close();
});

/** The lines of an element's text, each with its left edge. */
function readLines(page: Page, selector: string) {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const lines = new Map<number, { left: number; text: string }>();
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        for (let at = 0; at < (node.nodeValue ?? "").length; at += 1) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const [box] = range.getClientRects();
          if (box === undefined || box.width === 0) continue;
          const middle = Math.round((box.top + box.bottom) / 2 / 8);
          const line = lines.get(middle) ?? { left: box.left, text: "" };
          lines.set(middle, { left: Math.min(line.left, box.left), text: line.text + range.toString() });
        }
      }
      return [...lines.values()].map(({ left, text }) => ({ left: Math.round(left), text: text.trim() }));
    });
}

describe("lines of a page", { skip }, () => {
  it("begin with words, not with the dot between two of them", async () => {
    const { page } = await open(`${server.url}index.html`, { viewport: { width: 375, height: 800 } });
    const lines = await readLines(page, ".sources li");
    assert.equal(lines.length, 2);
    assert.match(lines[0]?.text ?? "", /^berlin-udp ?ok$/);
    assert.match(lines[1]?.text ?? "", /^last status/);
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.match((await readLines(page, ".sources li"))[0]?.text ?? "", /^berlin-udp ?ok ?· ?last status/);
  });

  it("are not wider than the narrowest phone, on any page", async () => {
    const { page } = await open("about:blank", { viewport: { width: 320, height: 700 } });
    for (const path of ["index.html", "history/index.html", "users/index.html", "servers/paris/index.html"]) {
      await page.goto(server.url + path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, path);
    }
  });

  it("are not wider than the window at any width, in German too, with all columns", async () => {
    const german = join(tempFolder({ after }), "out");
    const unconfirmed = COMPANY.sources.map((source) => ({ ...source, state: "stale" as const }));
    await writeSite({ ...COMPANY, language: "de", sources: unconfirmed }, german);
    const { page } = await open("about:blank");
    for (const path of ["index.html", "users/index.html", "servers/index.html", "history/2026-11/21/index.html"]) {
      await page.goto(`file://${join(german, path)}`);
      for (const width of [320, 375, 820, 961, 1024, 1100, 1180, 1279, 1280, 1400, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, path);
      }
    }
  });

  it("of an alias in another script begin where the name begins", async () => {
    const { page } = await open(`${server.url}users/index.html`);
    const lines = await readLines(page, "tr:has(a[href='alice/index.html']) th");
    assert.deepEqual(lines.map(({ text }) => text).slice(0, 1), ["alice"]);
    assert.equal(lines.length, 2);
    assert.equal(lines[0]?.left, lines[1]?.left);
  });

  it("do not cut the name of a server while there is room", async () => {
    const { page } = await open(`${server.url}index.html`);
    assert.deepEqual(
      (await readLines(page, ".live tbody td:has-text('berlin-udp')")).map(({ text }) => text),
      ["berlin-udp"],
    );
  });

  it("of a notice do not end with one word", async () => {
    const { page } = await open(`${server.url}servers/berlin-udp/index.html`);
    for (let width = 340; width <= 900; width += 20) {
      await page.setViewportSize({ width, height: 900 });
      const lines = await readLines(page, ".notice.overlap > p");
      assert.match(lines.at(-1)?.text ?? "", / /, `${width} px: ${JSON.stringify(lines)}`);
    }
  });

  it("of the offers beside a filter are at one height", async () => {
    const { page } = await open(`${server.url}index.html?user=alice`);
    const middles = await page.locator("#filters .offers > :visible").evaluateAll((found) =>
      found.map((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return (top + bottom) / 2;
      }),
    );
    assert.equal(middles.length, 2);
    assert.ok(Math.abs((middles[0] ?? 0) - (middles[1] ?? 0)) < 1, middles.join());
  });

  it("on a phone have upload and download together, below the times", async () => {
    const { page } = await open("about:blank");
    for (const [path, table] of [
      ["servers/berlin-udp/index.html", ".live"],
      ["history/2026-11/20/index.html", ".sessions"],
    ] as const) {
      for (const width of [320, 375, 519, 560]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(server.url + path);
        const rows = await page.locator(`${table} tbody tr:visible`).evaluateAll((found) =>
          found.map((row) => {
            const cells = [...row.querySelectorAll("td.num:not(.rate)")].slice(-3);
            return cells.map((cell) => Math.round(cell.getBoundingClientRect().top));
          }),
        );
        assert.ok(rows.length > 0);
        for (const [duration = 0, up = 0, down = 0] of rows) {
          assert.equal(up, down, `${path}, ${width} px`);
          assert.equal(up > duration, width < 520, `${path}, ${width} px`);
        }
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      }
    }
  });

  it("of a connected user begin beside the picture of the last weeks, which needs room", async () => {
    const { page } = await open(`${server.url}servers/berlin-udp/index.html`, {
      viewport: { width: 1440, height: 900 },
    });
    const tops = await page
      .locator(".live tbody tr")
      .first()
      .evaluate((row) => ["th a", ".use svg"].map((part) => row.querySelector(part)?.getBoundingClientRect().top ?? 0));
    assert.ok(Math.abs((tops[0] ?? 0) - (tops[1] ?? 0)) < 6, tops.join());
    const isShown = (width: number, isWide: boolean) =>
      page.setViewportSize({ width, height: 900 }).then(() =>
        page.locator(".live").evaluate((table: HTMLElement, wide) => {
          table.toggleAttribute("data-wide", wide);
          return [...table.querySelectorAll(".use")].map((cell) => getComputedStyle(cell).display !== "none");
        }, isWide),
      );
    for (const [width, isWide, expected] of [
      [1440, true, true],
      [1439, true, false],
      [1280, false, true],
      [1279, false, false],
    ] as const) {
      assert.deepEqual([...new Set(await isShown(width, isWide))], [expected], `${width} px, ${isWide}`);
    }
  });

  it("on paper have their names at the head of each sheet, and figures fill whole rows", async () => {
    const { page } = await open(`${server.url}history/2026-11/20/index.html`);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 700, height: 1000 });
    const sorts = await page
      .locator("thead .sort")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).display));
    assert.ok(sorts.length > 0);
    assert.deepEqual([...new Set(sorts)], ["contents"], "Chromium repeats no buttons");
    const tops = await page
      .locator(".tiles > div")
      .evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().top));
    assert.equal(tops.length, 6);
    assert.equal(new Set(tops).size, 1);
  });

  it("of hours below a timeline do not touch each other, also beside a long name", async () => {
    const { page } = await open(`${server.url}index.html`);
    const counts = new Set<number>();
    for (let width = 320; width <= 760; width += 20) {
      await page.setViewportSize({ width, height: 900 });
      const hours = await page.locator(".lanes svg text").evaluateAll((texts) =>
        texts
          .filter((text) => /^\d\d:\d\d$/.test(text.textContent))
          .map((text) => text.getBoundingClientRect())
          .filter((box) => box.width > 0)
          .map(({ left, right }) => ({ left, right }))
          .sort((one, other) => one.left - other.left),
      );
      counts.add(hours.length);
      const gaps = hours.slice(1).map(({ left }, place) => left - (hours[place]?.right ?? 0));
      assert.ok(Math.min(...gaps) >= 4, `${width} px: ${gaps.map(Math.round).join()}`);
    }
    assert.deepEqual([...counts], [5, 9], "each sixth hour, and where there is room each third one");
  });

  it("of links in texts and of small links are as axe wants them at every width", async () => {
    const { page } = await open("about:blank");
    for (const width of [1280, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of ["index.html", "history/2026-11/index.html", "notices/2026-11.html"]) {
        await page.goto(server.url + path);
        if (path.startsWith("notices")) assert.notEqual(await page.locator("tr.gap").count(), 0);
        assert.deepEqual(await violations(page), [], `${path}, ${width} px`);
      }
    }
  });
});

describe("a German page", { skip }, () => {
  const germanOut = join(tempFolder({ after }), "out");
  let german: NginxLikeServer;
  before(async () => {
    const bytes = { bytesReceived: 123_456_789_012, bytesSent: 999_456_789_012 };
    const endedSessions = COMPANY.endedSessions.map((session) => ({ ...session, ...bytes }));
    await writeSite({ ...COMPANY, endedSessions, language: "de", title: "Beispiel GmbH, VPN" }, germanOut);
    german = await serveLikeNginx(germanOut);
  });
  after(async () => {
    await german.close();
  });

  it("has the search and the tools in one line", async () => {
    const { page } = await open(`${german.url}index.html`);
    for (let width = 1300; width >= 480; width -= 20) {
      await page.setViewportSize({ width, height: 600 });
      const [find = 0, tools = 0] = await page.locator(".topbar :is(.find input, #tools select)").evaluateAll((found) =>
        found.map((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return (top + bottom) / 2;
        }),
      );
      assert.ok(find > 0 && Math.abs(find - tools) < 4, `${width} px: ${find}, ${tools}`);
    }
  });

  it("keeps the distance of two tables side by side", async () => {
    const { page } = await open(`${german.url}history/2026-11/index.html`);
    for (let width = 1700; width > 1180; width -= 40) {
      await page.setViewportSize({ width, height: 600 });
      const [left, right] = await page.locator(".columns table").evaluateAll((tables) =>
        tables.map((table) => {
          const box = table.getBoundingClientRect();
          return { left: box.left, right: box.right };
        }),
      );
      assert.ok(left !== undefined && right !== undefined);
      assert.ok(right.left - left.right >= 24, `${width} px: ${right.left - left.right}`);
    }
  });
});

describe("ages", { skip }, () => {
  it("of users are below the time, and begin where it begins", async () => {
    const { page } = await open(`${server.url}users/index.html`);
    const [time, ago] = await page
      .locator(".users tr:has(.ago) >> nth=0")
      .locator("time, .ago")
      .evaluateAll((found) =>
        found.map((one) => {
          const { left, top } = one.getBoundingClientRect();
          return { left, top };
        }),
      );
    assert.ok(time !== undefined && ago !== undefined);
    assert.equal(ago.left, time.left);
    assert.ok(ago.top > time.top);
  });

  it("are not told by the viewer's clock before the server's is known", async () => {
    const { page } = await open("about:blank", { clockSeconds: NOW_SECONDS + 36_000 });
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/status.json", async (route) => {
      await answered;
      await route.continue();
    });
    server.dateSeconds = NOW_SECONDS + 20;
    await page.goto(`${server.url}index.html`);
    await page.clock.fastForward(6000);
    assert.deepEqual(await page.locator(".ago").allInnerTexts(), []);
    answer();
    await page.locator(".ago").first().waitFor();
    assert.match(await page.locator("#as-of + .ago").innerText(), /^\D*2\d s ago/);
    assert.equal(await page.locator(".stale-banner").innerText(), "");
    server.dateSeconds = undefined;
  });
});
