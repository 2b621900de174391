import { posix } from "node:path";
import { shellQuote } from "../../text/format/shell-quote.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { toScriptLine } from "./openvpn-line.js";

/** Where the hook is kept: upgrades and removal of a package leave files there alone. */
export const HOOK_PATH = "/etc/openvpn/status-site-hook.sh";

/** A server and the file to which its hook appends. */
export interface ServerEvents {
  readonly name: string;
  readonly events: string;
}

/** The values of the hook's template. Every value is quoted, or is safe in a comment. */
export interface HookFile {
  readonly t: CommandTexts["print"]["hook"];
  readonly path: string;
  readonly folders: readonly string[];
  readonly servers: readonly HookServer[];
  /** The line of this program's config that is still missing. */
  readonly keyToSet: string | null;
  /** The event file if there is one only, quoted for a shell. */
  readonly onlyFile: string;
}

/** A server's lines for OpenVPN's config. */
export interface HookServer {
  readonly name: string;
  readonly connect: string;
  readonly disconnect: string;
  /** The same for a server that has a script for that event. */
  readonly connectAfterOld: string;
  readonly disconnectAfterOld: string;
}

/** The folders of the event files, quoted for a shell. */
export function toFolders(servers: readonly ServerEvents[]): readonly string[] {
  return [...new Set(servers.map(({ events }) => shellQuote(posix.dirname(events))))];
}

/**
 * OpenVPN refuses a client if a client-connect script fails, and does not start if it is missing. So each line is a
 * command of its own that succeeds, whatever happens to the hook in the inner shell: it may be missing, incomplete or
 * killed. The trap is for a shell that cannot even fork.
 */
export function toHookServer({ name, events }: ServerEvents): HookServer {
  const hook = `(set -- ${shellQuote(events)}; . ${HOOK_PATH})`;
  const own = ["/bin/sh", "-c", `trap "exit 0" 0; ${hook}; exit 0`];
  // A client that the old script refuses never connects. A disconnect is recorded in any case.
  const ifAccepted = `OLD-SCRIPT "$@" || exit; trap "exit 0" 0; ${hook}; exit 0`;
  const always = `OLD-SCRIPT "$@"; code=$?; trap "exit $code" 0; ${hook}; exit $code`;
  return {
    name,
    connect: toScriptLine("client-connect", own),
    disconnect: toScriptLine("client-disconnect", own),
    // OpenVPN appends an argument for client-connect. The word before it is the shell's name.
    connectAfterOld: toScriptLine("client-connect", ["/bin/sh", "-c", ifAccepted, "sh"]),
    disconnectAfterOld: toScriptLine("client-disconnect", ["/bin/sh", "-c", always, "sh"]),
  };
}
