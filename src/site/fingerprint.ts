import { createHash } from "node:crypto";

/** A short text that changes with any of the values, which are plain data. */
export function fingerprint(...values: readonly unknown[]): string {
  const hash = createHash("sha256");
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`);
  return hash.digest("base64url").slice(0, FINGERPRINT_LENGTH);
}

/** 132 bits. */
const FINGERPRINT_LENGTH = 22;
