/** Epoch seconds as the history writes them: `2026-11-21T08:12:15Z`. */
export function isoSeconds(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** The reverse of {@link isoSeconds}; undefined for any other text and for days that no calendar has. */
export function parseIsoSeconds(text: string): number | undefined {
  if (text.length !== 20 || text[10] !== "T" || text[19] !== "Z") return undefined;
  const seconds = Date.parse(text) / 1000;
  // Date.parse takes 2026-02-30 for 2 March: what it read must be what was written.
  return Number.isInteger(seconds) && isoSeconds(seconds) === text ? seconds : undefined;
}
