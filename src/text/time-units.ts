export const HOUR_SECONDS = 3600;
/** A day of the calendar may be an hour longer or shorter, where clocks change. */
export const DAY_SECONDS = 86_400;
