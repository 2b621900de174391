import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { writeWarning } from "./write-warning.js";

/** Writes one line to stderr for each day file whose last row was cut off, and is gone now. */
export function cutRowReporter(
  { config: { language }, quiet }: Pick<GenSettings, "config" | "quiet">,
  host: Pick<Host, "writeStderr">,
): (path: string) => void {
  return (path) => {
    if (!quiet) writeWarning(host, messagesIn(language).cutRow(path));
  };
}
