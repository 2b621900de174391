import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { NOW_SECONDS } from "../support/example-site.js";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { tempFolder } from "../support/temp-folder.js";
import { skip, unfoldDays, useBrowser } from "./browser.js";
import { COMPANY, COMPANY_LATER, writeSite } from "./example-company.js";

const open = useBrowser();
const out = join(tempFolder({ after }), "out");
let server: NginxLikeServer;

before(async () => {
  server = await serveLikeNginx(out);
});
after(async () => {
  await server.close();
});
beforeEach(async () => {
  await writeSite(COMPANY, out);
  server.answers.clear();
  server.requests.length = 0;
  server.dateSeconds = undefined;
});

const control = (page: Page) => page.getByLabel("Auto reload");

/** Lets the page's clock jump ahead, and what it then asks for arrive. */
async function goOn(page: Page, seconds: number): Promise<void> {
  const asked = server.requests.length;
  await page.clock.fastForward(seconds * 1000);
  await page.waitForTimeout(50);
  if (server.requests.length > asked) await page.waitForLoadState("networkidle");
}

function pageRequests(): readonly number[] {
  return server.requests.filter(({ path }) => path === "index.html").map(({ status }) => status);
}

async function becomesTrue(page: Page, isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100 && !(await isTrue()); tries += 1) await page.waitForTimeout(20);
  assert.equal(await isTrue(), true);
}

