/**
 * OpenVPN was first released in May 2001. A clock that shows an earlier time (1970, on a machine without a battery) is
 * not set yet, so starts and ends that it gives are wrong.
 */
export const EARLIEST_SET_CLOCK_SECONDS = Date.UTC(2001, 0, 1) / 1000;
