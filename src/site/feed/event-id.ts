import { createHash } from "node:crypto";

/** The id of an event, the same in each output: a UUID of version 8 (RFC 9562) from a hash of its key. */
export function toEventId(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
