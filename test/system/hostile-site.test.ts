import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import { chromium } from "playwright-core";
import { openJsonChecks, readJsonFiles } from "../support/check-json-files.js";
import { BROKEN, makeHostileSite, NAMES_OF_A_STATUS } from "../support/hostile-place.js";
import { CHROMIUM, isInstalled } from "../support/programs.js";
import { tempFolder } from "../support/temp-folder.js";
import { skipUnless } from "../support/visible-skip.js";
import { visibleText } from "../../src/text/format/visible-text.js";

function listFiles(out: string): readonly string[] {
  const all = readdirSync(out, { recursive: true, encoding: "utf8" });
  return all.filter((path) => statSync(join(out, path)).isFile());
}

/** Runs in the browser: which elements a page has, with which attributes, and what would run or leads out of the site. */
const LIST_MARKUP = `(texts) => {
  const found = new Set();
  for (const text of texts) {
    for (const element of new DOMParser().parseFromString(text, "text/html").querySelectorAll("*")) {
      found.add(element.localName);
      for (const { name, value } of element.attributes) {
        found.add(element.localName + " " + name);
        if (/^(href|src|action)$/.test(name) && /^\\s*(javascript|data|https?):/i.test(value)) found.add("leads to " + value);
      }
    }
  }
  return [...found].sort();
}`;

describe("a site of a status file with hostile names", { timeout: 300_000 }, () => {
  const names = NAMES_OF_A_STATUS;
  const plain = [...names.keys()].map((place) => `user-${place}`);
  const hooks: (() => void)[] = [];
  let out = "";
  let plainOut = "";
  before(async () => {
    const place = { after: (hook: () => void) => void hooks.push(hook) };
    out = await makeHostileSite(tempFolder(place), names);
    plainOut = await makeHostileSite(tempFolder(place), plain);
  });
  after(() => {
    for (const hook of hooks.reverse()) hook();
  });

  it("has all of them, and only paths that mean nothing to a shell or another system", (t) => {
    const paths = listFiles(out);
    t.diagnostic(`${names.length + BROKEN.length} names, ${paths.length} files`);
    assert.deepEqual(
      paths.filter((path) => !path.split("/").every((part) => /^\.?[a-z0-9_][a-z0-9._-]*$/.test(part))),
      [],
    );
    assert.deepEqual(
      paths.filter((path) => path.split("/").some((part) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/.test(part))),
      [],
    );
    const pages = paths.filter((path) => /^users\/[^/]+\/index\.html$/.test(path));
    assert.equal(pages.length, new Set([...names, ...BROKEN.map(([place]) => place)]).size);
  });

  it("is JSON that obeys its schema", (t) => {
    const check = openJsonChecks(JSON.parse(readFileSync(join(out, "status.schema.json"), "utf8")) as object);
    const files = readJsonFiles(out);
    t.diagnostic(`${files.size} files`);
    assert.ok(files.size > names.length);
    for (const [path, content] of files) assert.equal(check(path, content), "");
  });

  it("tells a command of each of them, as JSON without a character that cannot be seen", (t) => {
    const text = readFileSync(join(out, "../told.ndjson"), "utf8");
    const told = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Readonly<Record<string, string | null>>);
    t.diagnostic(`${told.length} lines`);
    assert.equal(visibleText(text.replaceAll("\n", "")), text.replaceAll("\n", ""));
    const gone = told.filter(({ kind }) => kind === "disconnect");
    const every = [...names, ...BROKEN.map(([place]) => place)].filter((_, place) => place % 2 === 1);
    assert.equal(gone.length, every.length);
    assert.deepEqual(
      gone.flatMap(({ user }) => (names.includes(user ?? "") ? [user] : [])).sort(),
      every.filter((name) => names.includes(name)).sort(),
    );
    assert.equal(told.filter(({ kind }) => kind === "connect").length, gone.length);
    for (const { title, text: said, user } of told) {
      assert.equal(visibleText(`${title ?? ""}${said ?? ""}`), `${title ?? ""}${said ?? ""}`);
      assert.ok(title?.startsWith(visibleText(user ?? "")), title ?? "");
    }
    assert.equal(new Set(told.map(({ id }) => id)).size, told.length);
  });

  it("has no formula in any CSV", (t) => {
    let count = 0;
    let quoted = 0;
    for (const path of listFiles(out).filter((one) => one.endsWith(".csv"))) {
      const rows: string[][] = parse(readFileSync(join(out, path)), { bom: true, relax_column_count: true });
      for (const row of rows) {
        for (const cell of row) {
          count += 1;
          if (cell.startsWith("'")) quoted += 1;
          assert.doesNotMatch(cell, /^[\s\p{C}]*[=+\-@]/u, path);
        }
      }
    }
    t.diagnostic(`${count} cells, ${quoted} of them with an apostrophe`);
    assert.ok(quoted >= 8);
  });

  it("has metrics that promtool takes", { skip: skipUnless(isInstalled("promtool"), "needs promtool") }, (t) => {
    const input = readFileSync(join(out, "metrics"), "utf8");
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input, encoding: "utf8" });
    t.diagnostic(`${input.split("\n").length - 1} lines`);
    assert.equal(`${status}${stdout}${stderr}`, "0");
  });

  it("has a feed that xmllint takes", { skip: skipUnless(isInstalled("xmllint"), "needs xmllint") }, (t) => {
    const { status, stderr } = spawnSync("xmllint", ["--noout", join(out, "feed.xml")], { encoding: "utf8" });
    const count = readFileSync(join(out, "feed.xml"), "utf8").split("<entry>").length - 1;
    t.diagnostic(`${count} entries`);
    assert.ok(count > names.length);
    assert.equal(`${status}${stderr}`, "0");
  });

  const skip = skipUnless(CHROMIUM !== undefined, "no Chromium on this machine");
  it("is the markup of a site with plain names, and nothing more, to a browser", { skip }, async (t) => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM ?? "chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    t.after(() => browser.close());
    const page = await browser.newPage();
    const list = async (folder: string): Promise<readonly string[]> => {
      const texts = listFiles(folder)
        .filter((path) => /\.(?:html|svg)$/.test(path))
        .map((path) => readFileSync(join(folder, path), "utf8"));
      t.diagnostic(`${texts.length} pages and charts`);
      return page.evaluate(`(${LIST_MARKUP})(${JSON.stringify(texts)})`);
    };
    const usual = new Set(await list(plainOut));
    assert.ok(usual.has("script src") && usual.has("td") && usual.size > 100);
    assert.deepEqual(
      (await list(out)).filter((one) => !usual.has(one)),
      [],
    );
  });
});
