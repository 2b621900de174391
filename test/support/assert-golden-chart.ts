import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../golden/charts/", import.meta.url);

/** A chart is as it was when someone looked at it. One that is new is written, to be looked at, but not in CI. */
export function assertGoldenChart(name: string, actual: string): void {
  const file = new URL(name, FOLDER);
  if (!existsSync(file) && process.env["CI"] !== "true") {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(actual, readFileSync(file, "utf8"));
}
