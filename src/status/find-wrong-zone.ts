import { makeZone, type Zone } from "./zone.js";

/** The local times of a status log belong to another zone than the one they were read in. */
export interface WrongZone {
  /** How far the log's own time is ahead of the time at which the file was written; negative if it is behind. */
  readonly aheadSeconds: number;
  /** UTC offset of the server's zone at that time. */
  readonly utcOffsetSeconds: number;
  /** IANA names of well-known zones with this offset; empty if there are none. */
  readonly fitting: readonly string[];
}

const QUARTER_SECONDS = 900;
const TOLERANCE_SECONDS = 5;
/** No zone is further from UTC than this. */
const MAX_SECONDS = 14 * 3600;
const MAX_SUGGESTIONS = 3;

/** The best-known zones for each offset in use, in summer or winter. The first ones that fit are suggested. */
const WELL_KNOWN_ZONES = [
  "UTC Europe/London Europe/Berlin Europe/Paris Europe/Athens Europe/Helsinki Europe/Moscow",
  "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage",
  "America/Halifax America/Sao_Paulo America/Argentina/Buenos_Aires America/Bogota America/St_Johns",
  "Atlantic/Azores Atlantic/Cape_Verde Atlantic/South_Georgia Africa/Lagos Africa/Johannesburg Africa/Nairobi",
  "Asia/Dubai Asia/Tehran Asia/Kabul Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Yangon Asia/Bangkok",
  "Asia/Jakarta Asia/Shanghai Asia/Singapore Australia/Perth Australia/Eucla Asia/Tokyo Asia/Seoul",
  "Australia/Adelaide Australia/Darwin Australia/Sydney Australia/Brisbane Australia/Lord_Howe Pacific/Noumea",
  "Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Kiritimati Pacific/Pago_Pago Pacific/Honolulu",
  "Pacific/Gambier Pacific/Marquesas Pacific/Fiji",
].flatMap((names) => names.split(" "));

/**
 * Version 1 writes local times without a zone. The time that OpenVPN writes into the file is the time at which it
 * writes the file. If the two differ by whole quarters of an hour, as zones do, the log was read in the wrong zone.
 *
 * @param updatedSeconds the log's own time, read in `zone`
 * @param writtenSeconds the file's mtime
 * @returns `undefined` if nothing suggests a wrong zone
 */
export function findWrongZone(
  updatedSeconds: number,
  writtenSeconds: number,
  { utcOffsetSecondsAt }: Zone,
): WrongZone | undefined {
  const aheadSeconds = Math.round((updatedSeconds - writtenSeconds) / QUARTER_SECONDS) * QUARTER_SECONDS;
  if (aheadSeconds === 0 || Math.abs(aheadSeconds) > MAX_SECONDS) return undefined;
  if (Math.abs(updatedSeconds - writtenSeconds - aheadSeconds) > TOLERANCE_SECONDS) return undefined;
  const utcOffsetSeconds = utcOffsetSecondsAt(updatedSeconds) + aheadSeconds;
  const fitting = WELL_KNOWN_ZONES.filter(
    (name) => makeZone(name).utcOffsetSecondsAt(writtenSeconds) === utcOffsetSeconds,
  );
  return { aheadSeconds, utcOffsetSeconds, fitting: fitting.slice(0, MAX_SUGGESTIONS) };
}
