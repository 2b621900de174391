import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { tempFolder } from "../support/temp-folder.js";
import { skip, useBrowser } from "./browser.js";
import { COMPANY, COMPANY_LATER, writeSite } from "./example-company.js";

const open = useBrowser();
const out = join(tempFolder({ after }), "out");
let server: NginxLikeServer;

before(async () => {
  await writeSite(COMPANY, out);
  server = await serveLikeNginx(out);
});
after(async () => {
  await server.close();
});

describe("a server's page", { skip }, () => {
  it("finds folded hosts and other clients by the search, sorts, and shows a session's details", async () => {
    const { page, troubles } = await open(`${server.url}servers/berlin/index.html`);
    const shown = () => page.locator(".routes tbody tr:not([hidden]) th").allInnerTexts();
    const all = await shown();
    assert.equal(all.length, 3);
    await page.getByLabel("Search").fill("10.200.7.9");
    await page.locator(".found-count").getByText("Routes").waitFor();
    assert.match((await shown()).join(), /^alice/);
    assert.match(await page.locator(".found-count").innerText(), /Routes: 1 of 2 · Other clients: 0 of 1/);
    await page.getByLabel("Search").fill("");
    await page.locator(".routes thead").first().getByRole("button", { name: "User" }).click();
    await page.locator(".routes thead").first().getByRole("button", { name: "User" }).click();
    assert.match((await shown())[0] ?? "", /^o'Neil/);
    assert.equal(await page.locator("select[aria-label=Status]:visible, select[aria-label=Server]:visible").count(), 0);
    await page.locator(".live button.details").click();
    assert.match(await page.locator("dialog").innerText(), /alice, 2026-11-21 14:00[^]*Session ID\s+a3run00000/);
    assert.deepEqual(troubles, []);
  });

  it("is renewed by the auto reload, with its icon, and what is unfolded stays so", async () => {
    const { page, troubles } = await open(`${server.url}servers/berlin/index.html`, {
      viewport: { width: 375, height: 800 },
    });
    const unfolded = () => page.locator("details[open]").evaluateAll((found) => found.map(({ id }) => id));
    await page.getByText("Other clients").click();
    await page.getByText("5 more").click();
    const before = await unfolded();
    assert.equal(before.length, 2);
    await page.getByLabel("Auto reload").selectOption({ label: "Reload: 5 s" });
    const [stale] = COMPANY_LATER.sources;
    assert.ok(stale !== undefined);
    const { nowSeconds, openSessions } = COMPANY_LATER;
    // Whoever was there stays, and dora has come.
    const later = { ...COMPANY, nowSeconds, openSessions: [...openSessions.slice(0, 1), ...COMPANY.openSessions] };
    await writeSite({ ...later, sources: [{ ...stale, state: "stale" }] }, out);
    await page.clock.fastForward(5000);
    await page.locator(".live tr[data-id=e1run00000]").waitFor();
    assert.match(await page.locator("#as-of").innerText(), /15:13:07/);
    assert.match((await page.locator("link[rel~=icon]").getAttribute("href")) ?? "", /favicon-problem/);
    assert.deepEqual(await unfolded(), before);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    assert.deepEqual(troubles, []);
  });
});
