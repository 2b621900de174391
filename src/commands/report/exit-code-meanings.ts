import type { HelpTexts } from "../../text/i18n/help-texts-en.js";
import { EXIT_CODE_NOBODY, EXIT_CODE_OF_FAULT, EXIT_CODE_OF_PROBLEM } from "./exit-code.js";

/** As `--help` lists them. */
export const EXIT_CODE_MEANINGS: readonly (readonly [code: number, meaning: keyof HelpTexts["exitCode"]])[] = [
  [0, "done"],
  [EXIT_CODE_NOBODY, "nobody"],
  [EXIT_CODE_OF_PROBLEM.usage, "usage"],
  [EXIT_CODE_OF_PROBLEM["bad-source"], "notUnderstood"],
  [EXIT_CODE_OF_PROBLEM["no-source"], "noSource"],
  [EXIT_CODE_OF_FAULT, "fault"],
  [EXIT_CODE_OF_PROBLEM["cannot-write"], "cannotWrite"],
  [EXIT_CODE_OF_PROBLEM.io, "io"],
  [EXIT_CODE_OF_PROBLEM.locked, "locked"],
  [EXIT_CODE_OF_PROBLEM.permission, "permission"],
  [EXIT_CODE_OF_PROBLEM.config, "config"],
];
