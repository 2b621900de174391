import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { Host } from "../../src/build/host.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const COMMANDS = ["gen", "prune", "import", "export", "parse", "who", "check", "doctor", "print", "demo"] as const;
/** Of these, other faults are a finding of their own. */
const SAYS_ITSELF = ["check"];

interface Place {
  readonly folder: string;
  readonly host: Host;
  readonly run: (...args: readonly string[]) => Promise<CliRun>;
}

/** A folder with a config in each language, and one that cannot be parsed. */
function makePlace(t: TestContext, change: (folder: string) => Partial<Host> = () => ({})): Place {
  const folder = tempFolderInMemory(t);
  writeFileSync(join(folder, "de.toml"), 'language = "de"\n');
  writeFileSync(join(folder, "en.toml"), 'language = "en"\n');
  writeFileSync(join(folder, "broken.toml"), 'language = "de"\ntitle = \n');
  const host = { ...makeHost(CLI, folder), ...change(folder) };
  return { folder, host, run: (...args) => runHere(args, host) };
}

describe("what goes wrong before the config is read is told in its language", () => {
  const cases: readonly (readonly [name: string, args: readonly string[], de: RegExp])[] = [
    ["an unknown flag", ["gen", "--stauts", "x"], /: gen: es gibt kein Flag "--stauts"\. Ist --status gemeint\?\n$/],
    ["a flag without its value", ["gen", "--out"], /: gen: --out braucht einen Wert\. Siehe openvpn.* gen --help\.\n$/],
    ["a flag that takes no value", ["gen", "--full=yes"], /: gen: --full nimmt keinen Wert, gefunden "yes"\. Siehe/],
    [
      "a value like a flag",
      ["gen", "--title", "-x"],
      /: gen: --title: "-x" sieht aus wie ein Flag\. Ist es der Wert, so schreiben: --title=-x\.\n$/,
    ],
    ["an operand", ["gen", "vpn.log"], /: gen nimmt keine Angabe ohne Flag, gefunden "vpn\.log"\. Eine Statusdatei/],
    ["an invalid --now", ["gen", "--now", "soon"], /: --now: erwartet wird eine Zeit mit Z .*, gefunden "soon"\. So/],
    [
      "a status without its folders",
      ["gen", "--status", "x"],
      /: --status ist ohne --history und --out angegeben, und/,
    ],
    ["an unknown kind", ["print", "foo"], /: print kennt die Art "foo" nicht\. Die Arten sind nginx, /],
    ["no file", ["parse"], /: parse erwartet eine Datei, gefunden 0\. Eine Statusdatei/],
    ["a file that is not there", ["parse", "nope"], /: ".*nope" lässt sich nicht lesen \(ENOENT\)\. Den Pfad prüfen/],
    ["an unknown command", ["gne"], /: es gibt keinen Befehl "gne"\. Ist gen gemeint\?\n$/],
    ["no history", ["who", "203.0.113.7", "--history", "h", "--now", "soon"], /: --now: erwartet wird/],
  ];
  for (const [name, args, de] of cases) {
    it(`${name}, of the config in the current folder`, async (t) => {
      const { folder, run } = makePlace(t);
      writeFileSync(join(folder, "openvpn-status-site.toml"), 'language = "de"\n');
      const { status, stderr } = await run(...args);
      assert.match(stderr, de);
      assert.ok(status === 64 || status === 66, String(status));
      writeFileSync(join(folder, "openvpn-status-site.toml"), 'language = "en"\n');
      assert.doesNotMatch((await run(...args)).stderr, de);
    });
  }

  for (const command of COMMANDS) {
    const toText = ({ stdout, stderr }: CliRun): string => (SAYS_ITSELF.includes(command) ? stdout : stderr);
    it(`an unknown flag of ${command}`, async (t) => {
      const { run } = makePlace(t);
      assert.match(toText(await run(command, "--foo", "--language", "de")), /es gibt kein Flag "--foo"\. Siehe/);
      assert.match(toText(await run(command, "--foo", "--language", "en")), /there is no flag "--foo"\. See/);
    });
  }

  it("a config that is not there, by gen, check, doctor, print and who", async (t) => {
    const { run } = makePlace(t);
    const there = ["--config", "nope.toml", "--language", "de"];
    const de = /die Konfiguration "nope\.toml" gibt es nicht\. Mit --config/;
    assert.match((await run("gen", ...there)).stderr, de);
    assert.match((await run("check", ...there)).stdout, new RegExp(`^OPENVPN UNKNOWN - ${de.source}`));
    assert.match((await run("doctor", ...there)).stdout, /die Konfiguration "nope\.toml" gibt es nicht/);
    assert.match((await run("print", "nginx", ...there)).stderr, de);
    assert.match((await run("who", "192.0.2.1", ...there)).stderr, de);
    assert.match((await run("gen", "--config", "nope.toml")).stderr, /there is no config file "nope\.toml"\. Name/);
  });
});

