import type { Messages } from "../src/text/i18n/messages.js";

export type TextKey = keyof Messages["browser"];

/**
 * The catalogue's texts in the site's language, with which the published script begins
 * (`render/html/browser-script.ts`).
 */
declare const siteTexts: Readonly<Record<TextKey, string>>;

/** The command that runs `prune` on the server, with its config, ready for a shell. */
declare const sitePrune: string;

export function pruneCommand(): string {
  return sitePrune;
}

/** A text of the catalogue, with its `{places}` filled in. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return siteTexts[key].replace(/\{(\w+)\}/g, (_place, name: string) => String(values[name] ?? ""));
}
