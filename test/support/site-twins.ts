import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The files of a site below a folder by relative path, without our own dotfiles and without twins. */
export function plainFilesIn(out: string): readonly string[] {
  return filesIn(out).filter((path) => !path.endsWith(".gz"));
}

/** Fails unless each file of a site but the workbooks has its compressed twin of the same time, and there is no other. */
export function assertTwins(out: string, others: readonly string[] = []): void {
  const wanted = plainFilesIn(out).filter((path) => !path.endsWith(".xlsx") && !others.includes(path));
  const twins = filesIn(out).filter((path) => path.endsWith(".gz") && !others.includes(path));
  assert.deepEqual(twins.toSorted(), wanted.map((path) => `${path}.gz`).toSorted());
  assertNoTwinDiffers(out);
}

/** Fails if a twin that is there is not the one of its file as it stands. */
export function assertNoTwinDiffers(out: string): void {
  for (const twin of filesIn(out).filter((path) => path.endsWith(".gz"))) {
    const plain = join(out, twin.slice(0, -".gz".length));
    assert.ok(existsSync(plain), `${twin} alone`);
    assert.deepEqual(gunzipSync(readFileSync(join(out, twin))), readFileSync(plain), twin);
    assert.ok(Math.abs(statSync(join(out, twin)).mtimeMs - statSync(plain).mtimeMs) < 1, `the time of ${twin}`);
  }
}

function filesIn(out: string): readonly string[] {
  return readdirSync(out, { recursive: true, encoding: "utf8" }).filter(
    (path) => !path.startsWith(".") && statSync(join(out, path)).isFile(),
  );
}
