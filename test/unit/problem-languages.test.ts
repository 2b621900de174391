import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import { readExpectation } from "../../src/io/config/config-values.js";
import { holdLockUnseen } from "../support/hold-lock.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { say } from "../support/say-problem.js";
import { tempFolderInMemory } from "../support/temp-folder.js";

const SOURCES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes("i18n"))
  .map((path) => [path, readFileSync(join("src", path), "utf8")] as const);

/** The texts of problems in a source file: the values of `what`, `fix` and `why`, and the argument of `complain`. */
function saidIn(source: string): readonly string[] {
  const values = source.matchAll(/\b(?:what|fix|why): ((?:\([^)]*\)|\w+) =>[^]*?(?=,\n| \}|\}\)))/g);
  return [...values].map(([, value = ""]) => value);
}

test("no problem is worded outside of the catalogues", () => {
  let count = 0;
  const found = SOURCES.flatMap(([path, source]) =>
    saidIn(source).flatMap((value) => {
      count += 1;
      const texts = value.match(/"[^"]*"|'[^']*'|`[^`]*`/g) ?? [];
      const worded = texts.filter((text) => /[a-z]{2}\w* +\w/i.test(text.replace(/\$\{[^}]*\}/g, "")));
      return worded.map((text) => `${path}: ${text}`);
    }),
  );
  assert.deepEqual(found, []);
  assert.ok(count > 90, String(count));
});

