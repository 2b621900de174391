import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { at, exampleInput, exampleSession } from "../support/example-site.js";
import { tempFolder } from "../support/temp-folder.js";
import { skip, unfoldDays, useBrowser } from "./browser.js";
import { writeSite } from "./example-company.js";

const open = useBrowser();
const out = join(tempFolder({ after }), "out");
const toUrl = (path: string): string => String(pathToFileURL(join(out, path))).replace("%3F", "?");

/** Their order by start is not that of the clock, nor that of the bytes as texts. */
const SESSIONS = [
  ["user2", "2026-11-18T09:00:00Z", 9_000_000],
  ["user10", "2026-11-19T07:00:00Z", 80_000],
  ["user1", "2026-11-20T08:00:00Z", null],
] as const;

before(async () => {
  const sessions = SESSIONS.map(([user, start, bytes]) =>
    exampleSession({
      id: user,
      user,
      startSeconds: at(start),
      endSeconds: at(start) + 600,
      bytesReceived: bytes,
      bytesSent: bytes,
    }),
  );
  const openSessions = ["user2", "user10", "user1"].map((user, place) =>
    exampleSession({ id: `r${user}`, user, startSeconds: at("2026-11-21T12:00:00Z") - place, endSeconds: null }),
  );
  await writeSite(exampleInput({ endedSessions: sessions.toReversed(), openSessions }), out);
});

/** The days of a month: a table of figures, whose order is not in the address. */
const DAYS = ".columns section:first-child .figures";

const sorted = (page: Page, table: string) => page.locator(`${table} th[aria-sort]`);
const press = (page: Page, table: string, name: string) =>
  page.locator(`${table} thead`).getByRole("button", { name }).click();
const rows = (page: Page, table = ".sessions") =>
  page.locator(`${table} tbody tr:visible`).evaluateAll((all) => all.map(({ dataset }) => dataset["id"]));

describe("a sorted table", { skip }, () => {
  it("has figures with the greatest first, then the least, and what is not known last", async () => {
    const { page } = await open(toUrl("history/2026-11/index.html"));
    const before = await rows(page);
    await press(page, ".sessions", "Upload");
    assert.deepEqual(await rows(page), ["user2", "user10", "user1"]);
    await press(page, ".sessions", "Upload");
    assert.deepEqual(await rows(page), ["user10", "user2", "user1"]);
    await press(page, ".sessions", "Upload");
    assert.deepEqual(await rows(page), before);
    assert.equal(await sorted(page, ".sessions").count(), 0);
  });

  it("has texts from A to Z first, with numbers in them by value, and times by the instant", async () => {
    const { page } = await open(toUrl("history/2026-11/index.html"));
    await press(page, ".sessions", "User");
    assert.deepEqual(await rows(page), ["user1", "user2", "user10"]);
    await press(page, ".sessions", "Start");
    assert.deepEqual(await rows(page), ["user2", "user10", "user1"]);
    assert.equal(await sorted(page, ".sessions").count(), 1, "one column at a time");
    await press(page, ".sessions", "Start");
    assert.deepEqual(await rows(page), ["user1", "user10", "user2"]);
  });

  it("has buttons in the headings of its columns, and none where there is nothing to compare", async () => {
    const { page } = await open(toUrl("history/2026-11/index.html"));
    for (const table of [".sessions", DAYS]) {
      const headings = page.locator(table).locator("thead th");
      const names = await headings.evaluateAll((all) =>
        all
          .filter((one) => one.querySelector("button.sort") === null)
          .map((one) => one.getAttribute("class") ?? one.textContent.trim()),
      );
      assert.deepEqual(names, table === ".sessions" ? ["select", "Details"] : ["bar-head"]);
    }
    await page.getByRole("button", { name: "Delete sessions…" }).click();
    assert.equal(await page.locator("thead .select button").count(), 0);
    await press(page, ".sessions", "User");
    assert.deepEqual(await rows(page), ["user1", "user2", "user10"]);
  });

  it("of figures alone is not in the address, is kept while the page is open, and has no choice above it", async () => {
    const { page } = await open(toUrl("history/2026-11/index.html"));
    const days = (): Promise<readonly string[]> => page.locator(DAYS).locator("tbody th a").allInnerTexts();
    const first = await days();
    await press(page, DAYS, "Day");
    assert.deepEqual(await days(), first.toReversed());
    assert.equal(new URL(page.url()).search, "");
    await press(page, DAYS, "Day");
    await press(page, DAYS, "Day");
    assert.equal(await sorted(page, DAYS).count(), 0);
    assert.equal(await page.locator(".sort-by").count(), 1, "of the sessions");
  });

  it("is sorted by a choice where it is a list, which shows what the address says", async () => {
    const { page } = await open(toUrl("index.html?sort=-upload"), { viewport: { width: 500, height: 800 } });
    const choice = page.locator("#connected").getByLabel("Sort by");
    assert.equal(await choice.inputValue(), "-upload");
    const options = await choice.locator("option").allInnerTexts();
    assert.deepEqual(
      options.slice(0, 3),
      ["newest first", "User ▴", "User ▾"].map((one) => one.replace(/^n/, "N")),
    );
    assert.deepEqual(
      options.filter((one) => one.includes("Upload")),
      ["Upload ▾", "Upload ▴"],
    );
    await choice.selectOption("user");
    assert.deepEqual(await rows(page, ".live"), ["ruser1", "ruser2", "ruser10"]);
    await choice.selectOption("");
    assert.deepEqual(await rows(page, ".live"), ["ruser2", "ruser10", "ruser1"]);
    assert.equal(new URL(page.url()).search, "");
    await page.goBack();
    await page.locator(".live th[aria-sort=ascending]").waitFor({ state: "attached" });
    assert.equal(await choice.inputValue(), "user");
  });

  it("stays as it is where the address names a column that is not there", async () => {
    const { page } = await open(toUrl("index.html"));
    await unfoldDays(page);
    const before = await rows(page);
    await page.goto(toUrl("index.html?sort-history=-nonsense"));
    await unfoldDays(page);
    assert.deepEqual(await rows(page), before);
    assert.equal(await page.locator("tbody.flat").count(), 0);
  });
});
