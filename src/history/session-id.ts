import { createHash } from "node:crypto";
import { isoSeconds } from "./iso-seconds.js";

/** Crockford's base32 in lower case: no letter is taken for another. */
export const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
export const SESSION_ID_LENGTH = 10;

/** What identifies a session when it is first seen. */
export interface SessionIdentity {
  readonly server: string;
  readonly startSeconds: number;
  readonly commonName: string;
  /** The client id as written, or the real address as written if there is no client id (version 1). */
  readonly clientIdOrAddress: string;
}

/**
 * Computes a session's id: the first 10 characters of the lower-case Crockford base32 of the SHA-256 of its identity as
 * JSON.
 */
export function sessionId({ server, startSeconds, commonName, clientIdOrAddress }: SessionIdentity): string {
  const json = JSON.stringify([server, isoSeconds(startSeconds), commonName, clientIdOrAddress]);
  const digest = createHash("sha256").update(json, "utf8").digest();
  // 10 characters of 5 bits each: the first 50 bits of 7 bytes.
  const bits = BigInt(`0x${digest.subarray(0, 7).toString("hex")}`) >> 6n;
  let id = "";
  for (let shift = 5n * BigInt(SESSION_ID_LENGTH - 1); shift >= 0n; shift -= 5n) {
    id += CROCKFORD[Number((bits >> shift) & 31n)] ?? "";
  }
  return id;
}
