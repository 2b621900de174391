import { parsePeerAddress } from "../../status/parse-peer-address.js";
import { intern } from "../intern.js";
import type { ClientPrefix } from "./client-prefix.js";
import type { ConnectionEnds } from "./connection-ends.js";
import type { Handshakes } from "./handshakes.js";
import type { LogConnection, LogPlace } from "./log-connection.js";
import type { ClientMessage } from "./log-event.js";
import type { OpenConnections, TunnelIps } from "./open-connections.js";

interface ClientTables {
  readonly handshakes: Handshakes;
  readonly open: OpenConnections;
  readonly ends: ConnectionEnds;
  /** Called for the end of a connection whose beginning is not in the log. */
  readonly endedUnknown: (place: LogPlace) => void;
}

/** Finds the connection of a line with a client's name, and applies the line to it. */
export class ConnectedClients {
  readonly #tables: ClientTables;
  /** Clients from before the log began. */
  readonly #unknownClients = new Set<string>();

  constructor(tables: ClientTables) {
    this.#tables = tables;
  }

  forgetUnknownClients(): void {
    this.#unknownClients.clear();
  }

  apply(client: ClientPrefix, says: ClientMessage, seconds: number, place: LogPlace): void {
    const connection = this.#find(client);
    if (connection !== undefined) {
      connection.lastSeenSeconds = Math.max(connection.lastSeenSeconds, seconds);
      this.#update(connection, says, seconds);
    } else if (!this.#tables.ends.isLast(client.client)) this.#applyUnknown(client, says, place);
  }

  #applyUnknown({ client }: ClientPrefix, says: ClientMessage, place: LogPlace): void {
    if (says.kind !== "ended") {
      this.#unknownClients.add(intern(client));
      return;
    }
    this.#unknownClients.delete(client);
    this.#tables.endedUnknown(place);
  }

  #update(connection: LogConnection, says: ClientMessage, seconds: number): void {
    switch (says.kind) {
      case "ended":
        this.#tables.ends.close(connection, seconds);
        break;
      case "leaving":
        connection.leavingSeconds = seconds;
        break;
      case "refused":
        connection.isRefused ||= !connection.isAccepted;
        break;
      case "pool":
        this.giveTunnel(connection, says);
        break;
      case "tunnel":
        connection.isAccepted = true;
        this.giveTunnel(connection, says);
        break;
      case "accepted":
        connection.isAccepted = true;
        break;
      case "version":
      case "platform":
      case "username":
      case "cipher":
        connection[says.kind] = intern(says.value);
        break;
      case "alive":
        break;
    }
  }

  float(from: ClientPrefix, to: ClientPrefix, seconds: number): void {
    const connection = this.#find(from);
    if (connection === undefined || this.#tables.open.get(to.client) !== undefined) return;
    connection.lastSeenSeconds = Math.max(connection.lastSeenSeconds, seconds);
    this.#tables.open.move(connection, to);
  }

  /** The handshake of a connection is complete: only now its lines have a name. */
  establish(connection: LogConnection): void {
    this.#tables.handshakes.remove(connection.address);
    this.#tables.open.add(connection);
  }

  /** Two clients never have the same tunnel address: if a new one gets it, the earlier one is gone. */
  giveTunnel(connection: LogConnection, ips: TunnelIps): void {
    for (const earlier of this.#tables.open.giveTunnel(connection, ips)) {
      this.#tables.ends.closeUnseen(earlier, connection.initiatedSeconds);
    }
  }

  #find(client: ClientPrefix): LogConnection | undefined {
    const open = this.#tables.open.get(client.client);
    const started = this.#tables.handshakes.findConnection(client);
    if (started === undefined) return open ?? this.#findMoved(client);
    if (open !== undefined) this.#supersede(open, started);
    this.establish(started);
    return started;
  }

  /**
   * A new connection from the address of an open one: that one is gone, and its end is not in the log. Without a port,
   * both may be connected, and the log does not tell them apart.
   */
  #supersede(earlier: LogConnection, later: LogConnection): void {
    if (parsePeerAddress(earlier.address)?.port === null) this.#tables.ends.lose(earlier);
    else this.#tables.ends.closeUnseen(earlier, later.startSeconds);
  }

  /**
   * Finds a connection that moved to another address: below `verb 4`, OpenVPN does not write so. It is the only one of
   * its name, and the log has not shown the other address before.
   */
  #findMoved(client: ClientPrefix): LogConnection | undefined {
    const { open, ends } = this.#tables;
    const [connection, ...others] = open.sameName(client.commonName ?? "");
    if (connection === undefined || others.length > 0) return undefined;
    if (this.#unknownClients.has(client.client) || ends.isLast(client.client)) return undefined;
    open.move(connection, client);
    return connection;
  }
}
