/** Clocks may differ by this much: a time that is further ahead of now is from a wrong clock. */
export const MAX_CLOCK_AHEAD_SECONDS = 300;
