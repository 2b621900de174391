import type { SearchIndex } from "../src/site/search/search-index.js";
import { dayPath, userPath } from "../src/site/site-paths.js";
import { visibleProse, visibleText } from "../src/text/format/visible-text.js";
import type { FindQuery } from "./find-query.js";
import { text, writeDay, type TextKey } from "./texts.js";

export interface FindGroup {
  readonly heading: TextKey;
  readonly items: readonly FindItem[];
  /** How many there are beyond these. */
  readonly more: number;
}

/** A result, with the path of the page that shows it. */
export interface FindItem {
  readonly label: string;
  readonly note: string;
  readonly path: string;
}

/** How many results a group shows. */
export const MAX_ITEMS = 8;

/** The results that need no month's sessions. */
export function findByName({ users, months }: SearchIndex, { words, day, instants }: FindQuery): readonly FindGroup[] {
  if (instants !== null) return [];
  const foundUsers = users
    .filter(([name, , alias]) => {
      const texts = `${name}\n${alias}`.toLowerCase();
      return words.every((word) => texts.includes(word));
    })
    .map(([name, slug, alias]) => ({
      label: toLabel(name),
      note: visibleProse(alias),
      path: userPath(slug === "" ? name : slug),
    }));
  const days = day === null ? [] : months.flatMap(([month, numbers]) => numbers.map((number) => toDay(month, number)));
  const foundDays = days
    .filter((one) => one.startsWith(day ?? ""))
    .map((one) => ({ label: writeDay(one), note: "", path: dayPath(one) }));
  return [limit("findUsers", foundUsers), limit("findDays", foundDays)].filter(({ items }) => items.length > 0);
}

/** A group with at most {@link MAX_ITEMS} of the items. */
function limit(heading: TextKey, items: readonly FindItem[]): FindGroup {
  return { heading, items: items.slice(0, MAX_ITEMS), more: Math.max(0, items.length - MAX_ITEMS) };
}

export function toLabel(user: string): string {
  return user === "" ? text("noName") : visibleText(user);
}

function toDay(month: string, number: number): string {
  return `${month}-${String(number).padStart(2, "0")}`;
}
