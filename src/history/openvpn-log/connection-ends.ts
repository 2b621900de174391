import { hasLeft, type LogConnection, type LogEnd, type LogPlace } from "./log-connection.js";
import type { OpenConnections } from "./open-connections.js";

/** What becomes of connections. */
export interface LogSink {
  readonly ended: (connection: LogConnection, end: LogEnd) => void;
  /** The log does not show how long this connection lasted. */
  readonly lost: (connection: LogConnection) => void;
  /** The end of a connection whose beginning is not in the log. */
  readonly endedUnknown: (place: LogPlace) => void;
}

/** Ends open connections, as exactly as the log shows. */
export class ConnectionEnds {
  readonly #open: OpenConnections;
  readonly #sink: LogSink;
  #last = "";

  constructor(open: OpenConnections, sink: LogSink) {
    this.#open = open;
    this.#sink = sink;
  }

  /** Whether the connection of this client ended last. More lines about its end may follow. */
  isLast(client: string): boolean {
    return client === this.#last;
  }

  /** @param seconds the end in the log */
  close(connection: LogConnection, seconds: number): void {
    this.#forget(connection);
    if (connection.isRefused) return;
    const endSeconds = hasLeft(connection, seconds) ? connection.leavingSeconds : seconds;
    this.#sink.ended(connection, { endSeconds, goneBySeconds: null, endSource: "event" });
  }

  /** It ends at its last line, which is the last proof. */
  closeUnseen(connection: LogConnection, goneBySeconds: number): void {
    if (this.#isEndKnown(connection)) return;
    const endSeconds = connection.lastSeenSeconds;
    const isLater = goneBySeconds >= endSeconds;
    this.#sink.ended(connection, { endSeconds, goneBySeconds: isLater ? goneBySeconds : null, endSource: "status" });
  }

  /** It may still be connected. */
  lose(connection: LogConnection): void {
    if (!this.#isEndKnown(connection)) this.#sink.lost(connection);
  }

  /** Closes a connection whose end needs no further line. */
  #isEndKnown(connection: LogConnection): boolean {
    const isKnown = connection.isRefused || hasLeft(connection, Infinity);
    if (isKnown) this.close(connection, Infinity);
    else this.#forget(connection);
    return isKnown;
  }

  #forget(connection: LogConnection): void {
    this.#open.remove(connection);
    this.#last = connection.client;
  }
}
