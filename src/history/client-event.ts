import { canonicalAddress, parseIpAddress } from "../status/ip-address.js";
import { parseCounter, parseWholeNumber } from "../status/parse-whole-number.js";
import { describeMismatch } from "../text/format/describe-mismatch.js";
import { MAX_CLOCK_AHEAD_SECONDS } from "./clock-ahead.js";

/**
 * What OpenVPN passed to its `client-connect` or `client-disconnect` hook about one client. Times are epoch seconds
 * of the server's clock. Text fields are empty if OpenVPN gave no value.
 */
export type ClientEvent = ConnectEvent | DisconnectEvent;

export interface ConnectEvent extends EventClient {
  readonly kind: "connect";
}

export interface DisconnectEvent extends EventClient {
  readonly kind: "disconnect";
  /** Never before the start. */
  readonly endSeconds: number;
  /** Received by the server; `null` if the counter is impossible: the end is exact all the same. */
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

/** The client of an event. */
interface EventClient {
  /** OpenVPN's `time_unix`: the same time as `Connected Since` in a status log. */
  readonly startSeconds: number;
  /** `UNDEF` without a certificate, as in a status log. */
  readonly commonName: string;
  readonly username: string;
  /** In canonical form. */
  readonly publicIp: string;
  readonly port: number;
  readonly tunnelIp: string;
  readonly tunnelIpv6: string;
  readonly clientVersion: string;
  readonly platform: string;
}

/** The fields of a line of an event file, after the number of its format. */
const FIELDS = [
  "script_type",
  "time_unix",
  "time_duration",
  "common_name",
  "username",
  "trusted_ip",
  "trusted_port",
  "ifconfig_pool_remote_ip",
  "ifconfig_pool_remote_ip6",
  "bytes_received",
  "bytes_sent",
  "IV_VER",
  "IV_PLAT",
  "IV_GUI_VER",
] as const;

const FORMAT = "1";
/** Clients send this themselves, and may send anything. */
const MAX_CLIENT_TEXT_CHARS = 80;
/** As for the rows of a status log. */
const MAX_START_AHEAD_SECONDS = 400 * 86_400;

type Field = (typeof FIELDS)[number];

/** Why a line is not an event that can be believed. */
interface EventFlaw {
  readonly kind: "flaw";
  readonly what: string;
}

/**
 * Parses a line of an event file, without its line break.
 */
export function parseClientEvent(line: string, nowSeconds: number): ClientEvent | EventFlaw {
  const [format, ...values] = line.split("\t");
  // Quotes nothing: the file may be any file.
  if (format !== FORMAT) return toFlaw(describeMismatch(`${FORMAT} and a tab at the beginning`, "another text"));
  if (values.length !== FIELDS.length)
    return toFlaw(describeMismatch(`${FIELDS.length + 1} fields`, String(values.length + 1)));
  const read = (field: Field): string => values[FIELDS.indexOf(field)] ?? "";
  const wrong = (field: Field, expected: string): EventFlaw =>
    toFlaw(`${field}: ${describeMismatch(expected, JSON.stringify(read(field)))}`);

  const startSeconds = parseWholeNumber(read("time_unix"));
  if (Number.isNaN(startSeconds)) return wrong("time_unix", "epoch seconds");
  if (startSeconds > nowSeconds + MAX_START_AHEAD_SECONDS) return wrong("time_unix", "a time that is not ahead of now");
  if (parseIpAddress(read("trusted_ip")) === undefined) return wrong("trusted_ip", "an IP address");
  if (!(parseWholeNumber(read("trusted_port")) <= 65_535)) return wrong("trusted_port", "a port");
  for (const field of ["ifconfig_pool_remote_ip", "ifconfig_pool_remote_ip6"] as const) {
    if (read(field) !== "" && parseIpAddress(read(field)) === undefined)
      return wrong(field, "an IP address or nothing");
  }
  const client: EventClient = {
    startSeconds,
    commonName: read("common_name") || "UNDEF",
    username: read("username"),
    publicIp: canonicalAddress(read("trusted_ip")),
    port: Number(read("trusted_port")),
    tunnelIp: read("ifconfig_pool_remote_ip"),
    tunnelIpv6: read("ifconfig_pool_remote_ip6"),
    clientVersion: (read("IV_VER") || read("IV_GUI_VER")).slice(0, MAX_CLIENT_TEXT_CHARS),
    platform: read("IV_PLAT").slice(0, MAX_CLIENT_TEXT_CHARS),
  };
  if (read("script_type") === "client-connect") return { kind: "connect", ...client };
  if (read("script_type") !== "client-disconnect") return wrong("script_type", "client-connect or client-disconnect");

  // A clock that was set back during the session gives a negative duration.
  const durationSeconds = parseWholeNumber(read("time_duration").replace(/^-/, ""));
  if (Number.isNaN(durationSeconds)) return wrong("time_duration", "seconds");
  const endSeconds = read("time_duration").startsWith("-") ? startSeconds : startSeconds + durationSeconds;
  if (endSeconds > nowSeconds + MAX_CLOCK_AHEAD_SECONDS)
    return wrong("time_duration", "an end that is not ahead of now");
  const [bytesReceived, bytesSent] = [readCounter(read("bytes_received")), readCounter(read("bytes_sent"))];
  if (bytesReceived === undefined) return wrong("bytes_received", "a whole number");
  if (bytesSent === undefined) return wrong("bytes_sent", "a whole number");
  return { kind: "disconnect", ...client, endSeconds, bytesReceived, bytesSent };
}

function toFlaw(what: string): EventFlaw {
  return { kind: "flaw", what };
}

/** @returns `null` for a number that is too large to be right; `undefined` for other text */
function readCounter(text: string): number | null | undefined {
  const count = parseCounter(text);
  if (Number.isNaN(count)) return undefined;
  return Number.isSafeInteger(count) ? count : null;
}
