import type { RowReader } from "./row-reader.js";
import type { GlobalStats } from "./status.js";

const QUEUE_LENGTH = "Max bcast/mcast queue length";
// The documentation of openvpn-status spells it this way.
const QUEUE_LENGTH_MISSPELT = "Max bcst/mcast queue length";

const isQueueLength = (name: string | undefined): boolean => name === QUEUE_LENGTH || name === QUEUE_LENGTH_MISSPELT;

/** Reads the rows of the global statistics. */
export class GlobalStatsRows {
  readonly #reader: RowReader;
  readonly #more = new Map<string, string>();
  #maxBcastMcastQueueLen: number | undefined;

  constructor(reader: RowReader) {
    this.#reader = reader;
  }

  /** @param fields name and value from the current line */
  add(fields: readonly string[]): void {
    try {
      this.#take(fields);
    } catch (error) {
      // The file is complete even if this value is malformed.
      if (isQueueLength(fields[0])) this.#maxBcastMcastQueueLen ??= Number.NaN;
      this.#reader.refuseRow("statistics", error);
    }
  }

  #take(fields: readonly string[]): void {
    const [name = "", value, ...surplus] = fields;
    if (value === undefined || surplus.length > 0 || name === "") {
      throw this.#reader.lines.error("a global statistic's name and value");
    }
    if (isQueueLength(name)) {
      this.#maxBcastMcastQueueLen = this.#reader.count(value, QUEUE_LENGTH);
    } else {
      this.#more.set(name, value);
    }
  }

  /** @throws ParsingError at the END line if the statistic that every server writes is missing. */
  finish(): GlobalStats {
    if (this.#maxBcastMcastQueueLen === undefined) throw this.#reader.lines.error(`${QUEUE_LENGTH} before END`);
    return { maxBcastMcastQueueLen: this.#maxBcastMcastQueueLen, more: this.#more };
  }
}
