/**
 * OpenVPN's first release was in May 2001: a clock that shows less (1970, on a machine without a battery) is not set
 * yet, and dates its clients and their ends wrongly.
 */
export const EARLIEST_SET_CLOCK_SECONDS = Date.UTC(2001, 0, 1) / 1000;
