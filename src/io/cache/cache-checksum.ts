import { createHash } from "node:crypto";

/** To be raised when a value in the cache gets another shape: what another version left is then not taken. */
const CACHE_FORMAT = 1;

/** Of base64url, without padding. */
export const CHECKSUM_LENGTH = 43;

/**
 * What stands at the end of a file of the cache, so that a damaged one, one of another version, or one under another
 * name is told from what we wrote. It is no secret: who may write there can make it, and is kept out by permissions.
 *
 * @param name of the file in the cache, or the checksum of what stands before
 */
export function cacheChecksum(name: string, text: string): string {
  return createHash("sha256")
    .update(`openvpn-status-site cache ${CACHE_FORMAT} ${name}\n`)
    .update(text)
    .digest("base64url");
}
