import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { writeWarning } from "./write-warning.js";

/** Writes a line to stderr for each day file whose truncated last row was removed. */
export function cutRowReporter(
  { config: { language }, quiet }: Pick<GenSettings, "config" | "quiet">,
  host: Pick<Host, "writeStderr">,
): (path: string) => void {
  return (path) => {
    if (!quiet) writeWarning(host, messagesIn(language).cutRow(path));
  };
}
