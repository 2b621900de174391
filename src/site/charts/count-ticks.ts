export interface CountTick {
  readonly count: number;
  readonly label: string;
}

/** Whole numbers from 0 to the first round one that is not below the highest count, in at most so many steps. */
export function countTicks(highestCount: number, maxSteps: 3 | 5): readonly CountTick[] {
  const top = Math.max(1, highestCount);
  const tenth = 10 ** Math.floor(Math.log10(top / 4));
  const step =
    [1, 2, 5, 10, 20].map((factor) => factor * tenth).find((size) => size >= 1 && top / size <= maxSteps) ?? 1;
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => ({
    count: index * step,
    label: shortCount(index * step),
  }));
}

/** Five digits would not fit beside a narrow chart; from there on the ticks are whole thousands. */
function shortCount(count: number): string {
  return count < 10_000 ? String(count) : `${count / 1000}k`;
}
