import { addCounts } from "./add-counts.js";

/**
 * What must be remembered of a client's counters to judge their next readings. While a client is connected, OpenVPN's
 * counters can restart at 0 (with DCO, the kernel does so after a rekey or a restart), and a single reading can be
 * wrong: too low, or another peer's.
 */
export interface Readings {
  readonly received: CounterReadings;
  readonly sent: CounterReadings;
  /** The traffic between the last two snapshots; absent if there were none, or if their counters do not show it. */
  readonly step?: TrafficStep;
}

/** The traffic of a client between two snapshots. */
interface TrafficStep {
  readonly seconds: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

interface CounterReadings {
  /** The value of the counter, since it last restarted, that later readings have confirmed. */
  readonly confirmed: number;
  /** The last reading. Below `confirmed` it is doubtful; above it, it is taken back if the next reading is lower. */
  readonly last: number;
}

/** The result of one more reading. Totals are in bytes since the session began. */
interface CounterStep {
  readonly readings: CounterReadings;
  readonly total: number;
  /** The total before this reading, without an earlier reading that has now turned out to be wrong. */
  readonly totalBefore: number;
}

/**
 * Takes one more reading of a counter. A single wrong reading adds nothing, and a counter that restarts loses nothing:
 *
 * - A reading is confirmed by a next one that is not lower.
 * - A reading below the confirmed value is doubtful. If the next one is below it too, the counter has restarted.
 * - A reading above the confirmed value was wrong if the next one is lower, but not below the confirmed value.
 */
export function stepCounter(before: CounterReadings, total: number, reading: number): CounterStep {
  const { confirmed, last } = before;
  // The total of the counter before its last restart.
  const base = total - Math.max(confirmed, last);
  if (last < confirmed) {
    if (reading >= confirmed)
      return { readings: { confirmed, last: reading }, total: addCounts(base, reading), totalBefore: total };
    const began = reading < last ? { confirmed: 0, last: reading } : { confirmed: last, last: reading };
    return { readings: began, total: addCounts(total, reading), totalBefore: total };
  }
  if (reading >= last)
    return { readings: { confirmed: last, last: reading }, total: addCounts(base, reading), totalBefore: total };
  if (reading >= confirmed) {
    return { readings: { confirmed, last: reading }, total: addCounts(base, reading), totalBefore: base + confirmed };
  }
  return { readings: { confirmed: last, last: reading }, total, totalBefore: total };
}

/**
 * The total after the last reading of a counter, which OpenVPN takes when the client disconnects. No later reading
 * confirms it, so it is right: if it is below the confirmed value, the counter has restarted.
 */
export function finishCounter(
  before: CounterReadings,
  total: number,
  reading: number,
): Pick<CounterStep, "total" | "totalBefore"> {
  const hasRestarted = before.last >= before.confirmed && reading < before.confirmed;
  return hasRestarted ? { total: addCounts(total, reading), totalBefore: total } : stepCounter(before, total, reading);
}

/**
 * The readings of a session that is seen for the first time.
 *
 * @param isNew whether the counters are known to have started at 0 just now; if not, the first reading is confirmed
 */
export function firstReadings({ bytesReceived, bytesSent }: Bytes, isNew: boolean): Readings {
  const first = (last: number): CounterReadings => ({ confirmed: isNew ? 0 : last, last });
  return { received: first(bytesReceived), sent: first(bytesSent) };
}

/** The readings of an open session. Its bytes are confirmed if an older version wrote it or if it was reopened. */
export function getReadings({ readings, bytesReceived, bytesSent }: CountedSession): Readings {
  return readings ?? firstReadings({ bytesReceived: bytesReceived ?? 0, bytesSent: bytesSent ?? 0 }, false);
}

/** The part of a session that counts bytes. */
interface CountedSession {
  readonly readings?: Readings;
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

/** In the server's directions: received from the client, sent to it. */
interface Bytes {
  readonly bytesReceived: number;
  readonly bytesSent: number;
}
