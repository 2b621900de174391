import assert from "node:assert/strict";
import { test } from "node:test";
import { type FileRead, readUntilStable } from "../../src/io/sources/read-until-stable.js";
import type { SourceFailure, SourceText } from "../../src/io/sources/source-text.js";

const GONE: SourceFailure = { kind: "missing", detail: "" };

function whole(text: string, mtimeSeconds = 1, inode = 1): FileRead {
  const mtimeNs = BigInt(mtimeSeconds) * 1_000_000_000n;
  return { kind: "read", bytes: Buffer.from(`TITLE,${text}\nEND\n`), mtimeNs, inode: BigInt(inode) };
}

function torn(text: string): FileRead {
  return { ...whole(""), bytes: Buffer.from(text) };
}

/** What comes of these reads; the last one is repeated for ever. */
async function after(...reads: readonly (FileRead | SourceFailure)[]): Promise<{ result: SourceText; count: number }> {
  let count = 0;
  const result = await readUntilStable(() => reads[count++] ?? reads.at(-1) ?? GONE);
  return { result, count };
}

async function textAfter(...reads: readonly (FileRead | SourceFailure)[]): Promise<string> {
  const { result } = await after(...reads);
  return result.kind === "text" ? Buffer.from(result.text).toString() : result.kind;
}

test("two equal reads are believed, at the second one", async () => {
  const { result, count } = await after(whole("a", 7));
  assert.ok(result.kind === "text");
  assert.deepEqual([Buffer.from(result.text).toString(), result.mtimeSeconds, count], ["TITLE,a\nEND\n", 7, 2]);
});

test("a perfect-looking read is not believed while the bytes, the time or the file change", async () => {
  assert.equal(await textAfter(whole("a"), whole("b")), "TITLE,b\nEND\n");
  for (const next of [whole("a", 2), whole("a", 1, 2)]) {
    assert.equal((await after(whole("a"), next)).count, 3);
  }
});

test("a file that changes between any two reads is incomplete", async () => {
  let time = 0;
  const result = await readUntilStable(() => whole("a", ++time));
  assert.equal(result.kind, "incomplete");
  assert.equal(time, 10);
});

test("a log that is written all the time is told for a log, not for a status file that is", async () => {
  let time = 0;
  const log = "Sun Sep 13 19:40:57 2026 OpenVPN 2.4.12 x86_64-pc-linux-gnu\n";
  const result = await readUntilStable(() => ({ ...whole("", ++time), bytes: Buffer.from(log.repeat(time)) }));
  assert.ok(result.kind === "invalid" && result.detail.includes("OpenVPN's own log"));
});

test("a file that is gone, empty or torn for a moment is read when it is whole", async () => {
  for (const moment of [GONE, torn(""), torn("TIT")]) {
    assert.equal(await textAfter(whole("old"), moment, moment, whole("new")), "TITLE,new\nEND\n");
  }
});

test("a file that is missing at first is not waited for, and one that is gone for good is missing", async () => {
  assert.deepEqual(await after(GONE), { result: GONE, count: 1 });
  assert.deepEqual((await after(whole("a"), GONE)).result, GONE);
});

test("an END with blanks around it is one", async () => {
  const text = "TITLE,x\n END \t\r\n";
  assert.equal(await textAfter(torn(text)), text);
});

test("a file that stays empty or without END is given up after a few equal reads", async () => {
  const empty = await after(torn(""));
  const incomplete = await after(torn("TITLE,\n"));
  assert.deepEqual([empty.result.kind, incomplete.result.kind], ["empty", "incomplete"]);
  assert.deepEqual([empty.count, incomplete.count], [4, 4]);
});
