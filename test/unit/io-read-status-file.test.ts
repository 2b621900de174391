import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { readSource } from "../../src/io/sources/read-source.js";
import { findStatusFlaw, type SourceText } from "../../src/io/sources/source-text.js";
import { bundleScript } from "../support/kill-runs.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";
import { MAX_STATUS_BYTES } from "../../src/status/limits.js";

const STATUS = "TITLE\tOpenVPN 2.6.14\nTIME\t2026-11-21 08:12:15\t1795248735\nEND\n";

function read(source: string): Promise<SourceText> {
  return readSource({ source, passwordFile: null });
}

async function toKind(source: string): Promise<string> {
  return (await read(source)).kind;
}

test("a whole file gives its bytes and its time, also through a link", async (t) => {
  const folder = tempFolder(t);
  const path = join(folder, "status.log");
  writeFileSync(path, STATUS);
  utimesSync(path, 1_795_248_735.9, 1_795_248_735.9);
  symlinkSync("status.log", join(folder, "link.log"));
  for (const source of [path, join(folder, "link.log")]) {
    const result = await read(source);
    assert.ok(result.kind === "text");
    assert.equal(Buffer.from(result.text).toString(), STATUS);
    assert.equal(result.mtimeSeconds, 1_795_248_735);
  }
});

test("what is no readable regular file gets the state that names it, and none makes the run hang", async (t) => {
  const folder = tempFolder(t);
  const at = (name: string): string => join(folder, name);
  writeFileSync(at("status.log"), STATUS);
  writeFileSync(at("empty.log"), "");
  writeFileSync(at("torn.log"), STATUS.replace("END\n", ""));
  writeFileSync(at("end-inside.log"), "TITLE,\nGLOBAL_STATS,END\nENDING\nBACKEND\n");
  writeFileSync(at("long.log"), `${"x".repeat(9000)}\nEND\n`);
  writeFileSync(at("large.log"), "");
  truncateSync(at("large.log"), MAX_STATUS_BYTES + 1);
  mkdirSync(at("folder"));
  symlinkSync("nowhere", at("dangling"));
  symlinkSync("circle", at("circle"));
  symlinkSync("/dev/zero", at("zero"));
  execFileSync("mkfifo", [at("pipe")]);
  const server = createServer().listen(at("socket"));
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));

  const kinds = {
    "nowhere.log": "missing",
    "no-folder/status.log": "missing",
    "status.log/x": "missing",
    dangling: "missing",
    circle: "missing",
    "none-*.log": "missing",
    "empty.log": "empty",
    "torn.log": "incomplete",
    "end-inside.log": "incomplete",
    "long.log": "invalid",
    "large.log": "invalid",
    folder: "invalid",
    pipe: "invalid",
    socket: "invalid",
    zero: "invalid",
  };
  const found = await Promise.all(Object.keys(kinds).map(async (name) => [name, await toKind(at(name))]));
  assert.deepEqual(Object.fromEntries(found), kinds);
});

test("a file that is too large for a status log is told for what it is, if that shows", async (t) => {
  const path = join(tempFolder(t), "openvpn.log");
  const detailAfter = async (start: string): Promise<string> => {
    writeFileSync(path, start);
    truncateSync(path, MAX_STATUS_BYTES + 1);
    const result = await read(path);
    assert.ok(result.kind === "invalid");
    return result.detail;
  };
  assert.match(await detailAfter("Sun Sep 13 19:40:57 2026 OpenVPN 2.4.12\n"), /OpenVPN's own log/);
  assert.match(await detailAfter("TITLE,OpenVPN\n"), /16777217 bytes/);
});

test("a file that goes away between the reads is missing", async (t) => {
  const path = join(tempFolder(t), "status.log");
  writeFileSync(path, STATUS);
  const result = read(path);
  setTimeout(() => {
    rmSync(path);
  }, 4);
  assert.equal((await result).kind, "missing");
});

test(
  "a file or folder that another user may not read is unreadable",
  { skip: skipUnless(isRoot, "needs root") },
  (t) => {
    const folder = tempFolder(t);
    const script = bundleScript("read-source-script.ts", folder);
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "closed"));
    for (const name of ["status.log", "closed/status.log"]) writeFileSync(join(folder, name), STATUS);
    chmodSync(join(folder, "status.log"), 0o600);
    chmodSync(join(folder, "closed"), 0o710);
    const asNobody = (path: string): unknown =>
      (
        JSON.parse(
          execFileSync(process.execPath, [script, join(folder, path)], { uid: 65_534, gid: 65_534, encoding: "utf8" }),
        ) as { kind: unknown }
      ).kind;
    for (const path of ["status.log", "closed/status.log", "closed/*.log"]) {
      assert.equal(asNobody(path), "unreadable", path);
    }
    chmodSync(join(folder, "status.log"), 0o644);
    assert.equal(asNobody("status.log"), "text");
  },
);

test("a status text is whole from its first line that is END but for blanks, whatever stands behind", () => {
  const flaw = (text: string): string | undefined => findStatusFlaw(Buffer.from(text))?.kind;
  for (const whole of [
    STATUS,
    "TITLE,\r\nEND\r\n",
    "TITLE,\nEND\nleft over",
    "TITLE,\n\t END \n",
    `TITLE,\nEND\n${"x".repeat(9000)}`,
  ]) {
    assert.equal(flaw(whole), undefined, JSON.stringify(whole.slice(0, 30)));
  }
  for (const torn of ["", "BACKEND\n", "END OF\n", "ENDX\nEN"]) {
    assert.equal(flaw(`TITLE,\n${torn}`), "incomplete");
  }
  for (const blank of ["", "\n", " \r\n\t"]) assert.equal(flaw(blank), "empty");
  assert.equal(flaw(`TITLE,${"x".repeat(8186)}\nEND\n`), undefined);
  assert.equal(flaw(`TITLE,${"x".repeat(8187)}\nEND\n`), "invalid");
});
