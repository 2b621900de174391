import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { commandTextsIn } from "../../src/text/i18n/command-texts.js";
import { helpTextsIn } from "../../src/text/i18n/help-texts.js";
import { messagesIn } from "../../src/text/i18n/messages.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

function textsOfFolder(folder: string): readonly string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|eta)$/.test(file) && !/(messages|command-texts|help-texts)-/.test(file))
    .map((file) => readFileSync(`${root}${folder}/${file}`, "utf8"));
}

/** `tile.connected`, `weekdays`, …: the way to every text. */
function toKeys(messages: object, prefix = ""): readonly string[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? toKeys(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}

// Groups that are looked up by a value: the types make their keys complete.
const LOOKED_UP =
  /^(source\.(state|advice)|run\.before|usage\.(span|heading|column)|workbook|download|fileProblem|notices\.(serverCertificate|full|label)|review\.certificateState)\./;

test("every text of the catalogue is used", () => {
  const code = [...textsOfFolder("src"), ...textsOfFolder("templates")].join("\n");
  const unused = toKeys(messagesIn("en")).filter(
    (key) =>
      !LOOKED_UP.test(key) &&
      !key.startsWith("browser.") &&
      !new RegExp(`\\.${key.replaceAll(".", "\\.")}\\b`).test(code),
  );
  assert.deepEqual(unused, []);
});

test("every text of the commands is used", () => {
  const code = [...textsOfFolder("src/commands"), ...textsOfFolder("templates/system")].join("\n");
  const unused = toKeys(commandTextsIn("en")).filter(
    (key) => !/^who\.(certain|possible)$/.test(key) && !new RegExp(`\\b${key.split(".").at(-1) ?? ""}\\b`).test(code),
  );
  assert.deepEqual(unused, []);
  assert.match(code, /t\[certainty\]/);
});

// Looked up by the name of the command or of the kind: the types make their keys complete.
const LOOKED_UP_BY_NAME = /^(commands|kind)\./;

test("every text of the help is used", () => {
  const code = textsOfFolder("src/commands").join("\n");
  const unused = toKeys(helpTextsIn("en")).filter((key) => {
    const [group = "", name = ""] = key.split(".");
    const before = { flag: "does: ", value: "value: ", exitCode: ", " }[group];
    return !LOOKED_UP_BY_NAME.test(key) && !code.includes(before === undefined ? `t.${key}` : `${before}"${name}"`);
  });
  assert.deepEqual(unused, []);
  assert.match(code, /t\.commands\[name\]/);
  assert.match(code, /: t\.kind /);
});

test("every text of the pages' scripts is used by them", () => {
  const code = textsOfFolder("assets").join("\n");
  const unused = Object.keys(messagesIn("en").browser).filter((key) => !code.includes(`"${key}"`));
  assert.deepEqual(unused, []);
});

test("every group that is looked up by a value is used", () => {
  const code = [...textsOfFolder("src"), ...textsOfFolder("templates")].join("\n");
  assert.match(code, /t\.source\.state\[source\.state\]/);
  assert.match(code, /t\.source\.advice\[source\.advice\]/);
  assert.match(code, /t\.download\[kind\]/);
  assert.match(code, /full\.reached\[limit\.reached\].*full\[limit\.of\]/);
  assert.match(code, /full\.beyond\[limit\.of\]/);
  assert.match(code, /\.notices\.label\[kind\]/);
  for (const group of ["span", "heading", "column"]) assert.ok(code.includes(`t.usage.${group}[span]`), group);
  assert.match(code, /t\.run\.before\[label\]/);
  assert.match(code, /fileProblem\[topic\]/);
  assert.match(code, /t\.notices\.serverCertificate\[notice\.of\]/);
  assert.match(code, /t\.review\.certificateState\[state\]/);
});
