import { DAY_SECONDS } from "../text/time-units.js";
/** A time zone, as far as local times need it. */
export interface Zone {
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly name: string;
  /** The seconds to add to UTC to get local time, at an instant in epoch seconds. */
  readonly utcOffsetSecondsAt: (epochSeconds: number) => number;
}

// Since 1970 every zone change, except Liberia's in 1972, falls on a quarter of an hour of UTC.
const SLOT_SECONDS = 900;
const UTC_NAMES: ReadonlySet<string> = new Set(
  ["UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich"].flatMap((name) => [name, `Etc/${name}`]),
);
/** The zones made so far. */
const zones = new Map<string, Zone>();

/** Whether a name means UTC. UTC needs no Intl, whose first use takes a quarter of Node's start-up time. */
export function isUtcName(name: string): boolean {
  return UTC_NAMES.has(name);
}

/**
 * Makes a zone from its IANA name.
 *
 * @throws RangeError if ICU on this system does not know the name.
 */
export function makeZone(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = isUtcName(name) ? { name, utcOffsetSecondsAt: () => 0 } : makeIntlZone(name);
    zones.set(name, zone);
  }
  return zone;
}

/**
 * A call of Intl takes microseconds, and a full build needs hundreds of thousands of offsets. So Intl is called twice
 * for each UTC day, and for each quarter of an hour only on days when clocks change.
 */
function makeIntlZone(name: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const offsetBySlot = new Map<number, number>();
  const offsetAtSlot = (slotSeconds: number): number => {
    const known = offsetBySlot.get(slotSeconds);
    if (known !== undefined) return known;
    const offset = localSeconds(format, slotSeconds) - slotSeconds;
    offsetBySlot.set(slotSeconds, offset);
    return offset;
  };
  const offsetByDay = new Map<number, number | "changes">();
  const utcOffsetSecondsAt = (epochSeconds: number): number => {
    const day = Math.floor(epochSeconds / DAY_SECONDS);
    let offset = offsetByDay.get(day);
    if (offset === undefined) {
      const [first, next] = [offsetAtSlot(day * DAY_SECONDS), offsetAtSlot((day + 1) * DAY_SECONDS)];
      offset = first === next ? first : "changes";
      offsetByDay.set(day, offset);
    }
    return offset === "changes" ? offsetAtSlot(Math.floor(epochSeconds / SLOT_SECONDS) * SLOT_SECONDS) : offset;
  };
  return { name, utcOffsetSecondsAt };
}

function localSeconds(format: Intl.DateTimeFormat, epochSeconds: number): number {
  const field: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(epochSeconds * 1000)) field[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/**
 * Finds the instants, in epoch seconds and in order, at which clocks in the zone show a local time: none in the hour
 * that is skipped in spring, two in the hour that is repeated in autumn, otherwise one.
 *
 * @param localSeconds the local time as if it were UTC, in epoch seconds
 */
export function findInstants(zone: Zone, localSeconds: number): readonly number[] {
  const offsets = new Set([
    zone.utcOffsetSecondsAt(localSeconds - DAY_SECONDS),
    zone.utcOffsetSecondsAt(localSeconds + DAY_SECONDS),
  ]);
  return [...offsets]
    .map((offset) => localSeconds - offset)
    .filter((instant) => instant + zone.utcOffsetSecondsAt(instant) === localSeconds)
    .sort((a, b) => a - b);
}