describe("the language of a run", () => {
  const german = /es gibt kein Flag/;
  const english = /there is no flag/;
  const cases: readonly (readonly [name: string, args: readonly string[], expected: RegExp])[] = [
    ["that of the flag", ["--language", "de"], german],
    ["that of the flag, after an equals sign", ["--language=de"], german],
    ["that of the last flag", ["--language", "de", "--language", "en"], english],
    ["the last one that exists", ["--language", "de", "--language", "fr"], german],
    ["that of the flag, before that of the config", ["--config", "en.toml", "--language", "de"], german],
    ["that of the config", ["--config", "de.toml"], german],
    ["that of the config, after an equals sign", ["--config=de.toml"], german],
    ["that of the last config", ["--config", "de.toml", "--config", "en.toml"], english],
    ["that of the config, where the flag has none that exists", ["--config", "de.toml", "--language", "fr"], german],
    ["English where nothing says", [], english],
    ["English where the config cannot be parsed", ["--config", "broken.toml"], english],
    ["English where the config is not there", ["--config", "nope.toml"], english],
    ["English where the flag has no value", ["--language"], english],
    ["not what comes after --", ["--", "--language", "de"], english],
    ["not the value of another flag", ["--title=--language", "de"], english],
  ];
  for (const [name, args, expected] of cases) {
    it(`is ${name}`, async (t) => {
      assert.match((await makePlace(t).run("gen", "--foo", ...args)).stderr, expected);
    });
  }

  it("is that of the config that the environment names, before one in the current folder", async (t) => {
    const { folder, host } = makePlace(t);
    writeFileSync(join(folder, "openvpn-status-site.toml"), 'language = "en"\n');
    const environment = { OPENVPN_STATUS_SITE_CONFIG: join(folder, "de.toml") };
    assert.match((await runHere(["gen", "--foo"], { ...host, environment })).stderr, german);
    assert.match((await runHere(["gen", "--foo", "--config", "en.toml"], { ...host, environment })).stderr, english);
    assert.match((await runHere(["gen", "--foo"], host)).stderr, english);
  });

  it("is that of the config in the current folder where the flag has no value", async (t) => {
    const { folder, run } = makePlace(t);
    assert.match((await run("gen", "--config")).stderr, /: --config needs a value/);
    writeFileSync(join(folder, "openvpn-status-site.toml"), 'language = "de"\n');
    assert.match((await run("gen", "--config")).stderr, /: --config braucht einen Wert/);
  });

  it("is that of the site for demo, which uses no config", async (t) => {
    const { folder, run } = makePlace(t);
    writeFileSync(join(folder, "openvpn-status-site.toml"), 'language = "de"\n');
    assert.match((await run("demo", "--out", ".")).stderr, /is not empty and was not made by this program/);
    assert.match((await run("demo", "--out", ".", "--language", "de")).stderr, /ist nicht leer und nicht von diesem/);
  });

  it("is that of the system's config", async (t) => {
    const { run } = makePlace(t, (folder) => ({
      systemPaths: { ...makeHost(CLI, folder).systemPaths, configFile: join(folder, "de.toml") },
    }));
    assert.match((await run("gen", "--foo")).stderr, german);
  });

  it("is not that of a config that root may not read", { skip: skipUnless(isRoot, "needs root") }, async (t) => {
    const { folder, run } = makePlace(t);
    mkdirSync(join(folder, "open"), { mode: 0o755 });
    chmodSync(join(folder, "open"), 0o777);
    writeFileSync(join(folder, "open/de.toml"), 'language = "de"\n');
    assert.match((await run("gen", "--foo", "--config", "open/de.toml")).stderr, english);
    chmodSync(join(folder, "open"), 0o755);
    assert.match((await run("gen", "--foo", "--config", "open/de.toml")).stderr, german);
  });

  it("is found without an error where the config is a folder", async (t) => {
    const { folder, run } = makePlace(t);
    mkdirSync(join(folder, "openvpn-status-site.toml"));
    assert.match((await run("gen", "--foo")).stderr, english);
  });
});

