import type { HelpTexts } from "../../text/i18n/help-texts-en.js";
import { EXIT_CODE_NOBODY, EXIT_CODE_OF_FAULT, EXIT_CODE_OF_PROBLEM } from "./exit-code.js";

/** As `--help` lists them. */
export const EXIT_CODE_MEANINGS: readonly (readonly [code: number, meaning: (t: HelpTexts["exitCode"]) => string])[] = [
  [0, (t) => t.done],
  [EXIT_CODE_NOBODY, (t) => t.nobody],
  [EXIT_CODE_OF_PROBLEM.usage, (t) => t.usage],
  [EXIT_CODE_OF_PROBLEM["bad-source"], (t) => t.notUnderstood],
  [EXIT_CODE_OF_PROBLEM["no-source"], (t) => t.noSource],
  [EXIT_CODE_OF_FAULT, (t) => t.fault],
  [EXIT_CODE_OF_PROBLEM["cannot-write"], (t) => t.cannotWrite],
  [EXIT_CODE_OF_PROBLEM.io, (t) => t.io],
  [EXIT_CODE_OF_PROBLEM.locked, (t) => t.locked],
  [EXIT_CODE_OF_PROBLEM.permission, (t) => t.permission],
  [EXIT_CODE_OF_PROBLEM.config, (t) => t.config],
];
