import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openCase } from "../support/case-folder.js";
import type { CliRun } from "../support/run-cli.js";
import { fileTree } from "../support/file-tree.js";
import { tempFolder } from "../support/temp-folder.js";

const DONE: CliRun = { status: 0, stdout: "", stderr: "" };
const DAY_FILE = "h/sessions/2026-11-21.csv";

describe("a day file that a spreadsheet has rewritten", () => {
  for (const [name, received, sent] of [
    ["in scientific notation", "1.23457E+11", "9.87654E+11"],
    ["as a hexadecimal number and with blanks", "0x64", " 200 "],
  ] as const) {
    it(`${name} is named with line and column, and nothing is changed or published`, async (t) => {
      const place = openCase(t, "24-numbers-by-a-spreadsheet");
      const gen = (file: string, minute: number, ...more: string[]): Promise<CliRun> => {
        return place.run("gen", "--status", file, "--name", "vpn", "--now", `2026-11-21T08:0${minute}:00Z`, ...more);
      };
      assert.deepEqual(await gen("a.log", 0), DONE);
      assert.deepEqual(await gen("b.log", 1), DONE);
      const path = join(place.folder, DAY_FILE);
      const text = readFileSync(path, "utf8").replace("123456789012", received).replace("987654321098", sent);
      writeFileSync(path, text);
      rmSync(join(place.folder, "h/cache"), { recursive: true });
      const before = fileTree(place.folder);
      const { status, stdout, stderr } = await gen("c.log", 2, "--full");
      assert.equal(status, 65);
      assert.equal(stdout, "");
      assert.match(stderr, /sessions\/2026-11-21\.csv: line 2: bytes_received: expected a whole number, got/);
      const isOfCommands = (file: string): boolean => file === "h/lock" || file.startsWith("h/cache");
      const after = [...fileTree(place.folder)].filter(([file]) => !isOfCommands(file));
      assert.deepEqual(
        after,
        [...before].filter(([file]) => !isOfCommands(file)),
      );
    });
  }
});

describe("a day file of a power loss", () => {
  for (const sizeBytes of [0, 20]) {
    it(`with ${sizeBytes} bytes left is named in every run, and stays as it is`, async (t) => {
      const place = openCase(t, "29-day-file-of-0-bytes");
      const gen = (file: string, minute: number): Promise<CliRun> => {
        return place.run("gen", "--status", file, "--name", "vpn", "--now", `2026-11-21T08:0${minute}:00Z`);
      };
      for (const [file, minute] of [
        ["0.log", 0],
        ["1.log", 1],
        ["2.log", 2],
        ["3.log", 5],
      ] as const) {
        assert.deepEqual(await gen(file, minute), DONE);
      }
      truncateSync(join(place.folder, DAY_FILE), sizeBytes);
      cpSync(join(place.folder, "o"), join(place.folder, "published"), { recursive: true });
      const codes: (number | null)[] = [];
      const texts: string[] = [];
      for (const [file, minute] of [
        ["4.log", 6],
        ["5.log", 7],
      ] as const) {
        const { status, stderr } = await gen(file, minute);
        codes.push(status);
        texts.push(stderr);
      }
      assert.deepEqual(codes, [65, 65]);
      assert.match(texts[0] ?? "", /sessions\/2026-11-21\.csv: line 1: expected a header/);
      assert.equal(readFileSync(join(place.folder, DAY_FILE)).length, sizeBytes);
      assert.deepEqual(fileTree(join(place.folder, "o")), fileTree(join(place.folder, "published")));
    });
  }
});

