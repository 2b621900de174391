import { hashText } from "../text/hash-text.js";

/** A short text that changes with any of the values, which are plain data. */
export function fingerprint(...values: readonly unknown[]): string {
  const lines = values.map((value) => `${JSON.stringify(value)}\n`);
  return hashText(lines.join(""), "base64url").slice(0, FINGERPRINT_LENGTH);
}

/** 132 bits. */
const FINGERPRINT_LENGTH = 22;
