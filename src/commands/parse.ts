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
import { makeCommand } from "./flags/make-command.js";

/** `parse FILE`: prints a status file as JSON. */
export const parse = makeCommand({
  name: "parse",
  flags: {
    timezone: { type: "string", value: "zone", does: "localTimezone" },
    encoding: { type: "string", value: "label", does: "encoding" },
    language: { type: "string", value: { oneOf: LANGUAGES }, does: "messageLanguage" },
  },
  takesOperands: true,
  run: async (values, host, operands) => {
    const [file, ...others] = operands;
    if (file === undefined || others.length > 0) {
      throw new ProblemError({
        kind: "usage",
        what: (t) => t.usage.parseOneFile(operands.length),
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
  },
});
