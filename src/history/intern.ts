/**
 * A text that may be kept for as long as the program runs. What is cut out of a file's text holds on to all of that
 * text, so a long history would stay in memory a second time.
 */
export function detach(text: string): string {
  // A copy, since it is cut out of the joined text: of that alone, one letter longer, it holds on.
  return text.length < CUT_LENGTH ? text : ` ${text}`.slice(1);
}

/** Shorter texts are copied when they are cut out. */
const CUT_LENGTH = 13;

const sharedTexts = new Map<string, string>();

/** The same for names and addresses, of which the same few stand in most rows: equal texts are kept once. */
export function intern(text: string): string {
  const known = sharedTexts.get(text);
  if (known !== undefined) return known;
  const kept = detach(text);
  sharedTexts.set(kept, kept);
  return kept;
}
