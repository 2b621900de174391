import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as zlib from "node:zlib";
import { crc32ByTable, packFile, zipFiles, type ZippedFile } from "../../src/render/workbook/zip.js";
import { tempFolder } from "../support/temp-folder.js";
import { zipEntries } from "../support/zip-entries.js";

async function zip(...files: readonly ZippedFile[]): Promise<Buffer> {
  const list = async function* (): AsyncGenerator<ZippedFile> {
    for (const file of files) yield await Promise.resolve(file);
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of zipFiles(list())) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const text = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, place) => 97 + ((place * place) % 23)));

const FILES: readonly (readonly [name: string, bytes: Buffer, pieceBytes: number | null])[] = [
  ["a/packed.xml", text(5000), null],
  ["streamed/none.xml", Buffer.alloc(0), 10],
  ["streamed/one.xml", text(300), 300],
  ["streamed/two.xml", text(301), 300],
  ["streamed/many.xml", text(400_000), 100_000],
  ["packed/empty.xml", Buffer.alloc(0), null],
];

function toFile([name, bytes, pieceBytes]: (typeof FILES)[number]): ZippedFile {
  if (pieceBytes === null) return packFile(name, bytes);
  const count = Math.ceil(bytes.length / pieceBytes);
  const pieces = Array.from({ length: count }, (_, at) => bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes));
  return { name, pieces };
}

test("an archive holds its files, whether they come whole or in pieces", async () => {
  const entries = zipEntries(await zip(...FILES.map(toFile)));
  assert.deepEqual(
    [...entries],
    FILES.map(([name, bytes]) => [name, bytes.toString()]),
  );
});

test("another program finds nothing wrong with it", async (t) => {
  const path = join(tempFolder(t), "archive.zip");
  writeFileSync(path, await zip(...FILES.map(toFile)));
  const python = (...args: readonly string[]): string =>
    execFileSync("python3", ["-m", "zipfile", ...args], { encoding: "utf8" });
  // It compares checksums, and names with those in the directory.
  assert.equal(python("-t", path).trim(), "Done testing");
  const listed = python("-l", path);
  for (const [name, bytes] of FILES) {
    assert.match(listed, new RegExp(`^${name} +1980-01-01 00:00:00 +${bytes.length}$`, "m"));
  }
});

test("the checksum of Node 18 is zlib's, of a whole and of pieces", () => {
  assert.equal(crc32ByTable(Buffer.from("123456789"), 0), 0xcbf43926, "the check value of CRC-32/ISO-HDLC");
  const bytes = text(3000);
  const ofHead = crc32ByTable(bytes.subarray(0, 1234), 0);
  assert.equal(crc32ByTable(bytes.subarray(1234), ofHead), crc32ByTable(bytes, 0));
  assert.equal(crc32ByTable(Buffer.alloc(0), 7), 7);
  if ("crc32" in zlib) assert.equal(crc32ByTable(bytes, 0), zlib.crc32(bytes));
});
