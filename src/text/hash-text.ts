import crypto from "node:crypto";

// Node 18 does not have it. It makes no object, and so takes a third of the time: a first build hashes each session.
const hashAtOnce: typeof crypto.hash | undefined = crypto.hash;

/** The SHA-256 of a text in UTF-8. */
export function hashText(text: string, encoding: "hex" | "base64url"): string {
  return hashAtOnce === undefined
    ? crypto.createHash("sha256").update(text).digest(encoding)
    : hashAtOnce("sha256", text, encoding);
}
