import { HIDDEN_CHARACTERS } from "./hidden-characters.js";
import { shellQuote } from "./shell-quote.js";

/** How to start this program again with the config of this run. Each part is quoted for a POSIX shell. */
export interface PrintedCommand {
  /** The words before the command's name: `node /opt/openvpn-status-site/dist/cli.js`. */
  readonly start: string;
  /** The words after it: `--config /etc/openvpn-status-site/config.toml`; may be empty. */
  readonly flags: string;
}

/** Printed if the real command is not safe to paste into a terminal. */
export const PLAIN_COMMAND: PrintedCommand = { start: "openvpn-status-site", flags: "" };

/** Characters that control the terminal, or that make a command look like another one. */
const UNSAFE_TO_PASTE = new RegExp(`[\\p{C}${HIDDEN_CHARACTERS}]`, "u");

/** Whether a text has no characters that could deceive someone who pastes it into a terminal. */
export function isSafeToPaste(text: string): boolean {
  return !UNSAFE_TO_PASTE.test(text);
}

/** @param user the user that must run the command, if not root: root then starts it as that user */
export function printCommand(
  startWords: readonly string[],
  flags: readonly (readonly [flag: string, value: string])[],
  user: string | null,
): PrintedCommand {
  const words = [...(user === null ? [] : ["runuser", "-u", user, "--"]), ...startWords];
  if (![...words, ...flags.flat()].every(isSafeToPaste)) return PLAIN_COMMAND;
  return {
    start: words.map(shellQuote).join(" "),
    // A value may begin like a flag.
    flags: flags
      .map(([flag, value]) => (value.startsWith("-") ? `${flag}=${shellQuote(value)}` : `${flag} ${shellQuote(value)}`))
      .join(" "),
  };
}

/** `prune` → `node /opt/openvpn-status-site/dist/cli.js prune --config /etc/openvpn-status-site/config.toml`. */
export function toCommandLine({ start, flags }: PrintedCommand, command: string): string {
  return [start, command, flags].filter((part) => part !== "").join(" ");
}
