import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** Holds a drawn chart against the one that was looked at; writes it down where there is none yet, but for CI. */
export function assertGolden(name: string, actual: string): void {
  const folder = new URL("../golden/charts/", import.meta.url);
  const file = new URL(name, folder);
  if (!existsSync(file) && process.env["CI"] !== "true") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(actual, readFileSync(file, "utf8"));
}