describe("auto reload", { skip }, () => {
  it("is off at first, offers six choices and remembers the one made", async () => {
    const { page, troubles } = await open(`${server.url}index.html`);
    assert.deepEqual(await control(page).locator("option").allInnerTexts(), [
      "Reload: off",
      "Reload: 5 s",
      "Reload: 10 s",
      "Reload: 30 s",
      "Reload: 1 min",
      "Reload: 2 min",
    ]);
    assert.equal(await control(page).inputValue(), "");
    await goOn(page, 300);
    assert.deepEqual(pageRequests(), [200]);
    await control(page).selectOption({ label: "Reload: 10 s" });
    await page.goto(`${server.url}users/index.html`);
    assert.equal(await control(page).locator("option:checked").innerText(), "Reload: 10 s");
    assert.deepEqual(troubles, []);
  });

  it("asks conditionally, changes nothing on a 304, and brings in a newer page", async () => {
    const { page, troubles } = await open(`${server.url}index.html`);
    await control(page).selectOption({ label: "Reload: 5 s" });
    await goOn(page, 5);
    await becomesTrue(page, () => Promise.resolve(pageRequests().length === 2));
    await page.locator(".tiles").evaluate((tiles) => (tiles.dataset["sameAs"] = "before"));
    await goOn(page, 5);
    await goOn(page, 5);
    assert.deepEqual(pageRequests().slice(2), [304, 304]);
    assert.equal(await page.locator("tr[data-id=e1run00000]").count(), 0);
    assert.equal(await page.locator(".tiles[data-same-as=before]").count(), 1);
    await writeSite(COMPANY_LATER, out);
    await goOn(page, 5);
    await becomesTrue(page, async () => (await page.locator(".live tr[data-id=e1run00000]").count()) === 1);
    assert.equal(await page.locator(".tiles[data-same-as=before]").count(), 0);
    assert.equal(pageRequests().at(-1), 200);
    assert.match(await page.locator(".as-of").innerText(), /15:13:07/);
    assert.deepEqual(troubles, []);
  });

  it("keeps the filter, what is being typed, the selection, unfolded groups, sort, scroll and the open dialog", async () => {
    const { page, troubles } = await open(`${server.url}index.html`, { viewport: { width: 1280, height: 500 } });
    await control(page).selectOption({ label: "Reload: 5 s" });
    await unfoldDays(page);
    await page.getByRole("button", { name: "3 sessions" }).click();
    await page.getByRole("button", { name: "Delete sessions…" }).click();
    await page.locator(".sessions tr[data-id=a1end00000] input").click();
    await page.locator(".live thead").getByRole("button", { name: "Upload" }).click();
    const search = page.getByLabel("Search");
    await search.pressSequentially("203.0");
    await search.evaluate((field: HTMLInputElement) => {
      field.setSelectionRange(1, 3);
    });
    await page.locator(".sessions tr[data-id=d1end00000]").scrollIntoViewIfNeeded();
    const toTop = () =>
      page.locator(".sessions tr[data-id=d1end00000]").evaluate((row) => row.getBoundingClientRect().top);
    const top = await toTop();
    await writeSite(COMPANY_LATER, out);
    await goOn(page, 5);
    await becomesTrue(page, async () => (await page.locator(".live tr[data-id=e1run00000]").count()) === 1);

    assert.equal(await search.inputValue(), "203.0");
    const selection = await search.evaluate((field: HTMLInputElement) => [
      document.activeElement === field,
      field.selectionStart,
      field.selectionEnd,
    ]);
    assert.deepEqual(selection, [true, 1, 3]);
    assert.equal(await page.locator(".sessions tr[data-id=h1end00000]").isVisible(), false);
    assert.equal(await page.locator(".sessions tr[data-id=a1end00000]").isVisible(), true);
    assert.equal(await page.locator(".sessions tr[data-id=a1end00000] input").isChecked(), true);
    assert.match(await page.locator(".selection-bar code").first().innerText(), /prune a1end00000 --dry-run$/);
    assert.equal(await page.locator(".live thead th", { hasText: "Upload" }).getAttribute("aria-sort"), "descending");
    assert.ok(Math.abs((await toTop()) - top) < 2, `the row moved from ${top} to ${await toTop()}`);

    const details = page.locator(".sessions tr[data-id=a3run00000] button.details");
    await details.focus();
    await details.press("Enter");
    await writeSite({ ...COMPANY_LATER, nowSeconds: NOW_SECONDS + 90, title: "VPN Paris" }, out);
    await goOn(page, 5);
    await becomesTrue(page, async () => (await page.title()) === "VPN Paris");
    assert.match(await page.getByRole("dialog").innerText(), /alice[^]*Upload\s+53.0 MB[^]*a3run00000/);
    await page.keyboard.press("Escape");
    // The dialog's event "close", which moves the focus, is a task of its own.
    await becomesTrue(page, () => details.evaluate((button) => button === document.activeElement));
    await writeSite(COMPANY_LATER, out);
    await goOn(page, 5);
    await becomesTrue(page, async () => (await page.title()) === "VPN Berlin");
    assert.equal(await details.evaluate((button) => button === document.activeElement), true);
    assert.deepEqual(troubles, []);
  });

  it("keeps open what was opened: a chart's table and a day, and closed what was not", async () => {
    const { page } = await open(`${server.url}index.html`);
    await control(page).selectOption({ label: "Reload: 5 s" });
    const opened = () =>
      page
        .locator("figure details, details[id]")
        .evaluateAll((all) => all.flatMap((details, place) => (details.hasAttribute("open") ? [place] : [])));
    assert.deepEqual(await opened(), []);
    await page.locator("figure details > summary").last().click();
    await page.locator("details[id] > summary").last().click();
    const before = await opened();
    assert.equal(before.length, 2);
    await writeSite({ ...COMPANY, title: "VPN Paris" }, out);
    await goOn(page, 5);
    await becomesTrue(page, async () => (await page.title()) === "VPN Paris");
    assert.deepEqual(await opened(), before);
  });

  it("keeps how far a table was scrolled", async () => {
    const { page } = await open(`${server.url}users/index.html`, { viewport: { width: 375, height: 700 } });
    await control(page).selectOption({ label: "Reload: 5 s" });
    const scrolled = () =>
      page
        .locator(".scroll")
        .first()
        .evaluate((region) => region.scrollLeft);
    await page
      .locator(".scroll")
      .first()
      .evaluate((region) => {
        region.scrollLeft = 50;
      });
    assert.equal(await scrolled(), 50);
    await writeSite({ ...COMPANY, title: "VPN Paris" }, out);
    await goOn(page, 5);
    await becomesTrue(page, async () => (await page.title()).endsWith("VPN Paris"));
    assert.equal(await scrolled(), 50);
  });

  it("gives the focus to the next row where the focused row has ended", async () => {
    const { page } = await open(`${server.url}index.html`);
    await control(page).selectOption({ label: "Reload: 5 s" });
    await page.locator(".live tr[data-id=a3run00000] button.details").focus();
    await writeSite(COMPANY_LATER, out);
    await goOn(page, 5);
    await becomesTrue(page, async () => (await page.locator(".live tr[data-id=e1run00000]").count()) === 1);
    const focused = page.locator(".live tr[data-id=b1run00000] button.details");
    assert.equal(await focused.evaluate((button) => button === document.activeElement), true);
  });

  it("rests while the page is hidden, and catches up when it is seen again", async () => {
    const { page } = await open(`${server.url}index.html`);
    await control(page).selectOption({ label: "Reload: 5 s" });
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await goOn(page, 60);
    assert.equal(pageRequests().length, 1);
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: false, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await goOn(page, 1);
    assert.equal(pageRequests().length, 2);
  });

  it("tells a failure calmly, keeps the content, and recovers", async () => {
    const { page } = await open(`${server.url}index.html`);
    const state = page.locator(".reload-state");
    await control(page).selectOption({ label: "Reload: 5 s" });
    for (const answer of [
      { status: 502, body: "Bad Gateway" },
      { status: 200, body: "<h1>Log in</h1>" },
    ]) {
      server.answers.set("index.html", answer);
      await goOn(page, 5);
      await becomesTrue(page, async () => (await state.innerText()) === "No answer; trying again");
      assert.equal(await page.locator(".live tbody tr").count(), 2);
      server.answers.clear();
      await goOn(page, 5);
      await becomesTrue(page, async () => (await state.innerText()) === "");
    }
  });

  it("loads the whole page anew where the site has got other scripts", async () => {
    const { page } = await open(`${server.url}index.html`);
    await control(page).selectOption({ label: "Reload: 5 s" });
    const html = readFileSync(join(out, "index.html"), "utf8").replace(/main\.[0-9a-f]+\.js/, "main.0000000000.js");
    server.answers.set("index.html", { status: 200, body: html });
    const reloaded = page.waitForEvent("load");
    await goOn(page, 5);
    await reloaded;
  });

  it("is not offered from file://, where nothing can be fetched", async () => {
    const { page, troubles } = await open(pathToFileURL(join(out, "index.html")).href);
    assert.equal(await control(page).count(), 0);
    assert.deepEqual(troubles, []);
  });
});

