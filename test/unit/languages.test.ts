import assert from "node:assert/strict";
import { test } from "node:test";
import { reportNotices } from "../../src/commands/report/report-notices.js";
import { SOURCE_STATES } from "../../src/history/source-state.js";
import type { FullInput } from "../support/full-index.js";
import { commandTextsIn } from "../../src/text/i18n/command-texts.js";
import { doctorTextsIn } from "../../src/text/i18n/doctor-texts.js";
import { helpTextsIn } from "../../src/text/i18n/help-texts.js";
import { LANGUAGES, type Language } from "../../src/text/i18n/language.js";
import { messagesIn } from "../../src/text/i18n/messages.js";
import { problemTextsIn } from "../../src/text/i18n/problem-texts.js";
import { makeContent } from "../support/make-content.js";
import { demoInput } from "../support/demo-site.js";
import { exampleInput, OK_SOURCE, renderSite } from "../support/example-site.js";
import { drawSite, planSite } from "../support/plan-site.js";

/** Words that are the same in both languages, or a term that both leave as it is. */
const SAME_WORDS = new Set([
  "metrics_file",
  "h",
  "PROBLEM",
  ...["NAME", "TEXT", "ZONE", "[ID…]", "90d"],
  ...["–", "April", "August", "September", "November", "online", "Alias", "Server", "Status", "Details", "Start"],
  ...["Jan", "Feb", "Apr", "Jun", "Jul", "Aug", "Sep", "Nov"],
  ...[
    "Upload",
    "Download",
    "Excel",
    "CSV",
    "ID",
    "User",
    "Tunnel IP",
    "Port",
    "Username",
    "Client",
    "Clients",
    "OpenVPN",
  ],
  ...["Tunnel", "OpenVPN", "Downloads", "{count} s", "{count} min", "{count} h", "Mbit/s", "1–4 h", "4–8 h"],
]);
/** Texts whose form, without the names that stand in it, is the same. */
const SAME_FORMS = new Set([
  ...["file.failed", "csv.field", "config.appearance.failed", "usage.flag", "usage.notAStatus"].map(
    (key) => `problems.${key}`,
  ),
  "longMonth",
  "browser.download",
  "userDays.hourTick",
  "presence.cell",
  "recent.hours",
]);

const STATE_TEXTS = { label: "label", meaning: "meaning.", fix: "fix." };
/** What the functions of a catalogue are called with; each takes from its own what it needs. */
const SAMPLES: readonly (readonly unknown[])[] = [
  [0, "0"],
  [1, "1"],
  [2, "2", "3", "4"],
];
const LIST_SAMPLES: readonly (readonly unknown[])[] = [
  [[], ["a"], 0],
  [["a"], ["b"], 0],
  [["a", "b"], [], 3],
];

/** Every text of a catalogue by its key: lists by position, functions by what they give for samples. */
function toTexts(messages: object, prefix = ""): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(messages) as [string, unknown][]) {
    const name = `${prefix}${key}`;
    if (typeof value === "string") texts.set(name, value);
    else if (typeof value === "function") {
      for (const [index, sample] of toSamples(name).entries()) texts.set(`${name}(${index})`, call(value, sample));
    } else if (typeof value === "object" && value !== null) {
      for (const [inner, text] of toTexts(value, `${name}.`)) texts.set(inner, text);
    }
  }
  return texts;
}

function toSamples(name: string): readonly (readonly unknown[])[] {
  if (/\.(whichServer|headerNote|corrected)$/.test(name)) return LIST_SAMPLES;
  if (/\.(expected\.language|trial\w+)$/.test(name)) return [[["a", "b"], "c", "d"]];
  return name.endsWith(".noticeBegins") ? [[STATE_TEXTS, "found"]] : SAMPLES;
}

function call(text: unknown, sample: readonly unknown[]): string {
  assert.ok(typeof text === "function");
  return String(Reflect.apply(text, undefined, sample));
}

const catalogue = (language: Language): object => ({
  ...messagesIn(language),
  commands: commandTextsIn(language),
  help: helpTextsIn(language),
  doctor: doctorTextsIn(language),
  problems: problemTextsIn(language),
});
const texts = { en: toTexts(catalogue("en")), de: toTexts(catalogue("de")) };

test("both catalogues have the same keys, and no text is empty in one alone", () => {
  assert.deepEqual([...texts.de.keys()], [...texts.en.keys()]);
  for (const [key, text] of texts.en) assert.equal(texts.de.get(key) === "", text === "", key);
});

test("no German text is the English one, but for the words that are the same", () => {
  const same = [...texts.de].filter(([key, text]) => text !== "" && texts.en.get(key) === text);
  const unexpected = same.filter(
    ([key, text]) => !SAME_WORDS.has(text) && !SAME_FORMS.has(key.replace(/\(\d\)$/, "")) && !key.includes(".notice"),
  );
  assert.deepEqual(unexpected, []);
});

