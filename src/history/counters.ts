import { addCounts } from "./add-counts.js";
import type { Session } from "./session.js";

/**
 * The last two readings of a client's counters, as far as the next one needs them. OpenVPN's counters of a running client
 * can begin again at 0 (the kernel's part of DCO does so after a rekey or a restart), and one reading can be wrong: too
 * low, or another peer's.
 */
export interface Readings {
  readonly received: CounterReadings;
  readonly sent: CounterReadings;
}

export interface CounterReadings {
  /** Bytes of the counter as it runs now that are beyond doubt. */
  readonly settled: number;
  /** The last reading. Below `settled` it is in doubt; above, it is taken back if the next falls below it. */
  readonly last: number;
}

/** What a counter comes to with one more reading. Totals are in bytes since the session began. */
export interface CounterStep {
  readonly readings: CounterReadings;
  readonly total: number;
  /** The total before, without a last reading that is now known to be wrong. */
  readonly totalBefore: number;
}

/**
 * Takes one more reading of a counter. One wrong reading adds nothing, and a counter that begins again loses nothing:
 *
 * - A reading that the next one does not fall below is settled.
 * - One below the settled value is in doubt until the next. If that is below it too, the counter has begun again.
 * - One above the settled value that the next falls below, but not below the settled value, was wrong.
 */
export function stepCounter(before: CounterReadings, total: number, reading: number): CounterStep {
  const { settled, last } = before;
  // What the counters before the present one had come to.
  const base = total - Math.max(settled, last);
  if (last < settled) {
    if (reading >= settled)
      return { readings: { settled, last: reading }, total: addCounts(base, reading), totalBefore: total };
    const began = reading < last ? { settled: 0, last: reading } : { settled: last, last: reading };
    return { readings: began, total: addCounts(total, reading), totalBefore: total };
  }
  if (reading >= last)
    return { readings: { settled: last, last: reading }, total: addCounts(base, reading), totalBefore: total };
  if (reading >= settled) {
    return { readings: { settled, last: reading }, total: addCounts(base, reading), totalBefore: base + settled };
  }
  return { readings: { settled: last, last: reading }, total, totalBefore: total };
}

/**
 * The readings of a session at first sight.
 *
 * @param isNew whether it is known that the counters began at 0 a moment ago; else all of the first reading is settled
 */
export function firstReadings({ bytesReceived, bytesSent }: Bytes, isNew: boolean): Readings {
  const first = (last: number): CounterReadings => ({ settled: isNew ? 0 : last, last });
  return { received: first(bytesReceived), sent: first(bytesSent) };
}

/** The readings of an open session; of one of an older version, or that was taken back, all is settled. */
export function getReadings({ readings, bytesReceived, bytesSent }: Session): Readings {
  return readings ?? firstReadings({ bytesReceived: bytesReceived ?? 0, bytesSent: bytesSent ?? 0 }, false);
}

/** In the server's directions: received from the client, sent to it. */
interface Bytes {
  readonly bytesReceived: number;
  readonly bytesSent: number;
}
