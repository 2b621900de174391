import type { Host } from "../../build/host.js";
import { visibleText } from "../../text/format/visible-text.js";

/**
 * One line for stderr, of any text: nothing foreign in it can do anything to a terminal.
 *
 * @param command to run: a second line
 */
export function toWarning(text: string, command?: string): string {
  const lines = [`openvpn-status-site: ${visibleText(text)}`, ...(command === undefined ? [] : [visibleText(command)])];
  return `${lines.join("\n")}\n`;
}

/** Writes it. */
export function writeWarning(host: Pick<Host, "writeStderr">, text: string, command?: string): void {
  host.writeStderr(toWarning(text, command));
}