test("every word that is listed as the same is", () => {
  const german = new Set(texts.de.values());
  const english = new Set(texts.en.values());
  assert.deepEqual(
    [...SAME_WORDS].filter((word) => !german.has(word) || !english.has(word)),
    [],
  );
});

const UNITS: Readonly<Record<Language, string>> = {
  en: "d h min s B kB MB GB TB bit kbit Mbit Gbit",
  de: "Tag Tage h min s B kB MB GB TB bit kbit Mbit Gbit",
};

/** The words of a text: runs of two or more letters, but for those of names that were cut. */
function toWords(text: string): readonly string[] {
  return text.match(/\p{L}{2,}(?![\p{L}…])/gu) ?? [];
}

/** What a page says to people, without names and what was quoted from elsewhere. */
function saidIn(html: string): string {
  const labels = [...html.matchAll(/ (?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(([, label]) => label);
  const shown = html.replace(/<bdi[^>]*>[^<]*<\/bdi>|<code>.*?<\/code>|<!doctype[^>]*>/g, " ").replace(/<[^>]*>/g, " ");
  return [shown, ...labels].join(" ").replace(/&[a-z#0-9]+;/g, " ");
}

/** Words that are neither in the language's catalogue nor data. */
function foreignWords(language: Language, input: FullInput, said: string): readonly string[] {
  const data = [input.title, input.zone.name, ...input.aliases.keys(), ...input.aliases.values()];
  for (const { id, user, cipher } of [...input.openSessions, ...input.endedSessions]) data.push(id, user, cipher);
  for (const { server } of input.sources) data.push(server);
  const known = new Set([...texts[language].values(), UNITS[language], ...data].flatMap(toWords));
  return [...new Set(toWords(said))].filter((word) => !known.has(word));
}

function problemInput(language: Language): FullInput {
  const sources = SOURCE_STATES.map((state) => ({
    ...OK_SOURCE,
    server: state,
    state,
    detail: "line 7: found a comet",
  }));
  return exampleInput({
    language,
    sources,
    fileProblems: { aliases: "it is broken", countries: "", certificates: "" },
  });
}

for (const language of LANGUAGES) {
  test(`every word on the pages of the demo, of problems and of an empty site is of the ${language} catalogue`, () => {
    let pageCount = 0;
    for (const input of [demoInput(language), problemInput(language), exampleInput({ language, sources: [] })]) {
      for (const [path, html] of renderSite(input)) {
        pageCount += 1;
        assert.match(html, new RegExp(`<html lang="${language}"`));
        assert.deepEqual(foreignWords(language, input, saidIn(html)), [], path);
      }
    }
    assert.ok(pageCount > 60);
  });

  test(`every word of the charts is of the ${language} catalogue`, async () => {
    for (const input of [demoInput(language), exampleInput({ language })]) {
      for (const [path, { inline, standalone }] of await drawSite(input)) {
        for (const svg of [inline, standalone.replace(/<style>.*?<\/style>/, "")]) {
          // A long name is cut where its lane begins.
          const said = saidIn(svg).replace(/\S+…/g, " ");
          assert.deepEqual(foreignWords(language, input, said), [], path);
        }
      }
    }
  });
}

async function outputText(language: Language, path: string): Promise<string> {
  const outputs = planSite(demoInput(language));
  const output = outputs.find((each) => each.path === path);
  assert.ok(output, path);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await makeContent(output));
}

test("German downloads have German titles and words", async () => {
  const csv = await outputText("de", "downloads/openvpn-history_all.csv");
  const [titles, ...rows] = csv.trimEnd().split("\r\n");
  assert.equal(
    titles,
    "\uFEFFUser,Alias,Öffentliche IP,Tunnel IP,Start,Ende,Dauer (s),Dauer (lesbar)," +
      "Empfangen (Bytes),Gesendet (Bytes),Status,Server,ID,Ende spätestens,Quelle des Endes,Client-Version,Plattform,Land",
  );
  assert.ok(rows.every((row) => /,(läuft|beendet),/.test(row)));
  assert.ok(rows.some((row) => /,\d+ h \d\d min \d\d s,/.test(row)));
});

test("German notices say in German what a source's state means and what to do, and quote what was found", () => {
  let written = "";
  const notice = { server: "berlin", source: "/x", state: "empty", detail: "0 bytes" } as const;
  const host = { writeStderr: (text: string) => void (written += text) };
  reportNotices([{ kind: "begins", ...notice }], "de", host);
  reportNotices([{ kind: "ends", ...notice }], "de", host);
  const [begins = "", ends, ...rest] = written.split("\n");
  assert.match(
    begins,
    /^openvpn-status-site: berlin \(\/x\): leer: Die Datei ist leer\. \(0 bytes\) Wahrscheinlich hat logrotate/,
  );
  assert.equal(ends, "openvpn-status-site: berlin (/x): wieder in Ordnung (war: leer)");
  assert.deepEqual(rest, [""]);
});
