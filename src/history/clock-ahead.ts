/** Clocks may differ by this much: a time that is further ahead of now is from a wrong clock. */
export const MAX_CLOCK_AHEAD_SECONDS = 300;

/**
 * The samples up to now. A clock that was ahead and has returned leaves later ones, which say nothing about now: no chart,
 * gap or interval may be made from them.
 */
export function samplesUntil<Timed extends { readonly timeSeconds: number }>(
  samples: readonly Timed[],
  nowSeconds: number,
): readonly Timed[] {
  return samples.filter(({ timeSeconds }) => timeSeconds <= nowSeconds + MAX_CLOCK_AHEAD_SECONDS);
}
