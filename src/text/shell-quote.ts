/** A text as one word for a POSIX shell, whatever is in it. The pages' scripts have their own, in `assets/`. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
