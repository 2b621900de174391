import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { at, exampleInput, exampleSession, NOW_SECONDS } from "../support/example-site.js";
import { tempFolder } from "../support/temp-folder.js";
import { skip, unfoldDays, useBrowser } from "./browser.js";
import { COMPANY, HOSTILE_NAME, writeSite } from "./example-company.js";

const TRANSPORTS = ["http", "file"] as const;
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

/** The ids of the rows that can be seen, from top to bottom; a row that sums up others has none. */
function shownRows(page: Page, table: ".sessions" | ".live" = ".sessions"): Promise<readonly string[]> {
  return page.locator(`${table} tbody tr:visible`).evaluateAll((rows) => rows.map((row) => row.dataset["id"] ?? "sum"));
}

const openUnfolded: typeof open = async (...args) => {
  const opened = await open(...args);
  await unfoldDays(opened.page);
  return opened;
};

const FOLDED = ["sum", "b1run00000", "h1end00000", "sum", "d1end00000"];
const UNFOLDED = ["sum", "a3run00000", "a2end00000", "a1end00000", ...FOLDED.slice(1)];
const SELECTABLE = ["a2end00000", "a1end00000", "h1end00000", "c2end00000", "c1end00000", "d1end00000"];

for (const transport of TRANSPORTS) {
  describe(`tables over ${transport}`, { skip }, () => {
    const toUrl = (path: string): string =>
      transport === "http" ? server.url + path : pathToFileURL(join(out, "x")).href.replace(/x$/, path);

    it("folds each group below its sum, and unfolds it by a button", async () => {
      const { page, troubles } = await openUnfolded(toUrl("index.html"));
      assert.deepEqual(await shownRows(page), FOLDED);
      const fold = page.getByRole("button", { name: "3 sessions" });
      assert.equal(await fold.getAttribute("aria-expanded"), "false");
      const controlled = await fold.getAttribute("aria-controls");
      assert.equal(await page.locator(`#${controlled ?? ""} tr`).count(), 4);
      assert.match(await page.locator(".sum").first().innerText(), /09:00\s+running\s+2 h 42 min 00 s\s+55\.0 MB/);
      await fold.press("Enter");
      assert.equal(await fold.getAttribute("aria-expanded"), "true");
      assert.deepEqual(await shownRows(page), UNFOLDED);
      await fold.click();
      assert.deepEqual(await shownRows(page), FOLDED);
      assert.deepEqual(troubles, []);
    });

    it("opens a dialog with all fields of a session; Escape, the button and a click outside close it", async () => {
      const { page, troubles } = await openUnfolded(toUrl("index.html"));
      const dialog = page.getByRole("dialog");
      const details = page.locator(".live tr[data-id=a3run00000] button.details");
      const closings = [
        () => page.keyboard.press("Escape"),
        () => dialog.getByRole("button", { name: "Close" }).click(),
        () => page.mouse.click(5, 300),
      ];
      for (const close of closings) {
        await details.click();
        assert.equal(await dialog.isVisible(), true);
        await close();
        assert.equal(await dialog.isVisible(), false);
        assert.equal(await details.evaluate((button) => button === document.activeElement), true);
      }
      await details.press("Enter");
      const words = (await dialog.innerText()).replace(/\s+/g, " ");
      for (const field of [
        ...[
          "a3run00000",
          "alice",
          "Alice Cooper",
          "berlin",
          "Public IP 203.0.113.7",
          "Port 40001",
          "10.8.0.2",
          "fd00:8::2",
          "AES-256-GCM",
        ],
        ...["Start 2026-11-21 14:00:00", "Last seen 2026-11-21 15:12:00", "Duration 1 h 12 min 00 s"],
        ...["Upload 52.0 MB", "Download 2.0 MB"],
      ]) {
        assert.ok(words.includes(field), `${field} in ${words}`);
      }
      await page.keyboard.press("Escape");
      await page.locator(".sessions tr[data-id=d1end00000] button.details").click();
      assert.match(await dialog.innerText(), /Doe, Jane[^]*End\s+2026-11-19 10:30:00/);
      assert.deepEqual(troubles, []);
    });

    it("sorts by a column, the other way round, and back into groups; a sorted row says whose it is", async () => {
      const { page, troubles } = await openUnfolded(toUrl("index.html"));
      const upload = page.locator(".sessions thead th", { hasText: "Upload" }).first();
      await upload.getByRole("button").press("Enter");
      assert.equal(await upload.getAttribute("aria-sort"), "descending");
      // Each day's own.
      const byUpload = [
        ["a3run00000", "a1end00000", "a2end00000", "b1run00000", "h1end00000"],
        ["c2end00000", "c1end00000"],
        ["d1end00000"],
      ];
      assert.deepEqual(await shownRows(page), byUpload.flat());
      const third = page.locator(".sessions tr[data-id=a1end00000]");
      assert.match(await third.innerText(), /alice[^]*Alice Cooper/);
      await upload.getByRole("button").click();
      assert.equal(await upload.getAttribute("aria-sort"), "ascending");
      assert.deepEqual(
        await shownRows(page),
        byUpload.flatMap((day) => day.toReversed()),
      );
      await page.locator(".sessions thead th", { hasText: "User" }).first().getByRole("button").click();
      assert.equal(await upload.getAttribute("aria-sort"), null);
      assert.deepEqual((await shownRows(page)).slice(0, 4), ["a3run00000", "a2end00000", "a1end00000", "b1run00000"]);
      await page
        .locator(".sessions thead th", { hasText: "User" })
        .first()
        .getByRole("button")
        .click({ clickCount: 2 });
      assert.deepEqual(await shownRows(page), FOLDED);
      assert.deepEqual(troubles, []);
    });

    it("sorts tables of figures by value, with their totals at the end", async () => {
      const { page, troubles } = await open(toUrl("users/index.html"));
      const names = (): Promise<readonly string[]> => page.locator("table[data-filter] tbody th a").allInnerTexts();
      const upload = page.locator("table[data-filter] thead").getByRole("button", { name: "Upload" });
      await upload.click();
      assert.deepEqual((await names()).slice(0, 2), ["carol", "alice"]);
      await upload.click();
      assert.deepEqual((await names())[0], HOSTILE_NAME);
      assert.equal(await page.locator("table[data-filter] tfoot tr").count(), 1);
      assert.deepEqual(troubles, []);
    });

    it("filters at once by user, status, server and text, keeps it in the address, and the back button works", async () => {
      const { page, troubles } = await openUnfolded(toUrl("index.html"));
      const bar = page.getByRole("search");
      await bar.getByLabel("User", { exact: true }).fill("carol");
      await page.locator(".sessions tr[data-id=b1run00000]").waitFor({ state: "hidden" });
      assert.deepEqual(await shownRows(page), ["sum", "c2end00000", "c1end00000"]);
      assert.equal(new URL(page.url()).search, "?user=carol");
      await bar.getByLabel("User", { exact: true }).fill("");
      await bar.getByLabel("Status").selectOption({ label: "Active" });
      await page.locator(".sessions tr[data-id=d1end00000]").waitFor({ state: "hidden" });
      assert.deepEqual(await shownRows(page), ["a3run00000", "b1run00000"]);
      assert.deepEqual(await shownRows(page, ".live"), ["a3run00000", "b1run00000"]);
      await bar.getByLabel("Server").selectOption("paris");
      await page.locator(".live tr[data-id=a3run00000]").waitFor({ state: "detached" });
      assert.deepEqual(await shownRows(page, ".live"), ["b1run00000"]);
      assert.equal(new URL(page.url()).search, "?status=open&server=paris");
      assert.match(await bar.getByRole("status").innerText(), /Connected: 1 of 2 · Last 7 days: 1 of 8/);
      await page.goBack();
      await page.locator(".live tr[data-id=a3run00000]").waitFor();
      assert.equal(await bar.getByLabel("Server").inputValue(), "");
      assert.deepEqual(await shownRows(page, ".live"), ["a3run00000", "b1run00000"]);
      await page.goForward();
      await page.locator(".live tr[data-id=a3run00000]").waitFor({ state: "detached" });
      assert.deepEqual(await shownRows(page, ".live"), ["b1run00000"]);
      await bar.getByRole("button", { name: "Clear filter" }).click();
      await bar.getByLabel("Search").pressSequentially("198.51 rm");
      await page.locator(".sessions tr[data-id=d1end00000]").waitFor({ state: "hidden" });
      assert.deepEqual(await shownRows(page), ["h1end00000"]);
      assert.equal(new URL(page.url()).searchParams.get("text"), "198.51 rm");
      await page.goBack();
      await page.locator(".sessions tr[data-id=d1end00000]").waitFor();
      assert.equal(await bar.getByLabel("Search").inputValue(), "");
      assert.deepEqual(await shownRows(page), FOLDED);
      assert.deepEqual(troubles, []);
    });

    it("takes the filter from the address, unfolds what it finds, and hides a sum that is of more than that", async () => {
      const { page } = await open(`${toUrl("index.html")}?user=alice&status=closed`);
      assert.deepEqual(await shownRows(page), ["a2end00000", "a1end00000"]);
      assert.match(await page.locator(".sessions tr[data-id=a2end00000]").innerText(), /alice/);
      assert.deepEqual(await page.locator("details.day-line:visible .of-day").allInnerTexts(), ["Today 2026-11-21"]);
      assert.equal(await page.getByRole("button", { name: "2 of 3 sessions" }).isDisabled(), true);
      assert.match(await page.locator(".live + .no-match").innerText(), /Nothing matches the filter/);
      assert.equal(await page.locator("#connected .badge").innerText(), "0 of 2");
      await page.getByRole("button", { name: "Clear filter" }).click();
      await page.locator(".no-match").first().waitFor({ state: "detached" });
      // What a filter has unfolded is folded again.
      assert.deepEqual(await shownRows(page), []);
      assert.equal(await page.locator("details.day-line:visible").count(), 3);
      await unfoldDays(page);
      assert.deepEqual(await shownRows(page), FOLDED);
      assert.equal(await page.locator(".no-match").count(), 0);
      assert.equal(new URL(page.url()).search, "");
    });

    it("offers the chosen user's page and the workbook of user × status, with its rows, as-of and what it ignores", async () => {
      const { page } = await open(`${toUrl("index.html")}?user=alice&status=closed&server=berlin&text=10.8`);
      const offers = page.locator(".offers");
      assert.match(
        (await offers.getByRole("link", { name: "Page of alice" }).getAttribute("href")) ?? "",
        /users\/alice\/index\.html$/,
      );
      const download = offers.getByRole("link", { name: "Excel: alice, ended sessions" });
      assert.equal(await download.getAttribute("href"), "downloads/openvpn-history_alice_closed.xlsx");
      assert.match(
        await offers.innerText(),
        /2 rows, as of 2026-11-21 15:12:07, of all servers, the search is not applied$/,
      );
      await page.getByRole("button", { name: "Clear filter" }).click();
      await offers.getByText("Excel: all sessions").waitFor();
      assert.match(await offers.innerText(), /Excel: all sessions 9 rows/);
      assert.equal(await offers.getByRole("link").getAttribute("href"), "downloads/openvpn-history_all.xlsx");
    });

    it("keeps the sort in the address, and reads it from there", async () => {
      const { page, troubles } = await open(`${toUrl("index.html")}?sort-history=-upload&text=1`);
      assert.equal((await shownRows(page))[0], "a3run00000");
      const upload = page.locator(".live thead").getByRole("button", { name: "Upload" });
      await upload.click();
      assert.deepEqual(
        [...new URL(page.url()).searchParams],
        [
          ["sort-history", "-upload"],
          ["text", "1"],
          ["sort", "-upload"],
        ],
      );
      await page.goBack();
      await page.locator(".live th[aria-sort]").waitFor({ state: "detached" });
      await page.setViewportSize({ width: 500, height: 800 });
      await page.locator("#connected").getByLabel("Sort by").selectOption("download");
      assert.equal(new URL(page.url()).searchParams.get("sort"), "download");
      assert.deepEqual(troubles, []);
    });

    it("finds a user by a part of the name, by the raw name in the address, and leads to one who is not here", async () => {
      const { page, troubles } = await open(`${toUrl("index.html")}?user=${encodeURIComponent("Doe, Jane")}`);
      assert.deepEqual(await shownRows(page), ["d1end00000"]);
      assert.equal(await page.getByLabel("User", { exact: true }).inputValue(), "Doe, Jane");
      await page.getByLabel("User", { exact: true }).fill("coop");
      await page.locator(".sessions tr[data-id=d1end00000]").waitFor({ state: "hidden" });
      assert.deepEqual(await shownRows(page), ["sum", "a3run00000", "a2end00000", "a1end00000"]);
      await page.goto(`${toUrl("history/2026-11/19/index.html")}?user=carol`);
      const link = page.locator(".offers a").first();
      if (transport === "http") {
        await page.getByText("Page of carol").waitFor();
        assert.match((await link.getAttribute("href")) ?? "", /users\/carol\/index\.html$/);
      } else {
        assert.match((await link.getAttribute("href")) ?? "", /users\/index\.html\?text=carol$/);
      }
      assert.deepEqual(troubles, []);
    });

    it("filters the users by the tiles that count them, and a second click ends it", async () => {
      const { page, troubles } = await open(toUrl("users/index.html"));
      const names = (): Promise<readonly string[]> => page.locator("table[data-users] tbody th a").allInnerTexts();
      const all = await names();
      const online = page.locator(".tiles").getByRole("link", { name: "Online now" });
      await online.click();
      assert.deepEqual(await names(), ["alice", "bob"]);
      assert.equal(new URL(page.url()).search, "?show=online");
      assert.equal(await online.getAttribute("aria-current"), "true");
      await online.click();
      assert.deepEqual(await names(), all);
      assert.deepEqual(troubles, []);
    });

    it("looks for what is on other pages of a long list, where they can be fetched", async () => {
      const long = join(tempFolder({ after }), "long");
      const openSessions = Array.from({ length: 450 }, (_, place) =>
        exampleSession({
          id: `r${String(place).padStart(9, "0")}`,
          user: `user${place}`,
          startSeconds: NOW_SECONDS - 600 - place,
          endSeconds: null,
        }),
      );
      await writeSite(exampleInput({ openSessions }), long);
      const served = await serveLikeNginx(long);
      const url = transport === "http" ? served.url : pathToFileURL(join(long, "x")).href.replace(/x$/, "");
      const { page, troubles } = await open(`${url}index.html`);
      assert.equal((await shownRows(page, ".live")).length, 250);
      await page.getByLabel("Search").fill("user44");
      if (transport === "http") {
        await page.locator(".live tr[data-id=r000000449]").waitFor();
        // user44 and user440 to user449
        assert.equal((await shownRows(page, ".live")).length, 11);
        assert.equal(await page.locator("#connected .badge").innerText(), "11 of 450");
        const link = page.locator(".live tr[data-id=r000000449] th a");
        assert.equal(await link.evaluate((a: HTMLAnchorElement) => a.href), `${served.url}users/user449/index.html`);
        await page.locator(".live tr[data-id=r000000449] button.details").click();
        assert.match(await page.getByRole("dialog").innerText(), /user449/);
        await page.keyboard.press("Escape");
      } else {
        await page.locator(".live tr[data-id=r000000001]").waitFor({ state: "detached" });
        assert.equal((await shownRows(page, ".live")).length, 1);
        assert.match(await page.locator(".found-count").innerText(), /Connected: 1 of 250/);
      }
      await page.getByLabel("Search").fill("");
      await page.locator(".live tr[data-id=r000000001]").waitFor();
      assert.equal((await shownRows(page, ".live")).length, 250);
      assert.deepEqual(troubles, []);
      await served.close();
    });

    it("prints folded sessions too", async () => {
      const { page } = await open(toUrl("history/2026-11/21/index.html"));
      assert.equal(await page.locator(".sessions tr[data-id=a1end00000]").isVisible(), false);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".sessions tr[data-id=a1end00000]").isVisible(), true);
      assert.equal(await page.locator("button.details:visible, select:visible, input:visible").count(), 0);
      assert.match(await page.locator("main").innerText(), /Times in Europe\/Berlin/);
    });

    it("prints the sessions of folded days, also without JavaScript, and folds them again", async () => {
      for (const javaScriptEnabled of [true, false]) {
        const { page } = await open(toUrl("index.html"), { javaScriptEnabled });
        const row = page.locator(".day-line tr[data-id=a1end00000]");
        assert.equal(await row.isVisible(), false);
        await page.emulateMedia({ media: "print" });
        assert.equal(await row.isVisible(), true, String(javaScriptEnabled));
        await page.emulateMedia({ media: "screen" });
        if (!javaScriptEnabled) continue;
        await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
        assert.equal(await page.locator("details.day-line:not([open])").count(), 0);
        await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
        assert.equal(await page.locator("details.day-line[open]").count(), 0);
      }
    });

    it("finds users by name on the users page", async () => {
      const { page } = await open(toUrl("users/index.html"));
      await page.getByLabel("Search").fill("cooper");
      await page.getByText("Doe, Jane").first().waitFor({ state: "detached" });
      assert.deepEqual(await page.locator("table[data-filter] tbody tr:visible th a").allInnerTexts(), ["alice"]);
      assert.equal(await page.getByLabel("Status").isVisible(), false);
    });

    it("has checkboxes only while sessions are to be deleted, and names each by its user and start", async () => {
      const { page, troubles } = await openUnfolded(toUrl("index.html"));
      const bar = page.getByRole("region", { name: "Delete sessions" });
      const boxes = page.getByRole("checkbox");
      assert.deepEqual([await boxes.count(), await bar.count()], [0, 0]);
      await page.getByRole("button", { name: "Delete sessions…" }).click();
      assert.match(await bar.innerText(), /^0 selected\s+Cancel\s+Select the sessions to delete/);
      assert.match(await bar.innerText(), /Run the commands on the VPN server, as the user of cron/);
      assert.equal(await page.locator(".live input").count(), 0);
      assert.equal(await page.getByLabel("Select Doe, Jane, 2026-11-19 09:00").isVisible(), true);
      assert.equal(
        await page.getByLabel("alice, 2026-11-21 14:00 is connected: it cannot be deleted").isDisabled(),
        true,
      );
      await page.getByLabel("Select Doe, Jane, 2026-11-19 09:00").check();
      await bar.getByRole("button", { name: "Cancel" }).click();
      assert.deepEqual([await boxes.count(), await bar.count()], [0, 0]);
      await page.getByRole("button", { name: "Delete sessions…" }).click();
      assert.match(await bar.innerText(), /^0 selected/);
      assert.deepEqual(troubles, []);
    });

    it("leads from a selected row to the commands and back by the keyboard, and never hides what has the focus", async () => {
      const { page } = await openUnfolded(toUrl("index.html"), {
        viewport: { width: 900, height: 500 },
        reducedMotion: "reduce",
      });
      await page.getByRole("button", { name: "Delete sessions…" }).press("Enter");
      const box = page.getByLabel("Select Doe, Jane, 2026-11-19 09:00");
      await box.press("Space");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
      assert.equal(await focused(), "selection-bar");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert.match(
        await page.evaluate(() => document.activeElement?.textContent ?? ""),
        /^openvpn-status-site prune d1end00000 --dry-run$/,
      );
      await page.keyboard.press("Escape");
      assert.equal(await box.evaluate((input) => input === document.activeElement), true);

      await page.evaluate(() => {
        scrollTo(0, 0);
      });
      for (const stop of await page
        .locator("main a[href]:visible, main section:not(#selection-bar) button:visible")
        .all()) {
        const isCovered = await stop.evaluate((element: HTMLElement) => {
          element.focus();
          const bar = document.querySelector("#selection-bar")?.getBoundingClientRect();
          return element.getBoundingClientRect().bottom > (bar?.top ?? 0);
        });
        assert.equal(isCovered, false, (await stop.textContent()) ?? "");
      }
    });

    it("builds the prune command of selected sessions; shift takes the range that is seen, and the heading all", async () => {
      const { page, troubles } = await openUnfolded(toUrl("index.html"));
      const bar = page.getByRole("region", { name: "Delete sessions" });
      const box = (id: string) => page.locator(`.sessions tr[data-id=${id}] input`);
      const all = page.getByRole("checkbox", { name: "Select all sessions, including folded ones" }).first();
      const state = () => all.evaluate((input: HTMLInputElement) => (input.indeterminate ? "mixed" : input.checked));
      await page.getByRole("button", { name: "Delete sessions…" }).click();
      await box("h1end00000").click();
      const commands = () => bar.locator("code:visible").allInnerTexts();
      const backup = /^openvpn-status-site prune h1end00000 --backup \/var\/tmp\/openvpn-pruned-\d{8}-\d{6}\.csv$/;
      const [look, remove = "", ...others] = await commands();
      assert.deepEqual([look, others], ["openvpn-status-site prune h1end00000 --dry-run", []]);
      assert.match(remove, backup);
      assert.equal(await state(), "mixed");
      await box("d1end00000").click({ modifiers: ["Shift"] });
      assert.equal((await commands())[0], "openvpn-status-site prune h1end00000 d1end00000 --dry-run");
      await all.click();
      assert.equal(await state(), true);
      const [ids, , whole] = await commands();
      assert.deepEqual(ids?.split(" ").slice(2, -1).toSorted(), SELECTABLE.toSorted());
      assert.equal(whole, undefined);
      await bar.getByText("Delete the whole history instead").click();
      assert.equal((await commands())[2], "openvpn-status-site prune --all --dry-run");
      await all.click();
      assert.equal(await state(), false);
      assert.equal((await commands())[0], "openvpn-status-site prune --all --dry-run");
      assert.deepEqual(troubles, []);
    });

    it("quotes names for a shell, and copies the command by one click", async () => {
      const context = transport === "http" ? { permissions: ["clipboard-read", "clipboard-write"] } : {};
      const { page } = await open(`${toUrl("index.html")}?text=rm`, context);
      await page.getByLabel("User", { exact: true }).fill(HOSTILE_NAME);
      await page.getByText(`Page of ${HOSTILE_NAME}`).waitFor();
      await page.getByRole("button", { name: "Delete sessions…" }).click();
      await page.locator("#selection-bar summary").click();
      const whole = page.locator("#selection-bar details .command").last();
      const command = await whole.locator("code").innerText();
      await whole.getByRole("button", { name: "Copy" }).click();
      await whole
        .getByRole("status")
        .filter({ hasText: /^Copied$/ })
        .waitFor();
      const search = page.getByLabel("Search");
      await search.fill("");
      await search.press("Control+V");
      assert.equal(await search.inputValue(), command);
      const words = execFileSync(
        "sh",
        ["-c", `openvpn-status-site() { printf '%s\\n' "$@"; }; ${command}`.replaceAll("openvpn-status-site", "show")],
        { encoding: "utf8" },
      );
      assert.deepEqual(words.trimEnd().split("\n").slice(0, 3), ["prune", `--user=${HOSTILE_NAME}`, "--backup"]);
    });
  });
}