describe("the site's age", { skip }, () => {
  const banner = (page: Page) => page.locator(".stale-banner");

  it("ticks beside the absolute time", async () => {
    const { page } = await open(`${server.url}index.html`);
    const asOf = page.locator(".as-of");
    assert.match(await asOf.innerText(), /2026-11-21 15:12:07\s*2\d s ago/);
    await page.clock.fastForward(3 * 60_000);
    assert.match(await asOf.innerText(), /2026-11-21 15:12:07\s*3 min ago/);
  });

  it("is told by itself once the site is older than stale_after, on the overview and on every other page", async () => {
    for (const path of ["index.html", "users/index.html"]) {
      const { page, troubles } = await open(server.url + path);
      await page.waitForLoadState("networkidle");
      assert.equal(await banner(page).innerText(), "");
      await goOn(page, 320);
      await becomesTrue(page, async () => (await banner(page).innerText()).includes("Not updated for 5 min"));
      assert.deepEqual(troubles, []);
    }
  });

  it("is told later of a site that is made every ten minutes, also from file:// and on pages without a time", async () => {
    const samples = [1600, 1000, 400].map((ago) => {
      return { timeSeconds: NOW_SECONDS - ago, server: "berlin", clients: 1, bytesReceived: 0, bytesSent: 0 };
    });
    await writeSite({ ...COMPANY, samples }, out);
    for (const path of ["index.html", "users/index.html"]) {
      const { page } = await open(server.url + path);
      await page.waitForLoadState("networkidle");
      await goOn(page, 1400);
      assert.equal(await banner(page).innerText(), "");
      await goOn(page, 150);
      await becomesTrue(page, async () => (await banner(page).innerText()).includes("Not updated for 2"));
    }
    const file = pathToFileURL(join(out, "index.html")).href;
    const { page } = await open(file, { clockSeconds: NOW_SECONDS + 1400 });
    assert.equal(await banner(page).innerText(), "");
  });

  it("tells an old page of a living site apart, and one that is renewed is current again", async () => {
    const { page } = await open(`${server.url}index.html`);
    await writeSite({ ...COMPANY_LATER, nowSeconds: NOW_SECONDS + 310 }, out);
    await goOn(page, 320);
    await becomesTrue(page, async () => (await banner(page).innerText()).includes("This page is 5 min old"));
    await page.locator(".stale-banner").getByRole("button", { name: "Reload" }).click();
    await becomesTrue(page, async () => (await banner(page).innerText()) === "");
  });

  it("is told from file:// by the page's own time", async () => {
    const { page } = await open(pathToFileURL(join(out, "index.html")).href, { clockSeconds: NOW_SECONDS + 7200 });
    assert.match(await banner(page).innerText(), /Not updated for 2 h/);
  });

  it("goes by the server's clock, not by a wrong one of the viewer", async () => {
    server.dateSeconds = NOW_SECONDS + 30;
    const { page } = await open(`${server.url}index.html`, { clockSeconds: NOW_SECONDS + 86_400 });
    await page.waitForLoadState("networkidle");
    await goOn(page, 5);
    assert.match(await page.locator(".as-of").innerText(), /15:12:07\s*3\d s ago/);
    assert.equal(await banner(page).innerText(), "");
  });

  it("follows the page's own time where there is no status.json", async () => {
    server.answers.set("status.json", { status: 404, body: "" });
    const { page } = await open(`${server.url}index.html`, { clockSeconds: NOW_SECONDS + 7200 });
    await becomesTrue(page, async () => (await banner(page).innerText()).includes("Not updated for 2 h"));
  });
});
