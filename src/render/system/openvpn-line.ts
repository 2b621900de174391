/**
 * A line of OpenVPN's config that runs a command for an event.
 *
 * OpenVPN reads it twice: as a line of the config, and then the option's value as the words of the command. Both times it
 * takes quotes off. Inside double quotes, a backslash may only precede a backslash, a double quote or a blank.
 */
export function toScriptLine(option: string, words: readonly string[]): string {
  return `${option} ${inDoubleQuotes(words.map(quoteWord).join(" "))}`;
}

/** The characters that OpenVPN takes in a line of its config. A longer line keeps it from starting. */
export const LINE_MAX_LENGTH = 254;

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return word.includes("'") ? inDoubleQuotes(word) : `'${word}'`;
}

function inDoubleQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
