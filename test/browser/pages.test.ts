import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { parseStatus } from "../../src/index.js";
import { exampleInput, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { violations } from "./axe.js";
import { skip, unfoldDays, useBrowser } from "./browser.js";
import { COMPANY, writeSite } from "./example-company.js";

/** Every page type, by what it is. */
const PAGES = {
  overview: "index.html",
  history: "history/index.html",
  month: "history/2026-11/index.html",
  day: "history/2026-11/21/index.html",
  users: "users/index.html",
  user: "users/alice/index.html",
  "user's month": "users/alice/2026-11/index.html",
  server: "servers/berlin/index.html",
  servers: "servers/index.html",
  usage: "usage/index.html",
  notices: "notices/2026-11.html",
  search: "search/index.html",
  "month's report": "reports/2026-11.html",
  "year's report": "reports/2026.html",
};
const THEMES = ["light", "dark"] as const;

const open = useBrowser();
const folder = tempFolder({ after });
const out = join(folder, "out");
const emptyOut = join(folder, "empty");
const troubledOut = join(folder, "troubled");
let server: NginxLikeServer;

before(async () => {
  await writeSite(COMPANY, out);
  await writeSite(exampleInput({}), emptyOut);
  const states = ["stale", "missing", "unreadable", "empty", "incomplete", "invalid", "client-statistics"] as const;
  const sources = states.map((state) => ({
    ...OK_SOURCE,
    routes: null,
    server: state,
    state,
    snapshotSeconds: NOW_SECONDS - 900,
    detail: "what was found",
  }));
  await writeSite(
    { ...COMPANY, sources, fileProblems: { aliases: "not JSON", countries: "", certificates: "" } },
    troubledOut,
  );
  server = await serveLikeNginx(out);
});
after(async () => {
  await server.close();
});

function fileUrl(folderPath: string, path: string): string {
  return pathToFileURL(join(folderPath, path)).href;
}

function htmlFiles(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".html"));
}

describe("accessibility", { skip }, () => {
  for (const theme of THEMES) {
    it(`axe finds nothing on any type of page in the ${theme} theme, wide and narrow`, async () => {
      const { page, troubles } = await open("about:blank", { colorScheme: theme });
      for (const [name, path] of Object.entries(PAGES)) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(server.url + path);
        assert.deepEqual(await violations(page), [], `the ${name} page, wide`);
        await page.setViewportSize({ width: 375, height: 800 });
        assert.deepEqual(await violations(page), [], `the ${name} page, narrow`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375, name);
        assert.deepEqual(troubles, [], name);
      }
    });
    it(`axe finds nothing with everything open, nor where sources fail or nothing is there, in the ${theme} theme`, async () => {
      const { page, troubles } = await open(`${server.url}index.html`, { colorScheme: theme });
      await unfoldDays(page);
      await page.getByRole("button", { name: "3 sessions" }).click();
      await page.getByRole("button", { name: "Delete sessions…" }).click();
      await page.getByRole("checkbox", { name: "Select all sessions, including folded ones" }).first().click();
      await page.locator("#selection-bar summary").click();
      await page.locator(".sessions thead").first().getByRole("button", { name: "Upload" }).click();
      await page.getByLabel("Status").selectOption("closed");
      await page.clock.fastForward(400_000);
      await page.locator(".stale-banner button").waitFor();
      assert.deepEqual(await violations(page), []);
      await page.locator(".sessions button.details").first().click();
      assert.deepEqual(await violations(page), []);
      for (const url of [
        fileUrl(emptyOut, "index.html"),
        fileUrl(emptyOut, "servers/berlin/index.html"),
        fileUrl(troubledOut, "index.html"),
        fileUrl(troubledOut, "servers/missing/index.html"),
      ]) {
        await page.goto(url);
        assert.deepEqual(await violations(page), []);
      }
      assert.deepEqual(troubles, []);
    });
  }
});

