import { addDays, dayStartSeconds, toLocalDay } from "../history/local-day.js";
import type { Zone } from "../status/zone.js";

/** The calendar of the site's zone. It remembers when days begin, since every session asks for it. */
export interface Calendar {
  /** The day at an instant in epoch seconds. */
  readonly toDay: (epochSeconds: number) => string;
  /** When a day begins, in epoch seconds. */
  readonly toDayStart: (day: string) => number;
  readonly nextDay: (day: string) => string;
}

export function makeCalendar(zone: Zone): Calendar {
  const startByDay = new Map<string, number>();
  const nextByDay = new Map<string, string>();
  return {
    toDay: (epochSeconds) => toLocalDay(zone, epochSeconds),
    toDayStart: (day) => remembered(startByDay, day, () => dayStartSeconds(zone, day)),
    nextDay: (day) => remembered(nextByDay, day, () => addDays(day, 1)),
  };
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