describe("a problem is told in the language of its run", () => {
  const cases: readonly {
    readonly name: string;
    readonly args: readonly string[];
    readonly make?: (folder: string) => void;
    readonly en: RegExp;
    readonly de: RegExp;
  }[] = [
    {
      name: "a file where out belongs",
      args: ["gen", "--history", "h", "--out", "out"],
      make: (folder) => {
        writeFileSync(join(folder, "out"), "");
      },
      en: /: out ".*out" is no folder\. Move it away, or name another out\.\n$/,
      de: /: out ".*out" ist kein Ordner\. Es dort wegnehmen oder einen anderen Ordner out nennen\.\n$/,
    },
    {
      name: "a history that is damaged",
      args: ["gen", "--history", "h", "--out", "o"],
      make: (folder) => {
        mkdirSync(join(folder, "h/sessions"), { recursive: true });
        writeFileSync(join(folder, "h/sessions/2026-11-20.csv"), "start,end,id,server\nyesterday,,x,vpn\n");
      },
      en: /20\.csv: line 2: start: expected a time like \S+, got "yesterday"\. Fix that line, or .* Nothing was changed\./,
      de: /20\.csv: Zeile 2: start: erwartet wird eine Zeit wie \S+, gefunden "yesterday"\. Die Zeile .* nichts geändert\./,
    },
    {
      name: "a history that who cannot read",
      args: ["who", "203.0.113.7", "--history", "h"],
      make: (folder) => {
        mkdirSync(join(folder, "h/open.csv"), { recursive: true });
        writeFileSync(join(folder, "h/sources.csv"), "server,source,snapshot_time,state,state_since\n");
      },
      en: /cannot read ".*open\.csv": it is a folder, not a file\./,
      de: /".*open\.csv" lässt sich nicht lesen: es ist ein Ordner, keine Datei\./,
    },
    {
      name: "a file of the history that is a folder",
      args: ["gen", "--history", "h", "--out", "o"],
      make: (folder) => {
        mkdirSync(join(folder, "h/open.csv"), { recursive: true });
      },
      en: /cannot read ".*open\.csv": it is a folder, not a file\. See who put it there, and move it out/,
      de: /".*open\.csv" lässt sich nicht lesen: es ist ein Ordner, keine Datei\. Nachsehen, wer es dorthin gelegt hat/,
    },
    {
      name: "a history inside out",
      args: ["prune", "--all", "--yes", "--history", "o/h", "--out", "o"],
      make: (folder) => {
        mkdirSync(join(folder, "o/h/sessions"), { recursive: true });
        writeFileSync(join(folder, "o/h/sources.csv"), "server,source,snapshot_time,state,state_since\n");
      },
      en: /history ".*h" is inside out ".*o", where the web server would show it\. Name two folders/,
      de: /history ".*h" liegt in out ".*o", wo der Webserver es zeigen würde\. Zwei Ordner/,
    },
    {
      name: "a folder below a file",
      args: ["gen", "--history", "file/h", "--out", "o"],
      make: (folder) => {
        writeFileSync(join(folder, "file"), "");
      },
      en: /cannot find ".*": a part of its path is not a folder \(ENOTDIR\)\. Check the path\./,
      de: /".*" lässt sich nicht finden: Ein Teil des Pfads ist kein Ordner \(ENOTDIR\)\. Den Pfad prüfen\./,
    },
    {
      name: "a file to import that is not there",
      args: ["import", "nowhere.csv", "--history", "h", "--out", "o"],
      en: /cannot read ".*nowhere\.csv" \(ENOENT\)\. Check the path\. Nothing was changed\.\n$/,
      de: /".*nowhere\.csv" lässt sich nicht lesen \(ENOENT\)\. Den Pfad prüfen\. Es wurde nichts geändert\.\n$/,
    },
    {
      name: "demo into the folder of a site",
      args: ["demo", "--out", "o"],
      make: (folder) => {
        mkdirSync(join(folder, "o"));
        writeFileSync(join(folder, "o/mine.txt"), "");
      },
      en: /out ".*o" is not empty and was not made by this program: it holds "mine\.txt"\. Name an empty/,
      de: /out ".*o" ist nicht leer und nicht von diesem Programm: darin ist "mine\.txt"\. Einen leeren/,
    },
  ];
  for (const { name, args, make, ...expected } of cases) {
    for (const language of ["en", "de"] as const) {
      it(`${name}, in ${language}`, async (t) => {
        const folder = tempFolderInMemory(t);
        make?.(folder);
        const { stderr } = await runHere([...args, "--language", language], makeHost(CLI, folder));
        assert.match(stderr, expected[language]);
      });
    }
  }

  it("a lock that is held for long, in de", async (t) => {
    const folder = tempFolderInMemory(t);
    const release = holdLockUnseen(join(folder, "h"), 400);
    const args = ["gen", "--history", "h", "--out", "o", "--language", "de"];
    const { status, stderr } = await runHere(args, makeHost(CLI, folder));
    release();
    assert.equal(status, 75);
    assert.match(
      stderr,
      /ein anderer Lauf hält den Verlauf ".*h" seit 6 Minuten gesperrt\. Herausfinden, warum er hängt/,
    );
  });

  const inConfig = async (toml: string, folder: string, ...args: readonly string[]): Promise<string> => {
    writeFileSync(join(folder, "site.toml"), toml);
    const { stderr } = await runHere([...args, "--config", "site.toml"], makeHost(CLI, folder));
    return stderr;
  };
  const wrong: readonly (readonly [toml: string, de: RegExp])[] = [
    [
      'keep = "5 minutes"',
      /keep: erwartet wird "off" oder eine Anzahl von Tagen wie "90d", gefunden "5 minutes"\. keep/,
    ],
    ['titel = "x"', /den Schlüssel "titel" gibt es nicht\. Ist "title" gemeint\?/],
    ['events = "/x"', /den Schlüssel "events" gibt es hier nicht\. Er gehört in eine Tabelle \[\[server\]\]/],
    [
      '[[server]]\nstatus = "/x"\nkeep = "off"',
      /: Server 1 \("\/x"\): den Schlüssel "keep" gibt es hier nicht\. Er gehört zur/,
    ],
    ["[[server]]", /: Server 1: status fehlt\. status ergänzen\./],
    ['logo = "x.txt"', /logo: ".*x\.txt" ist kein Bild, das Seiten zeigen können\. Eine Datei \.svg/],
    ['[[server]]\nstatus = "tcp:x"', /"tcp:x" ist keine Adresse einer Management-Schnittstelle\. So schreiben/],
  ];
  for (const [toml, de] of wrong) {
    it(`a config with ${JSON.stringify(toml)}`, async (t) => {
      const stderr = await inConfig(`language = "de"\n${toml}\n`, tempFolderInMemory(t), "gen");
      assert.match(stderr, de);
    });
  }
  it("in the language of the flag, before that of the config", async (t) => {
    const stderr = await inConfig('keep = "x"\n', tempFolderInMemory(t), "gen", "--language", "de");
    assert.match(stderr, /keep: erwartet wird/);
  });
  it("with what is expected in words of its own, if it has none", () => {
    assert.equal(say(readExpectation("Invalid length"), "de"), "Invalid length");
    assert.equal(say(readExpectation("text"), "de"), "ein Text in Anführungszeichen");
  });
  it("in English where the language is what is wrong", async (t) => {
    const stderr = await inConfig('language = "fr"\n', tempFolderInMemory(t), "gen");
    assert.match(stderr, /site\.toml: language: expected "en" or "de", got "fr"\. Fix language, or leave it out/);
  });
});
