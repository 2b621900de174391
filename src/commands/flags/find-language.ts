import { parseArgs } from "node:util";
import type { Host } from "../../build/host.js";
import { chooseLanguage } from "../../io/config/choose-language.js";
import { readConfigFile, type ConfigFile } from "../../io/config/read-config-file.js";
import type { Language } from "../../text/i18n/language.js";
import { ProblemError } from "../../text/problem.js";

/** What determines the language of a run before its flags and its config are parsed. */
export type LanguageHost = Pick<Host, "commandLine" | "environment" | "currentFolder" | "systemPaths">;

/**
 * Finds the language for the help, and for problems that occur before the config is read: that of the flag, else that
 * of the config file, else English. Errors in either are ignored here. It reads the config once more, which only a
 * run does that has failed or prints its help.
 */
export function findLanguage(host: LanguageHost): Language {
  const { values } = parseArgs({
    args: [...host.commandLine],
    options: { language: { type: "string", multiple: true }, config: { type: "string" } },
    strict: false,
    allowPositionals: true,
  });
  const { language: named = [], config } = values;
  return chooseLanguage([named].flat().reverse(), readConfigLeniently(config, host));
}

/** @param flag true where it is given without a value */
function readConfigLeniently(flag: string | boolean | undefined, host: LanguageHost): ConfigFile | undefined {
  try {
    return readConfigFile(
      typeof flag === "string" ? flag : undefined,
      host.environment["OPENVPN_STATUS_SITE_CONFIG"],
      host,
    );
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
