import type { Zone } from "../status/zone.js";
import { toPossibleInstants } from "./possible-instants.js";

/**
 * Parses a time as people write it into epoch seconds: `2026-11-25 03:00`, with or without seconds, also `25.11.2026
 * 03:00`, `2026-11-25T03:00Z`; in the given zone, unless it has an offset. Two instants in the hour that is repeated
 * in autumn; none if there is no such time.
 */
export function parseInstants(text: string, zone: Zone): readonly number[] {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)$/.exec(text.trim());
  const [, day = "", month = "", year = "", rest = ""] = german ?? [];
  const iso = german === null ? text.trim() : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${rest}`;
  // Hours with one digit, and times without seconds.
  const [, date, hour = "", minutes = "", seconds = ":00", offset = ""] =
    /^(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2})(:\d{2})(:\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(iso) ?? [];
  return date === undefined
    ? []
    : toPossibleInstants(`${date} ${hour.padStart(2, "0")}${minutes}${seconds}${offset}`, zone);
}
