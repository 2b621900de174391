import type { Host } from "../../build/host.js";
import { visibleText } from "../../text/format/visible-text.js";

/** Writes one line to stderr, with the program's name, whatever the text holds. */
export function writeWarning({ writeStderr }: Pick<Host, "writeStderr">, text: string): void {
  writeStderr(toWarning(text));
}

/** @param command that the reader can run: a line of its own */
export function toWarning(text: string, command?: string): string {
  const line = `openvpn-status-site: ${visibleText(text)}`;
  return command === undefined ? `${line}\n` : `${line}\n${visibleText(command)}\n`;
}
