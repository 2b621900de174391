import { toLastedSeconds } from "../../history/counted-from.js";
import type { EndSource, Session } from "../../history/session.js";
import type { Countries } from "../countries.js";

/** One downloadable table of sessions; the same rows become a workbook and a CSV file. */
export interface DownloadTable {
  /** Path in `out/` without its ending, e.g. `downloads/openvpn-history_alice_open`. */
  readonly stem: string;
  /** Newest first. Iterated once for each file. */
  readonly sessions: Iterable<Session>;
  readonly names: NamesOfSession;
}

/** What a row shows besides its session. */
export interface NamesOfSession {
  /** User → the name to show beside it. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly countries: Countries;
}

/** The texts of a download, in the site's language. */
export interface DownloadTexts {
  /** The columns' titles. */
  readonly columns: Readonly<Record<DownloadColumnKey, string>>;
  /** The status of a session that is still connected. */
  readonly open: string;
  /** The status of a session that has ended. */
  readonly closed: string;
  /** The basis of a session's end. */
  readonly endSource: Readonly<Record<EndSource, string>>;
  /** A duration for people, e.g. `7 h 05 min 12 s`. */
  readonly duration: (seconds: number) => string;
  /** A country for people, from its code; the empty text for the empty text. */
  readonly country: (code: string) => string;
}

type DownloadColumnKey =
  | "user"
  | "alias"
  | "publicIp"
  | "tunnelIp"
  | "start"
  | "end"
  | "durationSeconds"
  | "duration"
  | "bytesReceived"
  | "bytesSent"
  | "status"
  | "server"
  | "id"
  | "goneBy"
  | "endSource"
  | "clientVersion"
  | "platform"
  | "country";

/**
 * One column of every download. A text comes from a status log or an alias and is hostile; an instant is in epoch
 * seconds; `null` and the empty text are empty cells.
 */
export type DownloadColumn = {
  readonly key: DownloadColumnKey;
  /** In a workbook, in characters. */
  readonly width: number;
} & (
  | {
      readonly kind: "text";
      readonly read: (session: Session, names: NamesOfSession, texts: DownloadTexts) => string;
    }
  | { readonly kind: "instant" | "count"; readonly read: (session: Session) => number | null }
);

/**
 * The columns, in order. A running session has no end, duration or traffic, so that a file
 * changes only when a session starts or ends.
 */
export const DOWNLOAD_COLUMNS: readonly DownloadColumn[] = [
  { key: "user", kind: "text", width: 24, read: (session) => session.user },
  { key: "alias", kind: "text", width: 24, read: (session, { aliases }) => aliases.get(session.user) ?? "" },
  { key: "publicIp", kind: "text", width: 20, read: (session) => session.publicIp },
  { key: "tunnelIp", kind: "text", width: 18, read: (session) => session.tunnelIp || session.tunnelIpv6 },
  { key: "start", kind: "instant", width: 20, read: (session) => session.startSeconds },
  { key: "end", kind: "instant", width: 20, read: (session) => session.endSeconds },
  { key: "durationSeconds", kind: "count", width: 14, read: toLastedSeconds },
  {
    key: "duration",
    kind: "text",
    width: 20,
    read: durationText,
  },
  { key: "bytesReceived", kind: "count", width: 18, read: (session) => onceEnded(session, session.bytesReceived) },
  { key: "bytesSent", kind: "count", width: 18, read: (session) => onceEnded(session, session.bytesSent) },
  {
    key: "status",
    kind: "text",
    width: 11,
    read: (session, _names, texts) => (session.endSeconds === null ? texts.open : texts.closed),
  },
  { key: "server", kind: "text", width: 18, read: (session) => session.server },
  { key: "id", kind: "text", width: 14, read: (session) => session.id },
  { key: "goneBy", kind: "instant", width: 20, read: (session) => session.goneBySeconds },
  {
    key: "endSource",
    kind: "text",
    width: 16,
    read: (session, _names, texts) => texts.endSource[session.endSource],
  },
  { key: "clientVersion", kind: "text", width: 16, read: (session) => session.clientVersion },
  { key: "platform", kind: "text", width: 14, read: (session) => session.platform },
  { key: "country", kind: "text", width: 24, read: countryText },
];

function durationText(session: Session, _names: unknown, texts: DownloadTexts): string {
  const seconds = toLastedSeconds(session);
  return seconds === null ? "" : texts.duration(seconds);
}

function countryText({ publicIp }: Session, { countries }: NamesOfSession, texts: DownloadTexts): string {
  return texts.country(countries.find(publicIp));
}

function onceEnded(session: Session, bytes: number | null): number | null {
  return session.endSeconds === null ? null : bytes;
}
