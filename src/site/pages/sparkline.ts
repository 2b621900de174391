/** A small picture without a scale, 84 × 24: paths of SVG. */
export interface Sparkline {
  readonly past: string;
  /** Today's bar; empty in a picture of hours. */
  readonly now: string;
}

const [WIDTH, HEIGHT] = [84, 24] as const;
const [BAR_STEP, BAR_WIDTH] = [6, 4] as const;
export const SPARK_BARS = WIDTH / BAR_STEP;

/**
 * Bars of days, the last of them today's.
 *
 * @param values at most {@link SPARK_BARS}
 * @returns null where there is nothing to compare today with
 */
export function toBarSpark(values: readonly number[]): Sparkline | null {
  const most = Math.max(...values);
  if (!values.slice(0, -1).some((value) => value > 0)) return null;
  const first = SPARK_BARS - values.length;
  const bars = values.map((value, at) => {
    const height = value === 0 ? 0 : Math.max(1, Math.round((HEIGHT * value) / most));
    return height === 0 ? "" : `M${(first + at) * BAR_STEP} ${HEIGHT - height}h${BAR_WIDTH}v${height}h-${BAR_WIDTH}z`;
  });
  return { past: bars.slice(0, -1).join(""), now: bars.at(-1) ?? "" };
}

/** A time with a value, as shares of the picture's width; null: not known. */
interface SparkSpan {
  readonly from: number;
  readonly to: number;
  readonly value: number | null;
}

const COLUMNS = 42;

/**
 * An area with the highest value in each column, interrupted where nothing is known.
 *
 * @param spans in order
 * @returns null if all values are zero or unknown
 */
export function toAreaSpark(spans: readonly SparkSpan[]): Sparkline | null {
  const most = Math.max(0, ...spans.map(({ value }) => value ?? 0));
  if (most === 0) return null;
  const columns = new Array<number | null>(COLUMNS).fill(null);
  for (const { from, to, value } of spans) {
    if (value === null) continue;
    for (let at = Math.floor(from * COLUMNS); at < COLUMNS && at < to * COLUMNS; at += 1) {
      columns[at] = Math.max(columns[at] ?? 0, value);
    }
  }
  const step = WIDTH / COLUMNS;
  let path = "";
  let before: number | null = null;
  for (const [at, value] of [...columns, null].entries()) {
    const top = value === null ? null : HEIGHT - Math.round((HEIGHT * value) / most);
    if (top === before) continue;
    if (before === null) path += `M${at * step} ${HEIGHT}V${top ?? HEIGHT}`;
    else path += top === null ? `H${at * step}V${HEIGHT}z` : `H${at * step}V${top}`;
    before = top;
  }
  return { past: path, now: "" };
}
