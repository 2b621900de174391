import type { ObservedSource } from "../../history/advance-history.js";
import { EARLIEST_SET_CLOCK_SECONDS } from "../../history/earliest-set-clock.js";
import type { SourceAdvice } from "../../history/source-advice.js";
import type { StatusReport } from "../../history/status-report.js";
import type { SeenIntervals } from "../../history/seen-intervals.js";
import { toSnapshotState } from "../../history/source-rows.js";
import { isManagementAddress } from "../../io/sources/management-address.js";
import type { SourceText } from "../../io/sources/source-text.js";
import { findWrongZone, type WrongZone } from "../../status/find-wrong-zone.js";
import { parseStatusFileLeniently } from "../../status/parse-status.js";
import { describeFlaw, ParsingError } from "../../status/parsing-error.js";
import { maybeConnected, type RowSetAside } from "../../status/rows-set-aside.js";
import { type SplitClients, splitClients } from "../../status/split-clients.js";
import type { Status } from "../../status/status.js";
import type { Zone } from "../../status/zone.js";

/** A source whose text has been read, and how to interpret it. */
export interface ReadSource {
  readonly server: string;
  readonly source: string;
  /** Zone of the local times in a version 1 file. */
  readonly zone: Zone;
  /** A label that `TextDecoder` knows; `null`: UTF-8. */
  readonly encoding: string | null;
}

/** What a source's text is judged by. */
interface ObserveContext {
  readonly nowSeconds: number;
  readonly intervals: SeenIntervals;
  /** Time of the server's last accepted snapshot; null if there is none. */
  readonly lastSnapshotSeconds: number | null;
}

/** Parses the text of a source: its state, what to report of it, and its snapshot if it has one. */
export function observeStatus(read: ReadSource, text: SourceText, context: ObserveContext): ObservedSource {
  const { server, source, zone, encoding } = read;
  if (text.kind !== "text") {
    const { kind, detail, advice } = text;
    return { server, source, state: kind, detail, ...withAdvice(advice) };
  }
  try {
    const near = text.mtimeSeconds === null ? {} : { nearSeconds: text.mtimeSeconds };
    const { parsed, rowsSetAside } = parseStatusFileLeniently(text.text, {
      zone,
      encoding: encoding ?? "utf-8",
      ...near,
    });
    if (parsed.kind === "client-statistics") {
      const { kind, updatedAt, counters } = parsed;
      const report = { kind, updatedSeconds: updatedAt.getTime() / 1000, counters: [...counters] };
      return { server, source, state: kind, detail: "", report };
    }
    return {
      server,
      source,
      ...observeServerStatus(read, { status: parsed, rowsSetAside }, text.mtimeSeconds, context),
    };
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error;
    const advice = isManagementAddress(source) ? "management-invalid" : error.foreign?.advice;
    return { server, source, state: error.reason, detail: describeFlaw(error), ...withAdvice(advice) };
  }
}

function observeServerStatus(
  { server, source, zone }: ReadSource,
  { status, rowsSetAside }: { readonly status: Status; readonly rowsSetAside: readonly RowSetAside[] },
  mtimeSeconds: number | null,
  { nowSeconds, intervals, lastSnapshotSeconds }: ObserveContext,
): Omit<ObservedSource, "server" | "source"> {
  const timeSeconds = status.updatedAt.getTime() / 1000;
  const isNewer = lastSnapshotSeconds === null || timeSeconds > lastSnapshotSeconds;
  if (status.version === 1 && mtimeSeconds !== null && isNewer) {
    const wrongZone = findWrongZone(timeSeconds, mtimeSeconds, zone);
    if (wrongZone !== undefined) {
      return { state: "invalid", detail: wrongZoneDetail(wrongZone, zone), advice: "wrong-zone" };
    }
  }
  const state = toSnapshotState(timeSeconds, nowSeconds, (age) => intervals.isStale(server, age));
  if (state === "invalid") return { state, detail: aheadDetail(timeSeconds - nowSeconds), advice: "clock-ahead" };
  const clients = splitClients(status);
  const isManagement = isManagementAddress(source);
  return {
    state,
    detail: "",
    snapshot: { server, timeSeconds, ...clients, maybeConnected: maybeConnected(rowsSetAside) },
    routes: [...status.routingTable.values()],
    report: toServerReport(status),
    rowsSetAside,
    ...withAdvice(
      timeSeconds < EARLIEST_SET_CLOCK_SECONDS
        ? "clock-not-set"
        : state === "stale" && isManagement
          ? "management-stale"
          : showsOnlyUndef(status, clients)
            ? "only-undef"
            : undefined,
    ),
  };
}

function toServerReport({ title, globalStats: { maxBcastMcastQueueLen, more } }: Status): StatusReport {
  const dco = more.get("dco_enabled");
  return {
    kind: "server",
    title,
    // Its row may be set aside.
    longestQueue: Number.isNaN(maxBcastMcastQueueLen) ? null : maxBcastMcastQueueLen,
    hasDco: dco === undefined ? null : dco === "1",
  };
}

/**
 * Whether no client has a name: without `username-as-common-name`, clients that give a username in place of a
 * certificate are all `UNDEF`, and version 1 has no column for the username.
 */
function showsOnlyUndef({ version }: Status, { established }: SplitClients): boolean {
  return version === 1 && established.length > 0 && established.every(({ commonName }) => commonName === "UNDEF");
}

function withAdvice(advice: SourceAdvice | undefined): Pick<ObservedSource, "advice"> {
  return advice === undefined ? {} : { advice };
}

function aheadDetail(aheadSeconds: number): string {
  return `it was written ${Math.round(aheadSeconds / 60)} minutes ahead of now: a clock or a time zone is wrong`;
}

function wrongZoneDetail({ aheadSeconds, utcOffsetSeconds, fitting }: WrongZone, { name }: Zone): string {
  const distance = `${toHours(Math.abs(aheadSeconds))} ${aheadSeconds > 0 ? "ahead of" : "behind"}`;
  const such = fitting.length === 0 ? "" : `, such as ${fitting.join(" or ")}`;
  return `its own time is ${distance} its mtime, so its times are not of ${name} but of a zone at UTC${toOffset(utcOffsetSeconds)}${such}`;
}

/** `4 h`, `5 h 30 min`, `45 min`. */
function toHours(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.round((seconds % 3600) / 60)];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(minutes > 0 ? [`${minutes} min`] : [])].join(" ");
}

/** `-04:00`, `+05:30`. */
function toOffset(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  return `${seconds < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
