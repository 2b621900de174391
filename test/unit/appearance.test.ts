import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readAppearance } from "../../src/io/config/read-appearance.js";
import { accentCss } from "../../src/render/html/accent-css.js";
import { contrast, parseColor, toReadable } from "../../src/text/format/readable-color.js";
import { ProblemError } from "../../src/text/problem.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

function whyRefused(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.kind === "config") return error.message;
    throw error;
  }
  return "";
}

describe("a logo", () => {
  it("is read, and named by its kind", (t) => {
    const folder = tempFolder(t);
    for (const [name, content] of [
      ["a.svg", SVG],
      ["b.PNG", PNG],
    ] as const) {
      writeFileSync(join(folder, name), content);
      const files = readAppearance({ accent: null, logo: join(folder, name), stylesheet: null });
      assert.deepEqual([...files.keys()], [`logo.${name.slice(2).toLowerCase()}`]);
    }
  });

  it("that could act as a page of the site is refused, and nothing of it is quoted", (t) => {
    const logo = join(tempFolder(t), "x.svg");
    for (const inside of [
      "<script>secret()</script>",
      "<svg:script>secret()</svg:script>",
      '<a onclick="secret()"/>',
      '<a href="javascript:secret()"/>',
      '<a href="&#106;avascript:secret()"/>',
      "<foreignObject>secret</foreignObject>",
      '<set attributeName="href" to="secret"/>',
      '<animate attributeName="href" values="secret"/>',
      "<style>@import 'https://secret'</style>",
    ]) {
      writeFileSync(logo, SVG.replace("<path", `${inside}<path`));
      const why = whyRefused(() => readAppearance({ accent: null, logo, stylesheet: null }));
      assert.match(why, /^logo: ".*x\.svg" has scripts/, inside);
      assert.doesNotMatch(why, /secret/);
    }
    writeFileSync(logo, `<!DOCTYPE svg [<!ENTITY a "secret">]>${SVG}`);
    assert.match(
      whyRefused(() => readAppearance({ accent: null, logo, stylesheet: null })),
      /document type/,
    );
    // As an XML file may also be written.
    writeFileSync(logo, Buffer.from(`<${SVG}`, "utf16le"));
    assert.match(
      whyRefused(() => readAppearance({ accent: null, logo, stylesheet: null })),
      /^logo: /,
    );
  });

  it("of another kind than its name says, or that is no picture, is refused", (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "a.png"), SVG);
    writeFileSync(join(folder, "a.html"), SVG);
    for (const name of ["a.png", "a.html"])
      assert.match(
        whyRefused(() => readAppearance({ accent: null, logo: join(folder, name), stylesheet: null })),
        /is no/,
      );
  });
});

describe("a style sheet", () => {
  it("that is no regular file, is too large or is not there is refused", (t) => {
    const folder = tempFolder(t);
    execFileSync("mkfifo", [join(folder, "pipe.css")]);
    writeFileSync(join(folder, "large.css"), "a".repeat(256 * 1024 + 1));
    for (const [name, why] of [
      ["pipe.css", /a pipe or a device/],
      ["large.css", /at most 262144 are read/],
      ["none.css", /\(ENOENT\)/],
    ] as const)
      assert.match(
        whyRefused(() => readAppearance({ accent: null, logo: null, stylesheet: join(folder, name) })),
        why,
      );
  });

  it("that another user could replace by a link is not read by root", { skip: skipUnless(isRoot, "not root") }, (t) => {
    const folder = join(tempFolder(t), "shared");
    mkdirSync(folder);
    symlinkSync("/etc/shadow", join(folder, "own.css"));
    chmodSync(folder, 0o777);
    const why = whyRefused(() => readAppearance({ accent: null, logo: null, stylesheet: join(folder, "own.css") }));
    assert.match(why, /is not for root: ".*shared" can be changed by everyone/);
  });
});

describe("an accent", () => {
  it("is readable on both schemes' surfaces, whatever it is, and stays as it is where it may", () => {
    const part = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(part, part, part), (color) => {
        for (const surface of [[246, 248, 250] as const, [28, 35, 44] as const]) {
          const readable = parseColor(toReadable(color, surface));
          assert.ok(readable !== undefined && contrast(readable, surface) >= 4.5);
        }
      }),
    );
    assert.match(accentCss("#0969da"), /^:root\{--link:#0969da\}/);
    assert.doesNotMatch(accentCss("#ffff00"), /#ffff00\}\n/);
    assert.match(accentCss("#ffff00"), /,#ffff00\)/);
  });

  it("is six hex digits", () => {
    for (const text of ["red", "#fff", "#12345g", "#1234567", "0969da", "#0969da;}"])
      assert.equal(parseColor(text), undefined);
  });
});
