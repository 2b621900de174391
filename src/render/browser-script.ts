import type { Language } from "../text/language.js";
import { messagesIn } from "../text/messages.js";

/**
 * The script that the pages load, with its texts in one language and the command that it shows. They are a part of it, so
 * that no page carries them, and a new text gives the script a new name.
 *
 * @param code the bundle of `assets/main.ts`, which reads them as `siteTexts` and `sitePrune`
 * @param pruneCommand what starts `prune` on the server, with its config, ready for a shell
 */
export function browserScript(code: Uint8Array, language: Language, pruneCommand: string): Uint8Array {
  const texts = `const siteTexts=${JSON.stringify(messagesIn(language).browser)},sitePrune=${JSON.stringify(pruneCommand)};\n`;
  return Buffer.concat([Buffer.from(texts, "utf8"), code]);
}
