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

const PART_ROWS = 200;

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

/** The number of pages besides the one with the newest rows. */
export function countParts(rowCount: number): number {
  return Math.max(0, Math.floor(rowCount / PART_ROWS) - 1);
}

/** Only where the parts are, for the page with the newest rows. */
export function toListParts({ parts }: CutList<unknown>): readonly ListPart[] {
  return parts.map(({ path, from, to }) => ({ path, from, to }));
}

/** A further page of a list. Newer rows do not change it, except that the newest such page gets a next one. */
interface OlderPart<Row> {
  /** Its rows are counted from the oldest one. */
  readonly part: ListPart;
  readonly rows: readonly Row[];
  /** The page after this one (if it is not that with the newest rows), this one and the older ones. */
  readonly parts: readonly ListPart[];
}

/**
 * The further pages of a list. Their rows are counted from the oldest one.
 *
 * @param kind distinguishes the lists of one page; empty for the only one
 */
export function listOlderParts(count: number, first: string, kind = ""): readonly ListPart[] {
  const partCount = countParts(count);
  return Array.from({ length: partCount }, (_, place) => {
    const number = partCount - place;
    return { path: partPath(first, number, kind), from: (number - 1) * PART_ROWS + 1, to: number * PART_ROWS };
  });
}

/**
 * @param rows newest first
 * @param first the path of the page with the newest ones
 * @param kind see {@link listOlderParts}
 */
export function cutOlderParts<Row>(
  rows: readonly Row[],
  first: string,
  kind = "",
): { readonly newest: readonly Row[]; readonly older: readonly OlderPart<Row>[] } {
  const listed = listOlderParts(rows.length, first, kind);
  const cut = cutList(rows, (number) => partPath(first, number, kind));
  const older = cut.parts.flatMap((own, place) => {
    const part = listed[place];
    return part === undefined ? [] : [{ part, rows: own.rows, parts: listed.slice(Math.max(0, place - 1)) }];
  });
  return { newest: cut.first, older };
}

/** `history/2026-11/1.html` beside `history/2026-11/index.html`, and `notices/2026-11/1.html` below `notices/2026-11.html`. */
function partPath(first: string, number: number, kind: string): string {
  return first.replace(/(?:\/index)?\.html$/, `/${kind}${kind === "" ? "" : "-"}${number}.html`);
}