describe("many sessions to delete", { skip }, () => {
  it("are named by user and days, if the page shows all of these days and they are over", async (t) => {
    const days = ["2026-11-19", "2026-11-20", "2026-11-21"];
    const endedSessions = days.flatMap((day) =>
      ["alice", "bob"].flatMap((user) =>
        ["06", "08", "10"].map((hour) => {
          const startSeconds = at(`${day}T${hour}:00:00Z`);
          return exampleSession({
            id: `${user}${day.slice(8)}${hour}`,
            user,
            startSeconds,
            endSeconds: startSeconds + 60,
          });
        }),
      ),
    );
    const folder = join(tempFolder(t), "out");
    await writeSite({ ...COMPANY, openSessions: [], endedSessions: endedSessions.toReversed() }, folder);
    const { page } = await open(pathToFileURL(join(folder, "index.html")).href, {
      clockSeconds: at("2026-11-21T16:00:00Z"),
    });
    const commands = () => page.locator("#selection-bar code:visible").allInnerTexts();
    await page.getByRole("button", { name: "Delete sessions…" }).click();
    const text = page.getByRole("searchbox");
    // Of the first day on which something is found.
    const all = page.getByRole("checkbox", { name: "Select all sessions" }).and(page.locator(":visible")).first();
    await text.fill("alice");
    await all.check();
    assert.match((await commands())[0] ?? "", /prune (alice\d{4} ){9}--dry-run$/, "today is not over");
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    const areHidden = async (day: string): Promise<void> => {
      for (const other of days) if (other !== day) await page.locator(`#day-${other}`).waitFor({ state: "hidden" });
    };
    for (const day of days.slice(0, 2)) {
      await text.fill(`alice ${day}`);
      await areHidden(day);
      await all.check();
    }
    assert.equal(
      (await commands())[0],
      "openvpn-status-site prune --user=alice --from 2026-11-19 --to 2026-11-20 --dry-run",
    );
    for (const day of days.slice(0, 2)) {
      await text.fill(day);
      await areHidden(day);
      await all.check();
    }
    const [look, remove = ""] = await commands();
    assert.equal(look, "openvpn-status-site prune --from 2026-11-19 --to 2026-11-20 --dry-run");
    assert.match(remove, /prune --from 2026-11-19 --to 2026-11-20 --backup \S+$/);
  });
});
