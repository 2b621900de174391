/** A command's flags by name: what node's `parseArgs` needs to read them, and what `--help` says of them. */
export type FlagTable = Readonly<Record<string, Flag>>;

export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** What the value is, in capitals; only of a `string`. */
  readonly value?: string;
  readonly does: string;
}

export const HELP_FLAG = {
  help: { type: "boolean", short: "h", does: "print this text" },
} as const satisfies FlagTable;
