import type { HelpTexts } from "../../text/i18n/help-texts-en.js";

/** The flags of a command by name: for node's `parseArgs`, which reads them, and for `--help`, which describes them. */
export type FlagTable = Readonly<Record<string, Flag>>;

export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** The placeholder for the value; only for a `string`. */
  readonly value?: keyof HelpTexts["value"] | { readonly oneOf: readonly string[] };
  readonly does: keyof HelpTexts["flag"];
}

export const HELP_FLAG = {
  help: { type: "boolean", short: "h", does: "help" },
} as const satisfies FlagTable;