describe("every page", { skip }, () => {
  it("has no link that leads nowhere, and no error on the console", async () => {
    const { page, troubles } = await open(server.url);
    const links = new Set<string>();
    const paths = htmlFiles(out);
    for (const path of paths) {
      await page.goto(server.url + path);
      for (const href of await page
        .locator("a[href], link[href]")
        .evaluateAll((found) => found.map((link) => new URL(link.getAttribute("href") ?? "", document.baseURI).href)))
        links.add(href);
    }
    assert.ok(paths.length > 15 && links.size > 50, `${paths.length} pages, ${links.size} links`);
    const missing: string[] = [];
    for (const link of links) {
      const target = new URL(link);
      if (!target.href.startsWith(server.url) || !existsSync(join(out, target.pathname.slice("/vpn/".length))))
        missing.push(link);
    }
    assert.deepEqual(missing, []);
    assert.deepEqual(troubles, []);
  });

  it("of a site for others has no control without effect", async (t) => {
    const othersOut = join(tempFolder(t), "out");
    await writeSite({ ...COMPANY, pruneCommand: "" }, othersOut, ["overview"]);
    const others = await serveLikeNginx(othersOut);
    t.after(() => others.close());
    const { page } = await open(`${others.url}index.html`);
    await page.getByLabel("Auto reload").waitFor();
    const dead = await page
      .locator("a:not([href])")
      .evaluateAll((links) => links.filter((link) => link.checkVisibility()).map(({ outerHTML }) => outerHTML));
    // Names, days and bars are there, without a link.
    assert.deepEqual(
      dead.filter((html) => !/<bdi>|class="nowrap"|<rect/.test(html)),
      [],
    );
    assert.equal(await page.locator(".delete-mode").count(), 0);
    assert.ok((await page.locator("a[href]:visible").count()) > 0);
  });

  it("links bars of charts only to rows that are there", async (t) => {
    const longOut = join(tempFolder(t), "out");
    const [first] = COMPANY.openSessions;
    assert.ok(first !== undefined);
    // One that runs since an earlier day, whose page leaves it out.
    const long = { ...first, id: "l1run00000", user: "bob", startSeconds: NOW_SECONDS - 3 * 86_400 };
    await writeSite({ ...COMPANY, openSessions: [...COMPANY.openSessions, long] }, longOut);
    const site = await serveLikeNginx(longOut);
    t.after(() => site.close());
    const { page } = await open(site.url);
    let count = 0;
    for (const path of htmlFiles(longOut)) {
      await page.goto(site.url + path);
      const links = await page
        .locator("figure svg a[href*='#']")
        .evaluateAll((found) => found.map((link) => new URL(link.getAttribute("href") ?? "", document.baseURI).href));
      for (const link of new Set(links)) {
        const { pathname, hash } = new URL(link);
        const html = readFileSync(join(longOut, pathname.slice("/vpn/".length)), "utf8");
        assert.ok(html.includes(` id="${hash.slice(1)}"`), `${path}: ${link}`);
        count += 1;
      }
    }
    assert.ok(count > 5, `${count} links`);
  });

  it("shows the newest weeks of a user's year where it is wider than the window", async () => {
    const { page } = await open(`${server.url}users/alice/index.html`, { viewport: { width: 375, height: 800 } });
    const [region, last] = await page
      .locator(".presence .scroll, .presence svg.year a:last-of-type rect")
      .evaluateAll((found) => found.map((one) => one.getBoundingClientRect()));
    assert.ok(region !== undefined && last !== undefined);
    assert.ok(last.right <= region.right && last.left >= region.left, `${last.left} to ${last.right}`);
  });

  it("gives every shape of a picture a color of its own, not the black that SVG begins with", async () => {
    const { page } = await open(server.url);
    const shapes = new Set<string>();
    const black: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of htmlFiles(out)) {
        await page.goto(server.url + path);
        const found = await page.locator("svg").evaluateAll((pictures) =>
          pictures
            .flatMap((picture) => [...picture.querySelectorAll("path, rect, circle, text")])
            // A line of a pattern has no area.
            .filter((shape) => shape.closest("pattern, clipPath") === null)
            .map((shape) => {
              const { fill, stroke } = getComputedStyle(shape);
              const classes = [shape.closest("svg")?.classList.value, shape.classList.value].join(" ");
              return { name: `${shape.tagName} ${classes}`, isBlack: [fill, stroke].includes("rgb(0, 0, 0)") };
            }),
        );
        for (const { name, isBlack } of found) {
          shapes.add(name);
          if (isBlack) black.push(`${path} ${colorScheme}: ${name}`);
        }
      }
    }
    assert.ok(shapes.size > 10, [...shapes].join(", "));
    assert.deepEqual([...new Set(black)], []);
  });

  it("runs without an error from file://, and never scrolls sideways at 375 px, with JavaScript or without", async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, troubles } = await open(fileUrl(out, "index.html"), {
        viewport: { width: 375, height: 800 },
        javaScriptEnabled,
      });
      const paths = [
        ...Object.values(PAGES).map((path) => fileUrl(out, path)),
        ...[emptyOut, troubledOut].map((folderPath) => fileUrl(folderPath, "index.html")),
        fileUrl(emptyOut, "servers/berlin/index.html"),
        fileUrl(troubledOut, "servers/missing/index.html"),
      ];
      for (const path of paths) {
        await page.goto(path);
        const [width, windowWidth] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          window.innerWidth,
        ]);
        assert.equal(width, windowWidth, path);
      }
      assert.deepEqual(troubles, []);
    }
  });

  it("shows all that it has with JavaScript off, and nothing that needs it", async () => {
    const { page } = await open(server.url, { javaScriptEnabled: false });
    for (const path of Object.values(PAGES)) {
      await page.goto(server.url + path);
      const hidden = await page
        .locator("main tbody tr")
        .evaluateAll((rows) => rows.filter((row) => row.closest("details") === null && !row.checkVisibility()).length);
      assert.equal(hidden, 0, path);
      assert.equal(await page.locator("button:visible, select:visible, input:visible").count(), 0, path);
    }
    await page.goto(server.url);
    await page.locator("#day-2026-11-19 > summary").click();
    await page.locator(".sessions tr[data-id=d1end00000] summary").click();
    assert.match(await page.locator(".sessions tr[data-id=d1end00000] dl").innerText(), /AES-256-GCM/);
  });
});

