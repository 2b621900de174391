/** The flags of a command by name: for node's `parseArgs`, which reads them, and for `--help`, which describes them. */
export type FlagTable = Readonly<Record<string, Flag>>;

interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** What the value stands for, in capitals; only for a `string`. */
  readonly value?: string;
  readonly does: string;
}

export const HELP_FLAG = {
  help: { type: "boolean", short: "h", does: "print this text" },
} as const satisfies FlagTable;
