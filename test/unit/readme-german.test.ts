import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { helpText } from "../../src/commands/flags/help-text.js";
import { NOTIFY_SCHEMA, SITE_SCHEMA } from "../../src/io/config/config-schema.js";
import { parseHelp, toCommandName } from "../../src/packaging/command-help.js";
import { codeSpans, readSections, type Section } from "../support/markdown-sections.js";

const CHECKOUT = join(import.meta.dirname, "../..");
const TEXTS = new Map(["README.md", "README.de.md"].map((name) => [name, readFileSync(join(CHECKOUT, name), "utf8")]));
const SECTIONS = new Map([...TEXTS].map(([name, text]) => [name, readSections(text)]));

/** What README.de.md does not translate, and its own section that leads there. */
const ENGLISH_ONLY = ["Library", "For developers"];
const GERMAN_ONLY = ["Auf Englisch"];

function sectionsOf(name: string, without: readonly string[]): readonly Section[] {
  const sections = SECTIONS.get(name) ?? [];
  const headings = sections.map(({ heading }) => heading);
  for (const heading of without) assert.ok(headings.includes(heading), `${name} has no section ${heading}`);
  return sections.filter(({ heading }) => !without.includes(heading));
}

const english = sectionsOf("README.md", ENGLISH_ONLY);
const german = sectionsOf("README.de.md", GERMAN_ONLY);
const pairs = english.map((section, place) => [section, german[place]] as const);

/** What a reader copies: without its translated comments and titles. */
function toCode({ blocks }: Section): readonly string[] {
  return blocks.map(({ lines, ...block }) =>
    JSON.stringify({
      ...block,
      lines: lines.map((line) => line.replace(/ +# .*$/, "").replace(/^title = ".*"$/, "title")),
    }),
  );
}

/** Commands that stand beside what they print, in blocks without a fence. */
function toIndentedCommands({ lines }: Section): readonly string[] {
  return lines.filter((line) => line.startsWith("    openvpn-status-site "));
}

/** The keys, flags, fields and codes that the rows of the tables are about. */
function toRowNames({ rows }: Section): readonly string[] {
  return rows.map(([first = ""]) => codeSpans(first).join(" ") || first.replace(/\D+/g, " ").trim());
}

function toSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** All numbers of a text, whichever way its language writes them: `5,000` and `5000`, `2.5` and `2,5`. */
function toFigures(text: string): readonly string[] {
  return [...text.matchAll(/\d+(?:[.,]\d+)*/g)].map(([figure]) => figure.replace(/[.,]/g, ""));
}

/** `status`, `[[server]] name`, … */
const CONFIG_KEYS = [
  ...Object.keys(SITE_SCHEMA.entries).filter((key) => !["server", "site", "notify"].includes(key)),
  ...Object.keys(SITE_SCHEMA.entries.server.wrapped.item.entries).map((key) => `[[server]] ${key}`),
  ...Object.keys(SITE_SCHEMA.entries.site.wrapped.item.entries).map((key) => `[[site]] ${key}`),
  ...Object.keys(NOTIFY_SCHEMA.entries).map((key) => `[notify] ${key}`),
];

/** The keys of the tables whose first column is about keys. */
function listedKeys(sections: readonly Section[]): readonly string[] {
  const rows = sections.flatMap((section) =>
    /^(Key|Schlüssel)$/i.test(section.tableHeads[0]?.[0] ?? "") ? section.rows : [],
  );
  return rows.flatMap(([first = ""]) => {
    const [table, ...keys] = codeSpans(first).filter((span) => span.startsWith("["));
    assert.ok(keys.length === 0, first);
    const names = codeSpans(first).filter((span) => !span.startsWith("["));
    return table === undefined ? names : names.map((key) => `${table} ${key}`);
  });
}

describe("README.de.md", () => {
  it("has the sections of README.md, in their order", () => {
    assert.deepEqual(
      german.map(({ level }) => level),
      english.map(({ level }) => level),
    );
    // Headings that are names are the same in both.
    const names = (sections: readonly Section[]): readonly string[] =>
      sections.map(({ heading }) => codeSpans(heading).join(" "));
    assert.deepEqual(names(german), names(english));
    assert.ok(english.length > 30, "the sections are found");
  });

  for (const [section, translated] of pairs) {
    if (translated === undefined) continue;
    it(`has the commands and files of "${section.heading}"`, () => {
      assert.deepEqual(toCode(translated), toCode(section));
      assert.deepEqual(toIndentedCommands(translated), toIndentedCommands(section));
    });
    it(`has the rows of the tables of "${section.heading}"`, () => {
      assert.deepEqual(toRowNames(translated), toRowNames(section));
    });
    it(`names the same as "${section.heading}" in code, and says the same figures`, () => {
      const facts = ({ text }: Section): readonly string[] => toSet([...codeSpans(text), ...toFigures(text)]);
      assert.deepEqual(facts(translated), facts(section));
      const factsOfRows = ({ rows }: Section): readonly (readonly string[])[] =>
        rows.map((row) => facts({ ...section, text: row.join(" ") }));
      assert.deepEqual(factsOfRows(translated), factsOfRows(section));
    });
  }
});

for (const [name, sections] of [
  ["README.md", english],
  ["README.de.md", german],
] as const) {
  const text = TEXTS.get(name) ?? "";
  describe(name, () => {
    it("lists each key of the config", () => {
      assert.deepEqual([...listedKeys(sections)].sort(), [...CONFIG_KEYS].sort());
    });

    it("names each command of the program", () => {
      const commands = (parseHelp(helpText("en")).lists[0]?.rows ?? []).map(([left]) => toCommandName(left));
      assert.ok(commands.includes("gen") && commands.includes("demo"));
      for (const command of commands) {
        assert.ok(
          sections.some((section) => codeSpans(section.text).some((span) => toCommandName(span) === command)),
          command,
        );
      }
    });

    it("links only to headings and files that exist", () => {
      const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
      assert.ok(links.length > 10);
      for (const link of links.filter((target) => !target.includes("://"))) {
        const [file = "", anchor] = link.split("#");
        assert.ok(existsSync(join(CHECKOUT, file)), link);
        if (anchor === undefined) continue;
        const slugs = SECTIONS.get(file === "" ? name : file)?.map(({ slug }) => slug);
        assert.ok(slugs?.includes(anchor), link);
      }
    });
  });
}

describe("the two READMEs", () => {
  it("lead to each other before their first section", () => {
    const [top, translatedTop] = [...TEXTS.values()].map((text) => text.split("\n## ")[0] ?? "");
    assert.match(top ?? "", /\]\(README\.de\.md\)/);
    assert.match(translatedTop ?? "", /\]\(README\.md\)/);
  });

  it("are both in the npm package", () => {
    const { files } = JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8")) as { files: readonly string[] };
    for (const name of TEXTS.keys()) assert.ok(files.includes(name), name);
  });
});