describe("the scripts", { skip }, () => {
  it("speak German on a German site", async () => {
    const german = join(folder, "german");
    await writeSite({ ...COMPANY, language: "de" }, german);
    const { page, troubles } = await open(`${fileUrl(german, "index.html")}?status=open&text=xyz`);
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    assert.match(await page.locator(".no-match").first().innerText(), /Nichts entspricht dem Filter/);
    assert.match(await page.getByRole("search").getByRole("status").innerText(), /: 0 von 2 · /);
    assert.match(await page.locator(".as-of").innerText(), /vor 2\d s/);
    assert.equal(await page.getByRole("button", { name: "Farbschema: wie das System" }).count(), 1);
    await page.getByRole("button", { name: "Filter aufheben" }).click();
    await page.locator(".no-match").first().waitFor({ state: "detached" });
    await unfoldDays(page);
    await page.locator(".sessions thead").first().getByRole("button", { name: "Dauer" }).click();
    const first = page.locator("#day-2026-11-20 .sessions tbody tr:visible").first();
    assert.equal(await first.getAttribute("data-id"), "c2end00000");
    assert.match(await first.innerText(), /6 h 40 min/);
    assert.deepEqual(troubles, []);
  });

  it("weigh at most 22 KiB compressed, with their texts, and the search that is loaded at first use at most 6 KiB", () => {
    const assets = join(out, "assets");
    const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
    const isSearch = (name: string): boolean => name.startsWith("find.");
    assert.deepEqual([scripts.length, scripts.filter(isSearch).length], [3, 1]);
    const weigh = (names: readonly string[]): number =>
      names.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length, 0);
    const [bytes, searchBytes] = [weigh(scripts.filter((name) => !isSearch(name))), weigh(scripts.filter(isSearch))];
    assert.ok(bytes <= 22 * 1024, `${bytes} bytes`);
    assert.ok(searchBytes <= 6 * 1024, `${searchBytes} bytes`);
  });
});

