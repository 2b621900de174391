/** The wording of every message that a text is not what is expected. */
export function describeMismatch(expected: string, got: string): string {
  return `expected ${expected}, got ${got}`;
}
