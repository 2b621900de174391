import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import type { KeepInRun } from "../../build/keep-in-run.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { writeWarning } from "./write-warning.js";

/** Writes one line to stderr when `keep` begins to wait for a clock that is believed, and one when it goes on. */
export function reportKeep(
  notice: KeepInRun["notice"],
  { config: { language } }: Pick<GenSettings, "config">,
  host: Pick<Host, "writeStderr">,
): void {
  if (notice === null) return;
  const t = messagesIn(language);
  writeWarning(host, notice === "begins" ? t.keepHeld.begins : t.keepHeld.ends);
}
