import type { HelpTexts } from "../../text/i18n/help-texts-en.js";

/** The flags of a command by name: for node's `parseArgs`, which reads them, and for `--help`, which describes them. */
export type FlagTable = Readonly<Record<string, Flag>>;

export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** What the value stands for, in capitals; only for a `string`. */
  readonly value?: HelpWords;
  readonly does: HelpWords;
}

/** A text of the help, in the language in which it is printed. */
export type HelpWords = (t: HelpTexts) => string;

export const HELP_FLAG = {
  help: { type: "boolean", short: "h", does: (t) => t.flag.help },
} as const satisfies FlagTable;
