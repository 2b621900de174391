import { parseInstants } from "../src/history/parse-instants.js";
import { isCalendarDay } from "../src/history/local-day.js";
import { canonicalAddress } from "../src/status/ip-address.js";
import type { Zone } from "../src/status/zone.js";

/** What someone searches for. */
export interface FindQuery {
  /** Words in lower case that a name or an alias must contain; empty if only addresses or a time are asked for. */
  readonly words: readonly string[];
  /** The beginning of an address, as it is written. */
  readonly address: string | null;
  /** The beginning of a day. */
  readonly day: string | null;
  /** The time after an `@`; empty if there is no such time. */
  readonly instants: readonly number[] | null;
}

const ADDRESS = /^(?=.*[.:])[0-9a-f.:]{3,}(?:%\w+)?$/i;
const DAY = /^\d{4}-\d{2}(?:-\d{0,2})?$/;
const GERMAN_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** @returns undefined if there is nothing to search for */
export function parseQuery(text: string, zone: Zone): FindQuery | undefined {
  const [before = "", time] = text
    .trim()
    .split("@ ")
    .join("@")
    .split(/(?:^|\s)@/);
  const words = before
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const instants = time === undefined ? null : parseInstants(time, zone);
  if (words.length === 0 && instants === null) return undefined;
  const [word = ""] = words;
  const isOne = words.length === 1;
  const day = isOne && instants === null ? toDay(word) : null;
  const address = isOne && day === null && ADDRESS.test(word) ? canonicalAddress(word) : null;
  return { words, address, day, instants };
}

function toDay(word: string): string | null {
  if (DAY.test(word)) return word;
  const [, day = "", month = "", year = ""] = GERMAN_DAY.exec(word) ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isCalendarDay(iso) ? iso : null;
}
