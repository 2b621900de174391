import { HIDDEN_CHARACTERS } from "../src/text/hidden-characters.js";
import { shellQuote } from "./shell-quote.js";

const COMMAND = "openvpn-status-site prune";

/** Characters that a terminal acts on, or that make a command look like another one. */
const UNSAFE_TO_PASTE = new RegExp(`[\\p{C}${HIDDEN_CHARACTERS}]`, "u");

/** The command that deletes these sessions. */
export function pruneSessions(ids: readonly string[]): string {
  return [COMMAND, ...ids.map(shellQuote)].join(" ");
}

/**
 * The command that deletes every ended session of a user, of a server, of both or of all. Undefined where a name holds
 * characters that nobody should paste into a terminal: their sessions can be named by id.
 */
export function pruneAllOf(user: string | undefined, server: string | undefined): string | undefined {
  const names = Object.entries({ user, server }).flatMap(([flag, name]) =>
    name === undefined ? [] : [{ flag, name }],
  );
  if (names.some(({ name }) => UNSAFE_TO_PASTE.test(name))) return undefined;
  if (names.length === 0) return `${COMMAND} --all`;
  // `--user=-x`, not `--user -x`: a name may begin like a flag.
  return [COMMAND, ...names.map(({ flag, name }) => `--${flag}=${shellQuote(name)}`)].join(" ");
}
