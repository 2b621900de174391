import { formatDay, type DateFormat } from "../src/text/format/date-format.js";
import type { Messages } from "../src/text/i18n/messages.js";

export type TextKey = keyof Messages["browser"];

/**
 * The catalogue's texts in the site's language, with which the published script begins
 * (`render/html/browser-script.ts`).
 */
declare const siteTexts: Readonly<Record<TextKey, string>>;

/** The command that runs `prune` on the server, with its config, ready for a shell. */
declare const sitePrune: string;

/** How the site writes dates. */
declare const siteDateFormat: DateFormat;

/** A day like `2026-11-21` as the pages write it. */
export function writeDay(day: string): string {
  return formatDay(siteDateFormat, day);
}

export function pruneCommand(): string {
  return sitePrune;
}

/** A text of the catalogue, with its `{places}` filled in. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return siteTexts[key].replace(/\{(\w+)\}/g, (_place, name: string) => String(values[name] ?? ""));
}
