import { makeZone, type Zone } from "./zone.js";

/** That the local times of a status log are those of another zone than they were taken for. */
export interface WrongZone {
  /** How far the log's own time is ahead of the time at which it was written; below 0 it is behind. */
  readonly aheadSeconds: number;
  /** What the server's zone adds to UTC then. */
  readonly utcOffsetSeconds: number;
  /** IANA names of well-known zones that do; empty if none of them does. */
  readonly fitting: readonly string[];
}

const QUARTER_SECONDS = 900;
const TOLERANCE_SECONDS = 5;
/** No two places on earth are further apart than this from one of them to UTC. */
const MOST_SECONDS = 14 * 3600;
const MOST_SUGGESTIONS = 3;

/** For each offset that is in use, in summer or winter, its best-known zones; the first that fit are suggested. */
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
 * Version 1 writes local times without a zone. OpenVPN writes the file at the time that it writes into it: where the two
 * differ by quarters of an hour, which is what zones differ by, the zone is wrong.
 *
 * @param updatedSeconds the log's own time, as read in `zone`
 * @param writtenSeconds the file's mtime
 * @returns `undefined` if the zone may be right
 */
export function findWrongZone(
  updatedSeconds: number,
  writtenSeconds: number,
  { utcOffsetSecondsAt }: Zone,
): WrongZone | undefined {
  const aheadSeconds = Math.round((updatedSeconds - writtenSeconds) / QUARTER_SECONDS) * QUARTER_SECONDS;
  if (aheadSeconds === 0 || Math.abs(aheadSeconds) > MOST_SECONDS) return undefined;
  if (Math.abs(updatedSeconds - writtenSeconds - aheadSeconds) > TOLERANCE_SECONDS) return undefined;
  const utcOffsetSeconds = utcOffsetSecondsAt(updatedSeconds) + aheadSeconds;
  const fitting = WELL_KNOWN_ZONES.filter(
    (name) => makeZone(name).utcOffsetSecondsAt(writtenSeconds) === utcOffsetSeconds,
  );
  return { aheadSeconds, utcOffsetSeconds, fitting: fitting.slice(0, MOST_SUGGESTIONS) };
}
