import type { Progress } from "../../io/publish/publish.js";
import { formatInteger } from "../../text/format/format-number.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { Host } from "../../build/host.js";

/** A command that takes less time reports no progress. */
const PATIENCE_SECONDS = 1;
const PAUSE_SECONDS = 0.2;

interface ProgressLine {
  readonly tell: Progress;
  /** Removes the line, if there is one. */
  readonly end: () => void;
}

/**
 * Shows the progress of a long run on a terminal, in one line that is overwritten; shows nothing without a terminal.
 */
export function openProgressLine(
  { showOnTerminal, nowSeconds }: Pick<Host, "showOnTerminal" | "nowSeconds">,
  language: Language,
): ProgressLine {
  if (showOnTerminal === null) return { tell: () => undefined, end: () => undefined };
  const t = messagesIn(language);
  let isShown = false;
  let nextSeconds = nowSeconds() + PATIENCE_SECONDS;
  return {
    tell: (doneCount, totalCount) => {
      if (nowSeconds() < nextSeconds) return;
      nextSeconds = nowSeconds() + PAUSE_SECONDS;
      isShown = true;
      showOnTerminal(t.filesDone(formatInteger(language, doneCount), formatInteger(language, totalCount)));
    },
    end: () => {
      if (isShown) showOnTerminal("");
    },
  };
}