it("tells that the last session of open.csv was cut off, which the next snapshot may not show any more", async (t) => {
  const place = openCase(t, "29-day-file-of-0-bytes");
  const gen = (file: string, minute: number): Promise<CliRun> => {
    return place.run("gen", "--status", file, "--name", "vpn", "--now", `2026-11-21T08:0${minute}:00Z`);
  };
  assert.deepEqual(await gen("0.log", 0), DONE);
  const path = join(place.folder, "h/open.csv");
  assert.ok(readFileSync(path, "utf8").split("\n").length > 2, "someone is connected");
  truncateSync(path, readFileSync(path).length - 30);
  const { status, stderr } = await gen("1.log", 1);
  assert.equal(status, 0);
  assert.match(stderr, /^openvpn-status-site: \S+\/h\/open\.csv: the last row was incomplete and is gone[^\n]*\n$/);
  assert.deepEqual(await gen("2.log", 2), DONE);
});

describe("a day file whose last row was cut off", () => {
  it("is told when it is read, and when the next row takes the place of the cut one", async (t) => {
    const place = openCase(t, "29-day-file-of-0-bytes", { memoryFolders: [tempFolder(t)] });
    const gen = (file: string, minute: number): Promise<CliRun> => {
      return place.run("gen", "--status", file, "--name", "vpn", "--now", `2026-11-21T08:0${minute}:00Z`);
    };
    for (const [file, minute] of [
      ["0.log", 0],
      ["1.log", 1],
      ["2.log", 2],
      ["3.log", 5],
    ] as const) {
      assert.deepEqual(await gen(file, minute), DONE);
    }
    const path = join(place.folder, DAY_FILE);
    const whole = readFileSync(path);
    truncateSync(path, whole.length - 100);
    const first = await gen("4.log", 6);
    assert.equal(first.status, 0);
    const begins =
      /^openvpn-status-site: \S+\/h\/sessions\/2026-11-21\.csv: the last row is cut off and not counted\. .*: sed -i '\$d' (\S+)\n$/;
    assert.equal(begins.exec(first.stderr)?.[1], path, first.stderr);
    assert.deepEqual(await gen("4.log", 6), DONE, "it is told once");

    // Back from a backup, and cut off again.
    const cut = readFileSync(path);
    writeFileSync(path, whole);
    const ends = `openvpn-status-site: ${path} has no incomplete row any more\n`;
    assert.deepEqual(await gen("4.log", 6), { ...DONE, stderr: ends });
    writeFileSync(path, cut);
    assert.match((await gen("4.log", 6)).stderr, begins);
    // What the message names repairs it.
    execFileSync("sed", ["-i", "$d", path]);
    assert.deepEqual(await gen("4.log", 6), { ...DONE, stderr: ends });
    // A last value may be cut off, too. The row looks whole.
    writeFileSync(path, whole.subarray(0, -1));
    const unterminated = await gen("4.log", 6);
    assert.match(unterminated.stderr, /^openvpn-status-site: \S+: the last row has no line end.*: echo >> \S+\n$/);
    assert.deepEqual(await gen("4.log", 6), DONE);
    execFileSync("sh", ["-c", `echo >> ${path}`]);
    assert.deepEqual(await gen("4.log", 6), { ...DONE, stderr: ends });
    writeFileSync(path, cut);
    assert.deepEqual(
      await place.run("gen", "-q", "--status", "4.log", "--name", "vpn", "--now", "2026-11-21T08:06:00Z"),
      DONE,
    );
    // Other commands tell it when they are the first to read it.
    writeFileSync(path, whole);
    await gen("4.log", 6);
    writeFileSync(path, cut);
    const prune = await place.run(
      "prune",
      "--status",
      "4.log",
      "--name",
      "vpn",
      "--older-than",
      "3650d",
      "--yes",
      "--now",
      "2026-11-21T08:06:30Z",
    );
    assert.match(prune.stderr, /sessions\/2026-11-21\.csv: the last row is cut off and not counted/);

    const { status, stderr } = await gen("5.log", 7);
    assert.equal(status, 0);
    assert.match(stderr, /^openvpn-status-site: [^\n]*sessions\/2026-11-21\.csv: the last row was incomplete[^\n]*\n$/);
    const rest = whole.toString().trim().split("\n").at(-1)?.slice(0, 20) ?? "";
    assert.ok(!readFileSync(path, "utf8").includes(rest));
    assert.deepEqual(await gen("5.log", 8), DONE);
  });
});
