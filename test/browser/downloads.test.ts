import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { toSlug } from "../../src/rollup/slug.js";
import { exampleInput, exampleSession, NOW_SECONDS } from "../support/example-site.js";
import { serveLikeNginx, type NginxLikeServer } from "../support/nginx-like-server.js";
import { tempFolder } from "../support/temp-folder.js";
import { skip, useBrowser } from "./browser.js";
import { writeSite } from "./example-company.js";

/** Users, and what the name of their workbook says. */
const NAMES: readonly (readonly [user: string, inFileName: string])[] = [
  ["alice", "alice"],
  ["foo@example.com", "foo@example.com"],
  ["Bob, Smith", "Bob, Smith"],
  ["..", "__"],
  ["../../etc/passwd", ".._.._etc_passwd"],
  [`a"b'c<d>&e`, `a_b'c_d_&e`],
  ["50%20off", "50%20off"],
  ["عربي", "عربي"],
  ["\u202eevil", "(U+202E)evil"],
  ["zero\u200bwidth", "zero(U+200B)width"],
  ["ü".repeat(500), "ü".repeat(100)],
];

const open = useBrowser();
const out = join(tempFolder({ after }), "out");
let server: NginxLikeServer;

before(async () => {
  const openSessions = NAMES.map(([user], place) =>
    exampleSession({ user, startSeconds: NOW_SECONDS - 600 - place, endSeconds: null }),
  );
  await writeSite(exampleInput({ openSessions }), out);
  server = await serveLikeNginx(out);
});
after(async () => {
  await server.close();
});

/** Under which name the browser would save what a link leads to. */
async function clickDownload(page: Page, link: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(link).first().click()]);
  return download.suggestedFilename();
}

describe("the name under which a browser saves", { skip }, () => {
  for (const [user, inFileName] of NAMES) {
    it(`a workbook of ${JSON.stringify(user.slice(0, 20))} has the user's name`, async () => {
      const { page } = await open(`${server.url}users/${toSlug(user)}/index.html`, { javaScriptEnabled: false });
      assert.equal(
        await clickDownload(page, ".downloads a[data-kind=open]"),
        `openvpn-history_${inFileName}_open.xlsx`,
      );
      assert.equal(await clickDownload(page, ".downloads a[href$='.csv']"), `openvpn-history_${inFileName}.csv`);
    });
  }

  it("the workbook that fits the filter has it too, and everyone's that of its file", async () => {
    const { page, troubles } = await open(`${server.url}index.html?user=Bob%2C%20Smith`);
    assert.equal(await clickDownload(page, ".download-offer a"), "openvpn-history_Bob, Smith.xlsx");
    assert.equal(await clickDownload(page, ".downloads a[data-kind=all]"), "openvpn-history_all.xlsx");
    await page.goto(`${server.url}index.html?user=alice&status=open`);
    assert.equal(await page.locator(".download-offer a").getAttribute("download"), "openvpn-history_alice_open.xlsx");
    assert.equal(await clickDownload(page, ".download-offer a"), "openvpn-history_alice_open.xlsx");
    assert.deepEqual(troubles, []);
  });
});
