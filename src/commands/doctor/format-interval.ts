import { formatDuration } from "../../text/format/format-duration.js";
import type { Language } from "../../text/i18n/language.js";

/** `10 s`, `1 min`, `1 min 30 s`, `1 h`. */
export function formatInterval(language: Language, seconds: number): string {
  return formatDuration(language, seconds).replace(/(?: 00 min)? 00 s$/, "");
}
