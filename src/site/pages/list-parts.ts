/** Where the rest of a list is that is too long for one page. */
export interface ListPart {
  readonly path: string;
  /** Its rows, counted from the newest one, which is 1. */
  readonly from: number;
  readonly to: number;
}

/** A list with its newest rows on one page, and the rest on others. */
export interface CutList<Row> {
  readonly first: readonly Row[];
  /** Newest first. */
  readonly parts: readonly (ListPart & { readonly rows: readonly Row[] })[];
}

export const PART_ROWS = 200;

/**
 * Cuts a list into pages of 200, from its oldest row on, so that they keep their rows when newer ones join. The first page
 * has the newest: up to 399, since so many fit one page.
 *
 * @param rows newest first
 * @param toPath the path of a page, by its number: that with the oldest rows is 1
 */
export function cutList<Row>(rows: readonly Row[], toPath: (number: number) => string): CutList<Row> {
  const partCount = countParts(rows.length);
  const firstCount = rows.length - partCount * PART_ROWS;
  const parts = Array.from({ length: partCount }, (_, place) => {
    const start = firstCount + place * PART_ROWS;
    const end = start + PART_ROWS;
    return { path: toPath(partCount - place), from: start + 1, to: end, rows: rows.slice(start, end) };
  });
  return { first: rows.slice(0, firstCount), parts };
}

/** How many pages there are beside that with the newest rows. */
export function countParts(rowCount: number): number {
  return Math.max(0, Math.floor(rowCount / PART_ROWS) - 1);
}

/** Only where the parts are, for the page with the newest rows. */
export function toListParts({ parts }: CutList<unknown>): readonly ListPart[] {
  return parts.map(({ path, from, to }) => ({ path, from, to }));
}
