import type { Language } from "../../text/i18n/language.js";
import type { DateFormat } from "../../text/format/date-format.js";
import { messagesIn } from "../../text/i18n/messages.js";

/**
 * The script that the pages load, with its texts in one language and how dates are written. They are part of the script, so that they are not in
 * every page, and a new text changes the script's name.
 *
 * @param code the bundle of `assets/main.ts`, which reads them as `siteTexts`
 * @param findName the file beside it that searches, which it reads as `siteFindName`: a new one changes its name, too
 */
export function browserScript(
  code: Uint8Array,
  language: Language,
  dateFormat: DateFormat,
  findName: string,
): Uint8Array {
  const texts = Object.entries({
    siteTexts: messagesIn(language).browser,
    siteDateFormat: dateFormat,
    siteFindName: findName,
  }).map(([name, value]) => `const ${name}=${JSON.stringify(value)};\n`);
  return Buffer.concat([Buffer.from(texts.join(""), "utf8"), code]);
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