describe("the theme", { skip }, () => {
  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  for (const transport of ["http", "file"] as const) {
    it(`goes from the system's to light and dark by a button, and is remembered, over ${transport}`, async () => {
      const url = (path: string) => (transport === "http" ? server.url + path : fileUrl(out, path));
      const { page, troubles } = await open(url("index.html"), { colorScheme: "dark" });
      const button = page.getByRole("button", { name: /^Theme/ });
      assert.equal(await button.getAttribute("aria-label"), "Theme: system");
      const dark = await background(page);
      await button.click();
      const light = await background(page);
      assert.notEqual(light, dark);
      await page.goto(url("users/index.html"));
      assert.equal(await button.getAttribute("aria-label"), "Theme: light");
      assert.equal(await background(page), light);
      await button.press("Enter");
      assert.equal(await button.getAttribute("aria-label"), "Theme: dark");
      assert.equal(await background(page), dark);
      await button.click();
      assert.equal(await button.getAttribute("aria-label"), "Theme: system");
      await page.emulateMedia({ colorScheme: "light" });
      assert.equal(await background(page), light);
      assert.deepEqual(troubles, []);
    });
  }

  it("is there before anything is painted: no flash", async () => {
    const { page } = await open(server.url, { colorScheme: "dark" });
    await page.getByRole("button", { name: /^Theme/ }).click();
    const light = await background(page);
    // The body exists, and may be painted, for the first time when this sees it.
    await page.addInitScript(() => {
      new MutationObserver((_changes, observer) => {
        if (!(document.body instanceof HTMLElement)) return;
        observer.disconnect();
        (globalThis as unknown as { firstBackground: string }).firstBackground = getComputedStyle(
          document.body,
        ).backgroundColor;
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    const first = await page.evaluate(() => (globalThis as unknown as { firstBackground: string }).firstBackground);
    assert.equal(first, light);
    const order = await page
      .locator("head > script, head > link[rel=stylesheet]")
      .evaluateAll((tags) =>
        tags.map((tag) => (tag.matches("script:not([defer], [async])") ? "theme" : tag.localName)),
      );
    assert.deepEqual(order.slice(0, 2), ["theme", "link"]);
  });
});

describe("hostile names", { skip }, () => {
  const captures = fileURLToPath(new URL("../fixtures/captures", import.meta.url));
  const VERSIONS = readdirSync(captures).filter((name) => name.startsWith("odd-cn-"));
  assert.deepEqual(VERSIONS, ["odd-cn-v1", "odd-cn-v3"]);

  for (const version of VERSIONS) {
    it(`of ${version} run nothing and are shown as they are, on every page`, async () => {
      const status = join(captures, version, "last.status");
      const parsed = parseStatus(readFileSync(status), { timezone: "UTC" });
      const names = [...parsed.clientList.values()].map(({ commonName }) => commonName);
      assert.ok(names.length >= 15);
      const site = join(folder, version);
      const now = new Date(parsed.updatedAt.getTime() + 5000).toISOString();
      const args = [
        "gen",
        "--status",
        status,
        "--name",
        "odd",
        "--history",
        join(folder, `history-${version}`),
        "--out",
        site,
        "--now",
        now,
        "--timezone",
        "UTC",
      ];
      const run = await runCli(args, { cwd: folder, env: { TZ: "UTC" } });
      assert.equal(run.status, 0, run.stderr);
      const { page, troubles } = await open(fileUrl(site, "index.html"), {
        clockSeconds: parsed.updatedAt.getTime() / 1000 + 10,
      });
      const shown = await page.locator(".live tbody th bdi").allTextContents();
      const expected = names.map((name) => name.replaceAll("\u202e", "(U+202E)"));
      assert.deepEqual(shown.toSorted(), expected.toSorted());
      for (const bdi of await page.locator(".live tbody th bdi").all()) {
        assert.equal(await bdi.evaluate((element) => getComputedStyle(element).unicodeBidi), "isolate");
      }
      await page.getByLabel("User", { exact: true }).focus();
      const options = await page
        .locator("datalist option")
        .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
      assert.deepEqual(options.map((name) => name.trim()).toSorted(), expected.map((name) => name.trim()).toSorted());
      assert.equal(await page.locator("b, i:not(template i)").count(), 0);
      for (const path of htmlFiles(site)) {
        await page.goto(fileUrl(site, path));
        assert.equal((await page.content()).includes("\u202e"), false, path);
      }
      assert.deepEqual(troubles, []);
    });
  }
});
