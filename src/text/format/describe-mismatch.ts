/** How every message says that a text is not what it should be. */
export function describeMismatch(expected: string, got: string): string {
  return `expected ${expected}, got ${got}`;
}
