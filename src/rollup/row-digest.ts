import { ENDED_SESSION_CSV } from "../history/session-csv.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { hashText } from "../text/hash-text.js";
import type { UsageById } from "./days.js";

/*
 * A digest of a set of ended sessions with their usage. It is the sum of the sessions' hashes modulo 2¹²⁸, so the order
 * of the sessions does not matter, and the digest of two sets together is the sum of their digests.
 */

const MODULUS = 1n << 128n;
const DIGEST_HEX_DIGITS = 32;

export const NO_ROWS = "0".repeat(DIGEST_HEX_DIGITS);

/** The digest of sessions with their usage, in any order. */
export function digestRows(ended: readonly Session[], usage: UsageById): string {
  return toHex(ended.reduce((sum, session) => sum + hashSession(session, usage), 0n));
}

// A month's sessions are read by user and by day.
const hashes = new WeakMap<Session, { readonly rows: readonly Usage[] | undefined; readonly hash: bigint }>();

function hashSession(session: Session, usage: UsageById): bigint {
  const rows = usage.get(session.id);
  const known = hashes.get(session);
  if (known !== undefined && known.rows === rows) return known.hash;
  const hash = hashRow(toRowText(session, usage));
  hashes.set(session, { rows, hash });
  return hash;
}

/** A session and its usage as one line of text, the input of the digest. */
export function toRowText(session: Session, usage: UsageById): string {
  const rows = usage.get(session.id) ?? [];
  return JSON.stringify([
    ENDED_SESSION_CSV.toFields(session),
    rows.map(({ day, user, server, bytesReceived, bytesSent }) => [day, user, server, bytesReceived, bytesSent]),
  ]);
}

const ID_PLACE = ENDED_SESSION_CSV.columns.indexOf("id");

/** The id of a session in a row that was parsed from {@link toRowText}. */
export function toRowId(row: unknown): string {
  const fields: unknown = Array.isArray(row) ? row[0] : null;
  const id: unknown = Array.isArray(fields) ? fields[ID_PLACE] : null;
  return typeof id === "string" ? id : "";
}

/** @param texts by {@link toRowText} */
export function digestRowTexts(texts: Iterable<string>): string {
  let sum = 0n;
  for (const text of texts) sum += hashRow(text);
  return toHex(sum);
}

/** The digest of two disjoint sets of sessions. */
export function addDigests(a: string, b: string): string {
  return toHex(BigInt(`0x${a}`) + BigInt(`0x${b}`));
}

function hashRow(text: string): bigint {
  return BigInt(`0x${hashText(text, "hex").slice(0, DIGEST_HEX_DIGITS)}`);
}

function toHex(sum: bigint): string {
  return (sum % MODULUS).toString(16).padStart(DIGEST_HEX_DIGITS, "0");
}
