import type { Session } from "../history/session.js";
import { formatInstant } from "../text/format/format-time.js";
import { visibleJson } from "../text/format/visible-text.js";
import type { SESSION_FIELDS } from "./json-schema.js";

/** One session for programs: in `status.json`, in the files of users and days, and in an export. */
type SessionJson = Readonly<Record<keyof typeof SESSION_FIELDS, unknown>>;

interface ShownSession {
  readonly session: Session;
  readonly alias: string;
  /** Two letters; empty if not known. */
  readonly country: string;
  /** How long it lasted, or has lasted; null for a running session in a file that is not made in each run. */
  readonly durationSeconds: number | null;
}

/**
 * The names are those of the history's columns, if it has such a column. A running session without a duration has no
 * bytes either.
 */
export function sessionJson({ session, alias, country, durationSeconds }: ShownSession): SessionJson {
  const isKnown = durationSeconds !== null;
  return {
    id: session.id,
    user: session.user,
    alias,
    server: session.server,
    common_name: session.commonName,
    username: session.username,
    public_ip: session.publicIp,
    country: country === "" ? null : country,
    real_address: session.realAddress,
    tunnel_ip: session.tunnelIp,
    tunnel_ipv6: session.tunnelIpv6,
    client_id: session.clientId,
    cipher: session.cipher,
    start: formatInstant(session.startSeconds),
    end: instantOrNull(session.endSeconds),
    duration_s: durationSeconds,
    bytes_received: isKnown ? session.bytesReceived : null,
    bytes_sent: isKnown ? session.bytesSent : null,
    last_seen: isKnown ? formatInstant(session.lastSeenSeconds) : null,
    first_seen: instantOrNull(session.firstSeenSeconds),
    counted_from: instantOrNull(session.countedFromSeconds),
    gone_by: instantOrNull(session.goneBySeconds),
    end_source: session.endSource === "" ? null : session.endSource,
    earlier_addresses: session.earlierAddresses.map(({ address, lastSeenSeconds }) => {
      return { address, last_seen: formatInstant(lastSeenSeconds) };
    }),
    client_version: session.clientVersion === "" ? null : session.clientVersion,
    platform: session.platform === "" ? null : session.platform,
  };
}

/** Epoch seconds as `2026-11-21T08:12:15Z`. */
export function instantOrNull(epochSeconds: number | null): string | null {
  return epochSeconds === null ? null : formatInstant(epochSeconds);
}

/** JSON without `<` and line separators, so that it may be embedded in a page or a script. */
export function toEmbeddable(json: string): string {
  return visibleJson(json).replaceAll("<", "\\u003c");
}
