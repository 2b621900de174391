import type { HelpTexts } from "../../text/i18n/help-texts-en.js";
import { EXIT_CODE_NOBODY, EXIT_CODE_FAULT, PROBLEM_EXIT_CODES } from "./exit-code.js";

/** As `--help` lists them. */
export const EXIT_CODE_MEANINGS: readonly (readonly [code: number, meaning: keyof HelpTexts["exitCode"]])[] = [
  [0, "done"],
  [EXIT_CODE_NOBODY, "nobody"],
  [PROBLEM_EXIT_CODES.usage, "usage"],
  [PROBLEM_EXIT_CODES["bad-source"], "notUnderstood"],
  [PROBLEM_EXIT_CODES["no-source"], "noSource"],
  [EXIT_CODE_FAULT, "fault"],
  [PROBLEM_EXIT_CODES["cannot-write"], "cannotWrite"],
  [PROBLEM_EXIT_CODES.io, "io"],
  [PROBLEM_EXIT_CODES.locked, "locked"],
  [PROBLEM_EXIT_CODES.permission, "permission"],
  [PROBLEM_EXIT_CODES.config, "config"],
];
