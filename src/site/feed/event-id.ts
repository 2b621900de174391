import { createHash, createHmac } from "node:crypto";

/** The id of an event in the history: a UUID of version 8 (RFC 9562) from a hash of its key. */
export function toEventId(key: string): string {
  return toUuid(createHash("sha256").update(key).digest("hex"));
}

/**
 * The id that others get of an event or feed, the same in each output. No other installation has it, although it may have
 * the same users, servers and title.
 *
 * @param secret of the history: see `site-secret.ts`
 * @param id of the event in the history, or what else it is the id of
 */
export function toPublicId(secret: string, id: string): string {
  return toUuid(createHmac("sha256", secret).update(`id\n${id}`).digest("hex"));
}

function toUuid(hex: string): string {
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