describe("--help is in the language of the run", () => {
  const openings: Readonly<Record<(typeof COMMANDS)[number], RegExp>> = {
    gen: /^openvpn-status-site gen: die Statusdateien lesen/,
    prune: /^openvpn-status-site prune \[ID…\]: beendete Sitzungen/,
    import: /^openvpn-status-site import DATEI…: /,
    export: /^openvpn-status-site export: die Sitzungen des Verlaufs/,
    parse: /^openvpn-status-site parse DATEI: eine Statusdatei/,
    who: /^openvpn-status-site who \[ADRESSE\]: sagen, wer/,
    check: /^openvpn-status-site check: eine Zeile/,
    doctor: /^openvpn-status-site doctor: alles/,
    print: /^openvpn-status-site print ART: eine Datei/,
    demo: /^openvpn-status-site demo: eine Site/,
  };
  for (const command of COMMANDS) {
    it(`of ${command}, by the flag, the config and the environment`, async (t) => {
      const { folder, host, run } = makePlace(t);
      const { status, stdout } = await run(command, "--help", "--language", "de");
      assert.equal(status, 0);
      assert.match(stdout, openings[command]);
      assert.match(stdout, /^ {2}-h, --help +diesen Text ausgeben$/m);
      for (const line of stdout.split("\n")) assert.ok(line.length <= 120, line);
      writeFileSync(join(folder, "openvpn-status-site.toml"), 'language = "de"\n');
      assert.equal((await run(command, "--help")).stdout, stdout);
      const environment = { OPENVPN_STATUS_SITE_CONFIG: join(folder, "en.toml") };
      const english = (await runHere([command, "-h"], { ...host, environment })).stdout;
      assert.match(english, /^ {2}-h, --help +print this text$/m);
    });
  }

  it("of the program, in each way to ask for it", async (t) => {
    const { run } = makePlace(t);
    for (const name of ["--help", "-h", "help"]) {
      const { status, stdout } = await run(name, "--config", "de.toml");
      assert.equal(status, 0);
      assert.match(stdout, /^openvpn-status-site: eine statische Statusseite/);
      assert.match(stdout, /^Exit-Codes:$/m);
      assert.match(stdout, /^ {2}64 +die Befehlszeile ist falsch$/m);
      for (const line of stdout.split("\n")) assert.ok(line.length <= 120, line);
      assert.match((await run(name)).stdout, /^openvpn-status-site: a static status site/);
    }
  });

  it("of print, with its kinds", async (t) => {
    const { run } = makePlace(t);
    assert.match((await run("print", "--help", "--language", "de")).stdout, /^Arten:\n {2}nginx +eine Konfiguration/m);
    assert.match((await run("print", "--help")).stdout, /^Kinds:\n {2}nginx +a config of nginx/m);
  });
});
