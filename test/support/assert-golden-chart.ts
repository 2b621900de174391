import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../golden/charts/", import.meta.url);

/**
 * Fails if a chart differs from the golden one that a person has checked. A missing one is written, to be checked, but
 * not in CI.
 */
export function assertGoldenChart(name: string, actual: string): void {
  const file = new URL(name, FOLDER);
  if (!existsSync(file) && process.env["CI"] !== "true") {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(actual, readFileSync(file, "utf8"));
}
