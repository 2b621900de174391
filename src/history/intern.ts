/**
 * Copies a text that is kept for long. A substring keeps the whole text that it was cut from in memory, so the text of
 * a long history would stay in memory next to its rows.
 */
export function detach(text: string): string {
  // Concatenating and slicing makes V8 copy: the result refers to the short concatenation, not to the file's text.
  return text.length < CUT_LENGTH ? text : ` ${text}`.slice(1);
}

/** V8 copies shorter substrings anyway. */
const CUT_LENGTH = 13;

const sharedTexts = new Map<string, string>();

/** The same for names and addresses, which are repeated in many rows: equal texts are kept once. */
export function intern(text: string): string {
  const known = sharedTexts.get(text);
  if (known !== undefined) return known;
  const kept = detach(text);
  sharedTexts.set(kept, kept);
  return kept;
}
