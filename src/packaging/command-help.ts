import { execFileSync } from "node:child_process";

/** What `--help` prints, in parts: lists of rows by their headings, and the text before them. */
export interface HelpText {
  readonly intro: string;
  readonly lists: readonly HelpList[];
}

export interface HelpList {
  /** Empty: the first list has no heading. */
  readonly heading: string;
  readonly rows: readonly (readonly [left: string, does: string])[];
}

/** The help of a built program, in English whatever this host's config has. */
export function readHelp(cli: string, ...command: readonly string[]): HelpText {
  const args = [cli, ...command, "--help", "--language", "en"];
  return parseHelp(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

/** Parses the output of `--help` into its lists. */
export function parseHelp(text: string): HelpText {
  const [intro = "", ...lines] = text.split("\n");
  const lists: { heading: string; rows: (readonly [string, string])[] }[] = [{ heading: "", rows: [] }];
  for (const line of lines) {
    const [, left, does] = /^ {2}(\S.*?) {3,}(\S.*)$/.exec(line) ?? [];
    const isExample = left?.startsWith("openvpn-status-site") === true;
    if (left !== undefined && does !== undefined && !isExample) lists.at(-1)?.rows.push([left, does]);
    else if (line.endsWith(":")) lists.push({ heading: line.slice(0, -1), rows: [] });
  }
  return { intro, lists: lists.filter(({ rows }) => rows.length > 0) };
}

/** `prune [ID…]` → `prune`. */
export function toCommandName(left: string): string {
  return left.split(" ")[0] ?? "";
}
