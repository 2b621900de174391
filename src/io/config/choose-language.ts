import { LANGUAGES, type Language } from "../../text/i18n/language.js";
import type { ConfigFile } from "./read-config-file.js";

/**
 * The language of a run, whatever else is wrong: the first valid one of the given ones and that of the config file,
 * else English.
 */
export function chooseLanguage(named: readonly unknown[], file: ConfigFile | undefined): Language {
  return [...named, file?.values["language"]].find(isLanguage) ?? "en";
}

function isLanguage(name: unknown): name is Language {
  return LANGUAGES.some((language) => language === name);
}
