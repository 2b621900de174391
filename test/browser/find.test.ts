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
