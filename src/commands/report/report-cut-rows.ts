import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { visibleText } from "../../text/format/visible-text.js";
import { messagesIn } from "../../text/i18n/messages.js";

/** Writes one line to stderr for each day file whose last row was cut off, and is gone now. */
export function cutRowReporter(
  { config: { language }, quiet }: Pick<GenSettings, "config" | "quiet">,
  { writeStderr }: Pick<Host, "writeStderr">,
): (path: string) => void {
  return (path) => {
    if (!quiet) writeStderr(`openvpn-status-site: ${visibleText(messagesIn(language).cutRow(path))}\n`);
  };
}
