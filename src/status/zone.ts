/** A time zone, reduced to the one thing that local times need. */
export interface Zone {
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly name: string;
  /** Seconds to add to UTC to get local time, at an instant given in epoch seconds. */
  readonly utcOffsetSecondsAt: (epochSeconds: number) => number;
}

// Every zone change since 1970 but Liberia's in 1972 falls on a quarter of an hour of UTC.
const SLOT_SECONDS = 900;
const DAY_SECONDS = 86_400;
const NAMES_OF_UTC: ReadonlySet<string> = new Set(
  ["UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich"].flatMap((name) => [name, `Etc/${name}`]),
);
/** Those that were made: what a zone's offsets are does not change. */
const zones = new Map<string, Zone>();

/** Whether a name is one of UTC's: those are known without Intl, whose first use costs a quarter of starting node. */
export function isUtcName(name: string): boolean {
  return NAMES_OF_UTC.has(name);
}

/**
 * A zone by its IANA name.
 *
 * @throws RangeError if this system's ICU does not know the name.
 */
export function makeZone(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = isUtcName(name) ? { name, utcOffsetSecondsAt: () => 0 } : zoneOfIntl(name);
    zones.set(name, zone);
  }
  return zone;
}

/**
 * Intl costs microseconds a call, and a full build asks hundreds of thousands of times: it is asked twice for a UTC day,
 * and once more for each quarter of an hour only on the days on which clocks change.
 */
function zoneOfIntl(name: string): Zone {
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
 * The instants, in epoch seconds and in order, at which clocks in the zone show a local time: none in the hour that
 * is skipped in spring, two in the hour that is repeated in autumn, else one.
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
