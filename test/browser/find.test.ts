import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { at } from "../support/example-site.js";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { tempFolder } from "../support/temp-folder.js";
import { violations } from "./axe.js";
import { skip, useBrowser } from "./browser.js";
import { COMPANY, HOSTILE_NAME, writeSite } from "./example-company.js";

const open = useBrowser();
let server: NginxLikeServer;
const out = join(tempFolder({ after }), "out");

before(async () => {
  await writeSite(COMPANY, out);
  server = await serveLikeNginx(out);
});
after(async () => {
  await server.close();
});

const box = (page: Page) => page.getByRole("combobox", { name: "Find a user, address or day" });

/** What is found for a text, by group. */
async function find(page: Page, text: string): Promise<Readonly<Record<string, readonly string[]>>> {
  await box(page).fill(text);
  await page.clock.runFor(200);
  await page
    .locator(".find-state")
    .filter({ hasText: /found|no such/i })
    .waitFor();
  const groups = await page
    .locator("#find-results [role=group]")
    .evaluateAll((found) =>
      found.map((group) => [
        group.ariaLabel ?? "",
        [...group.querySelectorAll("a")].map((option) => option.textContent.replace(/\s+/g, " ")),
      ]),
    );
  return Object.fromEntries(groups) as Record<string, string[]>;
}

for (const transport of ["http", "file"] as const) {
  describe(`the search over ${transport}`, { skip }, () => {
    const toUrl = (path: string): string =>
      transport === "http" ? server.url + path : pathToFileURL(join(out, "x")).href.replace(/x$/, path);

    it("shows the result that the keyboard has chosen, wherever it is in a long list", async () => {
      const { page } = await open(toUrl("index.html"));
      await page.setViewportSize({ width: 800, height: 140 });
      await find(page, "2026-11");
      const isShown = (): Promise<boolean> =>
        page.locator("#find-results [aria-selected=true]").evaluate((option) => {
          const { x, y, width, height } = option.getBoundingClientRect();
          const at = document.elementFromPoint(x + width / 2, y + height / 2);
          return option === at || option.contains(at);
        });
      const count = await page.locator("#find-results a").count();
      const isCut = await page.locator(".find-panel").evaluate((panel) => panel.scrollHeight > panel.clientHeight + 40);
      assert.ok(isCut, "the list is longer than its panel");
      for (let place = 0; place < count; place += 1) {
        await page.keyboard.press("ArrowDown");
        assert.equal(await isShown(), true, `result ${place + 1} of ${count}`);
      }
    });

    it("finds users by name and alias, addresses, days, and who was connected, from every page", async () => {
      const { page, troubles } = await open(toUrl("users/alice/2026-11/index.html"));
      assert.deepEqual(await find(page, "cooper"), { Users: ["alice Alice Cooper"] });
      assert.deepEqual(await find(page, "2026-11-2"), { Days: ["2026-11-21 ", "2026-11-20 "] });
      const address = await find(page, "198.51.100.9");
      assert.deepEqual(address["Addresses"], [`198.51.100.9 · ${HOSTILE_NAME} 1 session, 2026-11-21`]);
      assert.match(
        address["Sessions"]?.join() ?? "",
        /2026-11-21 08:00:00 – 08:05:00 · 198\.51\.100\.9 · public address/,
      );
      const connected = await find(page, "@2026-11-21 09:30");
      assert.deepEqual(Object.keys(connected), ["Sessions"]);
      assert.match(connected["Sessions"]?.[0] ?? "", /^alice certain · 2026-11-21 09:00:00 – 10:00:00/);
      assert.deepEqual(await find(page, "@2026-02-30 09:30"), {});
      assert.match(await page.locator(".find-state").innerText(), /There is no such time/);
      assert.deepEqual(await find(page, "<script>"), {});
      assert.deepEqual(troubles, []);
    });

    it("is reached by / and used by the keyboard alone", async () => {
      const { page, troubles } = await open(toUrl("index.html"));
      await page.keyboard.press("/");
      assert.equal(await box(page).evaluate((input) => input === document.activeElement), true);
      await find(page, "2026-11");
      const active = () =>
        page.evaluate(() => {
          const id = document.querySelector("[role=combobox]")?.getAttribute("aria-activedescendant") ?? "";
          return document.getElementById(id)?.textContent.trim() ?? "";
        });
      assert.equal(await active(), "2026-11-21");
      await page.keyboard.press("ArrowDown");
      assert.equal(await active(), "2026-11-20");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.equal(await active(), "2026-11-19");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".find-panel").isVisible(), false);
      assert.equal(await box(page).inputValue(), "");
      await find(page, "carol");
      await page.keyboard.press("Enter");
      await page.waitForURL(/users\/carol\/index\.html$/);
      await page.getByRole("searchbox").focus();
      await page.keyboard.press("/");
      assert.equal(await page.getByRole("searchbox").inputValue(), "/", "in a field, it is a character");
      assert.deepEqual(troubles, []);
    });

    it("is a link to lists of all users and addresses without JavaScript", async () => {
      const { page } = await open(toUrl("history/2026-11/index.html"), { javaScriptEnabled: false });
      await page.getByRole("link", { name: "Find", exact: true }).click();
      assert.match(page.url(), /search\/index\.html$/);
      for (const name of ["alice", "bob", "carol", "Doe, Jane", HOSTILE_NAME])
        assert.ok((await page.getByRole("link", { name, exact: true }).count()) > 0, name);
      assert.equal(await page.getByRole("rowheader", { name: "198.51.100.9", exact: true }).count(), 1);
    });
  });
}

