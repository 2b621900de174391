import { LAST_SECOND, parseLocalTime } from "../status/parse-local-time.js";
import { findInstants, type Zone } from "../status/zone.js";

/**
 * The instants that a written time may mean, in epoch seconds and in order: two for a local time that the zone repeats;
 * none for a text that is not a time, for a local time that the zone skips, and after the year 9999; otherwise one.
 *
 * Accepted forms are `2026-11-21 09:12:15` (also with `T` and with fractions of a second), the same with `Z` or an
 * offset, `Sat Nov 21 09:12:15 2026`, and a plain `time_t`. Without `Z` or an offset it is local time in the zone.
 */
export function toPossibleInstants(text: string, zone: Zone): readonly number[] {
  if (/^[0-9]{9,10}$/.test(text)) return [Number(text)];
  const iso = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:[.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  const localSeconds = parseLocalTime(iso === null ? text : `${iso[1] ?? ""} ${iso[2] ?? ""}`);
  if (Number.isNaN(localSeconds)) return [];
  const offset = iso?.[3];
  const instants = offset === undefined ? findInstants(zone, localSeconds) : [localSeconds - offsetSeconds(offset)];
  return instants.filter((instant) => instant <= LAST_SECOND);
}

/** The instants with the same local time as this one: two in the hour that is repeated in autumn, otherwise one. */
export function findSameLocalTimes(epochSeconds: number, zone: Zone): readonly number[] {
  return findInstants(zone, epochSeconds + zone.utcOffsetSecondsAt(epochSeconds));
}

function offsetSeconds(offset: string): number {
  if (offset === "Z") return 0;
  const seconds = Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(-2)) * 60;
  return offset.startsWith("-") ? -seconds : seconds;
}
