import { intern } from "../intern.js";
import type { ClientPrefix } from "./client-prefix.js";
import { ConnectedClients } from "./connected-clients.js";
import { ConnectionEnds, type LogSink } from "./connection-ends.js";
import { Handshakes } from "./handshakes.js";
import { startConnection, type LogConnection, type LogPlace } from "./log-connection.js";
import type { ClientMessage, LogEvent } from "./log-event.js";
import { OpenConnections, type TunnelIps } from "./open-connections.js";

/** In real logs, at most two seconds are between the first line of a stop and the final one. */
const STOPPING_SECONDS = 10;

/** Follows the connections of one server process from line to line. */
export class ServerLog {
  readonly #handshakes = new Handshakes();
  readonly #open = new OpenConnections();
  readonly #ends: ConnectionEnds;
  readonly #clients: ConnectedClients;
  /** The connection whose TLS was complete last. */
  #newest: LogConnection | null = null;
  #stoppingSeconds = -Infinity;

  constructor(sink: LogSink) {
    this.#ends = new ConnectionEnds(this.#open, sink);
    const { endedUnknown } = sink;
    this.#clients = new ConnectedClients({
      handshakes: this.#handshakes,
      open: this.#open,
      ends: this.#ends,
      endedUnknown,
    });
  }

  /** Whether a client is connected or in the handshake. */
  readonly knows = (client: ClientPrefix): boolean => {
    return this.#open.get(client.client) !== undefined || this.#handshakes.has(client);
  };

  take(event: LogEvent, seconds: number, place: LogPlace): void {
    switch (event.kind) {
      case "initiated":
        this.#initiate(event, seconds, place);
        break;
      case "client":
        if (event.client.commonName === null) this.#hearHandshake(event.client, event.says, seconds, place);
        else this.#clients.apply(event.client, event.says, seconds, place);
        break;
      case "replaced":
        this.#replace(event.commonName, seconds);
        break;
      case "pool-after-close":
        this.#poolAfterClose(event, seconds);
        break;
      case "floated":
        this.#clients.float(event.from, event.to, seconds);
        break;
      case "server-started":
        this.endUnseen(seconds);
        break;
      case "server-stopping":
        if (!this.#isStopping(seconds)) this.#stoppingSeconds = seconds;
        break;
      case "server-stopped":
        this.#stop(this.#isStopping(seconds) ? this.#stoppingSeconds : seconds);
        break;
    }
  }

  /** Ends the open connections because another process has taken over: the log does not have their ends. */
  endUnseen(goneBySeconds: number): void {
    for (const connection of this.#open.all()) this.#ends.closeUnseen(connection, goneBySeconds);
    this.#forgetClients();
  }

  /** Drops the connections that are open at the end of the log: they may still be connected. */
  finish(): void {
    for (const connection of this.#open.all()) this.#ends.lose(connection);
  }

  #isStopping(seconds: number): boolean {
    return Math.abs(seconds - this.#stoppingSeconds) <= STOPPING_SECONDS;
  }

  #stop(seconds: number): void {
    for (const connection of this.#open.all()) this.#ends.close(connection, seconds);
    this.#forgetClients();
    this.#stoppingSeconds = -Infinity;
  }

  #forgetClients(): void {
    this.#handshakes.clear();
    this.#clients.forgetUnknownClients();
    this.#newest = null;
  }

  #initiate(
    { address, commonName }: { readonly address: string; readonly commonName: string },
    seconds: number,
    place: LogPlace,
  ): void {
    const repeated = this.#open.get(`${commonName}/${address}`);
    if (repeated?.initiatedSeconds === seconds) {
      // The same line in another file.
      this.#handshakes.remove(address);
      this.#newest = repeated;
      return;
    }
    const handshake = this.#handshakes.open(address, seconds, place);
    handshake.connection = startConnection({ commonName, address }, handshake, seconds);
    this.#newest = handshake.connection;
  }

  #hearHandshake({ address }: ClientPrefix, says: ClientMessage, seconds: number, place: LogPlace): void {
    if (says.kind === "ended" || says.kind === "refused") {
      this.#handshakes.remove(address);
      return;
    }
    const handshake = this.#handshakes.open(address, seconds, place);
    if (says.kind === "version" || says.kind === "platform" || says.kind === "username") {
      handshake[says.kind] = intern(says.value);
    }
  }

  /** The newest client of this name replaced the others. */
  #replace(commonName: string, seconds: number): void {
    const newest = this.#newest?.commonName === commonName ? this.#newest : null;
    for (const connection of this.#open.sameName(commonName)) {
      if (connection === newest) continue;
      // OpenVPN writes the line after it has run scripts for each of them.
      this.#ends.close(connection, Math.max(connection.lastSeenSeconds, newest?.initiatedSeconds ?? seconds));
    }
  }

  /** At `verb 1`, OpenVPN does not write that it replaces a client, but the missing prefix shows it. */
  #poolAfterClose(ips: TunnelIps, seconds: number): void {
    const newest = this.#newest;
    if (newest === null || this.#open.get(newest.client) === newest) return;
    this.#replace(newest.commonName, seconds);
    this.#clients.establish(newest);
    this.#clients.giveTunnel(newest, ips);
  }
}
