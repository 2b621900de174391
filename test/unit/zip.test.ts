import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { zipFiles, type ZippedFile } from "../../src/render/workbook/zip.js";
import { tempFolder } from "../support/temp-folder.js";
import { zipEntries } from "../support/zip-entries.js";

async function* listed(files: readonly ZippedFile[]): AsyncGenerator<ZippedFile> {
  for (const file of files) yield await Promise.resolve(file);
}

async function zip(...files: readonly ZippedFile[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipFiles(listed(files))) pieces.push(piece);
  return Buffer.concat(pieces);
}

const text = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, place) => 97 + ((place * place) % 23)));

const FILES: readonly (readonly [name: string, bytes: Buffer, pieceBytes: number])[] = [
  ["a/whole.xml", text(5000), 5000],
  ["pieces/none.xml", Buffer.alloc(0), 10],
  ["pieces/one.xml", text(300), 300],
  ["pieces/two.xml", text(301), 300],
  ["pieces/many.xml", text(400_000), 100_000],
  ["pieces/tiny.xml", text(50), 1],
];

function toFile([name, bytes, pieceBytes]: (typeof FILES)[number]): ZippedFile {
  const count = Math.ceil(bytes.length / pieceBytes);
  const pieces = Array.from({ length: count }, (_, at) => bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes));
  return { name, pieces, level: 1 };
}

test("an archive holds its files, whether they come whole or in pieces", async () => {
  const entries = zipEntries(await zip(...FILES.map(toFile)));
  assert.deepEqual(
    [...entries],
    FILES.map(([name, bytes]) => [name, bytes.toString()]),
  );
});

test("an archive may hold no file, an empty piece, and the same bytes twice", async () => {
  assert.deepEqual([...zipEntries(await zip())], []);
  const pieces = [Buffer.alloc(0), text(20), Buffer.alloc(0)];
  const entries = zipEntries(await zip({ name: "a", pieces, level: 1 }, { name: "b", pieces, level: 9 }));
  assert.deepEqual(
    [...entries],
    ["a", "b"].map((name) => [name, text(20).toString()]),
  );
});

test("another program finds nothing wrong with it", async (t) => {
  const path = join(tempFolder(t), "archive.zip");
  writeFileSync(path, await zip(...FILES.map(toFile)));
  const python = (...args: readonly string[]): string =>
    execFileSync("python3", ["-m", "zipfile", ...args], { encoding: "utf8" });
  // It compares checksums, and names with those in the directory.
  assert.equal(python("-t", path).trim(), "Done testing");
  const list = python("-l", path);
  for (const [name, bytes] of FILES) {
    assert.match(list, new RegExp(`^${name} +1980-01-01 00:00:00 +${bytes.length}$`, "m"));
  }
});

test("an archive is the same bytes in every time zone", async () => {
  const before = process.env["TZ"];
  const archives = new Set<string>();
  try {
    for (const zone of ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"]) {
      process.env["TZ"] = zone;
      archives.add((await zip(...FILES.map(toFile))).toString("hex"));
    }
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
  assert.equal(archives.size, 1);
});

test("a piece is compressed before the next one is made", async () => {
  let [madeCount, readBytes] = [0, 0];
  const pieces = function* (): Generator<Uint8Array> {
    for (; madeCount < 5; madeCount += 1) {
      assert.ok(readBytes >= madeCount * 1000, `${readBytes} bytes of ${madeCount} pieces`);
      yield Buffer.from(Array.from({ length: 1000 }, (_, place) => (place * place * (madeCount + 3)) >> 3));
    }
  };
  for await (const piece of zipFiles(listed([{ name: "a", pieces: pieces(), level: 0 }]))) readBytes += piece.length;
  assert.equal(madeCount, 5);
});

test("the level is that of zlib", async () => {
  const toSize = async (level: number): Promise<number> =>
    (await zip({ name: "a", pieces: [text(5000)], level })).length;
  const [stored, fast, small] = [await toSize(0), await toSize(1), await toSize(9)];
  assert.ok(stored > 5000 && fast < 5000 && small < fast, `${stored}, ${fast}, ${small} bytes`);
});

test("what fails ends the archive with its error", async () => {
  const pieces = function* (): Generator<Uint8Array> {
    yield text(10);
    throw new RangeError("no more rows");
  };
  await assert.rejects(zip({ name: "a", pieces: pieces(), level: 1 }), new RangeError("no more rows"));
  await assert.rejects(zip({ name: "n".repeat(70_000), pieces: [], level: 1 }), /filename too long/);
});
