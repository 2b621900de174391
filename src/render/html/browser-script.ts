import type { Language } from "../../text/i18n/language.js";
import type { DateFormat } from "../../text/format/date-format.js";
import { messagesIn } from "../../text/i18n/messages.js";

/**
 * The script that the pages load, with its texts in one language and how dates are written. They are part of the script, so that they are not in
 * every page, and a new text changes the script's name.
 *
 * @param code the bundle of `assets/main.ts`, which reads them as `siteTexts`
 */
export function browserScript(code: Uint8Array, language: Language, dateFormat: DateFormat): Uint8Array {
  const texts =
    `const siteTexts=${JSON.stringify(messagesIn(language).browser)};\n` +
    `const siteDateFormat=${JSON.stringify(dateFormat)};\n`;
  return Buffer.concat([Buffer.from(texts, "utf8"), code]);
}

/**
 * The command that the pages show, which the main script reads as `sitePrune`. It depends on how `gen` was started, so it
 * has a file of its own, whose name never changes: a run by hand rewrites this file and no page.
 *
 * @param pruneCommand what starts `prune` on the server, with its config, ready for a shell
 */
export function commandScript(pruneCommand: string): string {
  return `const sitePrune=${JSON.stringify(pruneCommand)};\n`;
}
