import { resolve } from "node:path";
import { parseFlags } from "../io/config/parse-config.js";
import { readInput } from "../io/files/read-input.js";
import { parseStatusFile } from "../status/parse-status.js";
import { ParsingError } from "../status/parsing-error.js";
import { statusToJson } from "../status/status-to-json.js";
import { makeZone } from "../status/zone.js";
import { LANGUAGES } from "../text/i18n/language.js";
import { ProblemError } from "../text/problem.js";
import { visibleJson } from "../text/format/visible-text.js";
import { HELP_FLAG, type FlagTable } from "./flags/flag-table.js";
import { printHelp } from "./flags/print-help.js";
import { readFlags } from "./flags/read-flags.js";
import type { Host } from "../build/host.js";

const PARSE_FLAGS = {
  timezone: { type: "string", value: "zone", does: "localTimezone" },
  encoding: { type: "string", value: "label", does: "encoding" },
  language: { type: "string", value: { oneOf: LANGUAGES }, does: "messageLanguage" },
  ...HELP_FLAG,
} as const satisfies FlagTable;

/** `parse FILE`: prints a status file as JSON. */
export async function parse(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readFlags("parse", PARSE_FLAGS, args);
  if (values.help === true) return printHelp("parse", PARSE_FLAGS, host);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new ProblemError({
      kind: "usage",
      what: (t) => t.usage.parseOneFile(positionals.length),
      fix: (t) => t.usage.parseOneFileFix,
    });
  }
  const { timezone = host.systemZone, encoding = "utf-8" } = parseFlags(values);
  // Read only once: it may be an archive or a pipe, which is not being rewritten.
  const bytes = file === "-" ? await host.readStdin() : readInput(resolve(host.currentFolder, file));
  try {
    host.writeStdout(
      `${visibleJson(JSON.stringify(statusToJson(parseStatusFile(bytes, { zone: makeZone(timezone), encoding })), null, 2))}\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error;
    throw new ProblemError(
      {
        kind: "bad-source",
        what: (t) => t.usage.notAStatus(file, error.message),
        fix: (t) => t.usage.notAStatusFix,
      },
      { cause: error },
    );
  }
}
