import type { SourceAdvice } from "../history/source-advice.js";
import type { SourceState } from "../history/source-state.js";
import type { Messages } from "../text/i18n/messages.js";

/** What to check about a source that is `ok`, in a few words; null: nothing, or its state shows it. */
export function adviceLabel(
  { state, advice }: { readonly state: SourceState; readonly advice: SourceAdvice | null },
  t: Messages,
): string | null {
  if (state !== "ok" || advice === null) return null;
  const texts: { readonly meaning: string; readonly label?: string } = t.source.advice[advice];
  return texts.label ?? null;
}
