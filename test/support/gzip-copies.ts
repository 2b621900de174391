import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The files of a site below a folder by relative path, without our own dotfiles and without gzip copies. */
export function plainFilesIn(out: string): readonly string[] {
  return filesIn(out).filter((path) => !path.endsWith(".gz"));
}

/** Fails unless each file of a site except workbooks has a gzip copy with the same time, and there are no others. */
export function assertGzipCopies(out: string, others: readonly string[] = []): void {
  const wanted = plainFilesIn(out).filter((path) => !path.endsWith(".xlsx") && !others.includes(path));
  const gzipped = filesIn(out).filter((path) => path.endsWith(".gz") && !others.includes(path));
  assert.deepEqual([...gzipped].sort(), wanted.map((path) => `${path}.gz`).sort());
  assertNoGzipCopyDiffers(out);
}

/** Fails if an existing gzip copy does not match its file. */
export function assertNoGzipCopyDiffers(out: string): void {
  for (const gzipped of filesIn(out).filter((path) => path.endsWith(".gz"))) {
    const plain = join(out, gzipped.slice(0, -".gz".length));
    assert.ok(existsSync(plain), `${gzipped} alone`);
    assert.deepEqual(gunzipSync(readFileSync(join(out, gzipped))), readFileSync(plain), gzipped);
    assert.ok(Math.abs(statSync(join(out, gzipped)).mtimeMs - statSync(plain).mtimeMs) < 1, `the time of ${gzipped}`);
  }
}

function filesIn(out: string): readonly string[] {
  return readdirSync(out, { recursive: true, encoding: "utf8" }).filter(
    (path) => !path.startsWith(".") && statSync(join(out, path)).isFile(),
  );
}
