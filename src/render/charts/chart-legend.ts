/** A legend's entry, in a row above a chart. */
export interface LegendPlace {
  /** Where the entry's sign is, in pixels from the chart's left edge. */
  readonly signPx: number;
  readonly textPx: number;
}

const SIGN_PX = 22;
const GAP_PX = 26;
/** The average width of a letter where texts are large. */
const LETTER_PX = 13;

/** Positions for the entries of a legend, one after the other, far enough apart where texts are large too. */
export function legendPlaces(texts: readonly string[]): readonly LegendPlace[] {
  let next = 0;
  return texts.map((text) => {
    const place = { signPx: next, textPx: next + SIGN_PX };
    next += SIGN_PX + text.length * LETTER_PX + GAP_PX;
    return place;
  });
}