describe("the search's box", { skip }, () => {
  const state = (page: Page) => page.locator(".find-state").innerText();
  const isOpen = async (page: Page): Promise<boolean> => {
    const visible = await page.locator(".find-panel").isVisible();
    assert.equal(await box(page).getAttribute("aria-expanded"), String(visible));
    return visible;
  };
  const isFocused = (page: Page) => box(page).evaluate((input) => input === document.activeElement);
  const active = (page: Page) =>
    page.evaluate(() => {
      const id = document.querySelector("[role=combobox]")?.getAttribute("aria-activedescendant") ?? null;
      const selected = [...document.querySelectorAll("#find-results [aria-selected=true]")].map((one) => one.id);
      if (selected.join() !== (id ?? "")) return `${id ?? "nothing"} is not ${selected.join()}`;
      return id === null ? null : (document.getElementById(id)?.textContent.trim() ?? "");
    });

  it("says what can be searched for while it is empty, and closes by Escape, which then leaves it", async () => {
    const { page, troubles } = await open(`${server.url}index.html`);
    await box(page).focus();
    assert.match(await state(page), /who was connected then/);
    await find(page, "carol");
    await box(page).fill("   ");
    await page.clock.runFor(200);
    assert.match(await state(page), /who was connected then/);
    assert.equal(await active(page), null);
    await find(page, "carol");
    assert.equal(await active(page), "carol");
    await page.keyboard.press("Escape");
    await page.clock.runFor(200);
    assert.deepEqual([await isOpen(page), await isFocused(page), await box(page).inputValue()], [false, true, ""]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual([await isOpen(page), await active(page)], [true, null], "nothing of the last search");
    await page.keyboard.press("Escape");
    assert.deepEqual([await isOpen(page), await isFocused(page)], [false, false]);
    assert.match(page.url(), /\/index\.html$/);
    assert.deepEqual(troubles, []);
  });

  it("opens by Enter only what is found for the text in it", async () => {
    const { page } = await open(`${server.url}index.html`);
    await find(page, "alice");
    await box(page).fill("carol");
    assert.equal(await active(page), null);
    await page.keyboard.press("Enter");
    await find(page, "2026-11");
    await page.keyboard.press("ArrowDown");
    assert.equal(await active(page), "2026-11-20");
    assert.equal(await box(page).evaluate((input: HTMLInputElement) => input.selectionStart), 7);
    await page.keyboard.press("ArrowUp");
    assert.equal(await box(page).evaluate((input: HTMLInputElement) => input.selectionStart), 7, "the caret stays");
    await find(page, "nobody of this name");
    assert.equal(await active(page), null);
    await page.keyboard.press("Enter");
    assert.match(page.url(), /\/index\.html$/);
  });

  it("tells how many more there are, shows what is active, and is left by Tab", async () => {
    const { page } = await open(`${server.url}index.html`, { viewport: { width: 1280, height: 240 } });
    const found = await find(page, "10.8.0.2");
    assert.equal(found["Sessions"]?.length, 8);
    assert.deepEqual(await page.locator(".find-heading").allInnerTexts(), ["Addresses", "Sessions · 1 more"]);
    await page.keyboard.press("ArrowUp");
    const [last, panel] = await Promise.all(
      ["#find-results [aria-selected=true]", ".find-results"].map((part) => page.locator(part).boundingBox()),
    );
    assert.ok(last && panel && last.y >= panel.y && last.y + last.height <= panel.y + panel.height + 1);
    await page.keyboard.press("Tab");
    assert.deepEqual([await isOpen(page), await isFocused(page)], [false, false]);
    assert.equal(await page.evaluate(() => document.activeElement?.closest(".find-panel") ?? null), null);
  });

  it("stays open for a click inside, and is closed by one outside", async () => {
    const { page } = await open(`${server.url}index.html`);
    await find(page, "carol");
    await page.locator(".find-state").click();
    assert.deepEqual([await isOpen(page), await isFocused(page)], [true, false]);
    await page.locator("h1").click();
    assert.deepEqual([await isOpen(page), await box(page).inputValue()], [false, "carol"]);
    await page.keyboard.press("/");
    assert.equal(await box(page).inputValue(), "carol", "the key is no character of the text");
    await page.keyboard.type("bob");
    assert.equal(await box(page).inputValue(), "bob");
  });

  it("leaves / alone with another key, in a choice, and while a dialog is open", async () => {
    const { page } = await open(`${server.url}index.html`);
    for (const key of ["Control+/", "Meta+/", "Alt+/", "a"]) {
      await page.keyboard.press(key);
      assert.equal(await isFocused(page), false, key);
    }
    await page.locator("#filters select:visible").first().focus();
    await page.keyboard.press("/");
    assert.equal(await isFocused(page), false);
    await page.locator("#filters select:visible").first().blur();
    await page.locator("button.details:visible").first().click();
    await page.keyboard.press("/");
    assert.equal(await isFocused(page), false);
    await page.keyboard.press("Escape");
    // The event "close" is a task of its own, which must not take the focus away again.
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    assert.equal(await isFocused(page), true);
  });

  it("shows only what the last text finds, and nothing once it is closed, also if the index is slow", async () => {
    const { page } = await open(`${server.url}index.html`);
    let answer: () => void = () => undefined;
    const hold = () => {
      const held = new Promise<void>((resolve) => (answer = resolve));
      return page.route("**/search/live.js*", async (route) => {
        await held;
        await route.continue();
      });
    };
    const arrive = async () => {
      const response = page.waitForResponse(/search\/live\.js/);
      answer();
      await response;
    };
    await hold();
    await box(page).fill("198.51");
    await page.clock.runFor(200);
    await page
      .locator(".find-state")
      .filter({ hasText: /Searching/ })
      .waitFor();
    assert.deepEqual(await find(page, "carol"), { Users: ["carol "] });
    await arrive();
    await page.clock.runFor(500);
    assert.equal(await page.locator("#find-results [role=group]").count(), 1);

    await page.unroute("**/search/live.js*");
    await page.clock.runFor(120_000);
    await hold();
    await box(page).fill("198.51");
    await page.clock.runFor(200);
    await page
      .locator(".find-state")
      .filter({ hasText: /Searching/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await arrive();
    await page.clock.runFor(500);
    assert.equal(await isOpen(page), false);
    await page.keyboard.type("car");
    await page.keyboard.press("Escape");
    await page.clock.runFor(500);
    assert.equal(await isOpen(page), false, "a text that was not yet searched for");
  });

  it("searches once for what is typed quickly", async () => {
    const { page } = await open(`${server.url}index.html`);
    await find(page, "a");
    await page.evaluate(() => {
      const list = document.querySelector("#find-results");
      new MutationObserver((changes) => {
        const isNew = changes.some(({ type }) => type === "childList");
        if (isNew) document.body.dataset["searches"] = String(Number(document.body.dataset["searches"] ?? 0) + 1);
      }).observe(list ?? document.body, { childList: true });
    });
    await page.keyboard.type("lice");
    assert.equal(await page.locator("body").getAttribute("data-searches"), null);
    await page.clock.runFor(200);
    await page.locator("body[data-searches='1']").waitFor();
  });

  it("has no finding of axe, open and with results, light and dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await open(`${server.url}search/index.html`, {
        colorScheme,
        clockSeconds: at("2026-11-21T15:00:00Z"),
      });
      await find(page, "10.8.0");
      assert.deepEqual(await violations(page), []);
    }
  });

  it("loads what searches when someone comes to it, and tries again where that has failed", async () => {
    const { page } = await open(`${server.url}index.html`);
    const loads: string[] = [];
    await page.route(/assets\/find\.\w{10}\.js$/, (route) => {
      loads.push(route.request().url());
      return loads.length > 2 ? route.continue() : route.abort();
    });
    assert.deepEqual(loads, []);
    await box(page).focus();
    const isTold = page.locator(".find-state").filter({ hasText: "cannot be loaded" });
    for (let tries = 0; loads.length < 2; tries++) {
      await box(page).fill(`coop${tries}`);
      await page.clock.runFor(200);
      await isTold.waitFor();
    }
    for (const name of ["coope", "cooper"]) assert.deepEqual(await find(page, name), { Users: ["alice Alice Cooper"] });
    assert.equal(loads.length, 3, "then it is there");
  });

  it("says so if the index cannot be loaded, and loads nothing before its first use", async () => {
    server.requests.length = 0;
    const { page } = await open(`${server.url}index.html`);
    await page.waitForLoadState("networkidle");
    assert.equal(server.requests.filter(({ path }) => path.startsWith("search/")).length, 0);
    await page.route("**/search/*.js*", (route) => route.fulfill({ status: 404, body: "" }));
    await box(page).focus();
    await box(page).fill("alice");
    await page.clock.runFor(200);
    await page.locator(".find-state").filter({ hasText: "The search index cannot be loaded" }).waitFor();
  });
});
