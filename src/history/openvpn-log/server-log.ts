import { parsePeerAddress } from "../../status/parse-peer-address.js";
import { intern } from "../intern.js";
import type { ClientPrefix } from "./client-prefix.js";
import { Handshakes } from "./handshakes.js";
import { hasLeft, type LogConnection, type LogEnd, type LogPlace } from "./log-connection.js";
import type { ClientNews, LogEvent } from "./log-event.js";
import { OpenConnections, type TunnelIps } from "./open-connections.js";

/** Between the first line of a server that stops and the one that says so are at most two seconds in real logs. */
const STOPPING_SECONDS = 10;

/** What becomes of connections. */
export interface LogSink {
  readonly ended: (connection: LogConnection, end: LogEnd) => void;
  /** The log cannot tell how long this connection lasted. */
  readonly lost: (connection: LogConnection) => void;
  /** The end of a connection whose beginning is not in the log. */
  readonly endedUnknown: (place: LogPlace) => void;
}

/** Follows the connections of one server process from line to line. */
export class ServerLog {
  readonly #sink: LogSink;
  readonly #handshakes = new Handshakes();
  readonly #open = new OpenConnections();
  /** Clients from before the log began. */
  readonly #strangers = new Set<string>();
  /** The connection whose TLS was complete last. */
  #newest: LogConnection | null = null;
  /** The client whose connection ended last. More lines about its end may follow. */
  #lastEnded = "";
  #stoppingSeconds = -Infinity;

  constructor(sink: LogSink) {
    this.#sink = sink;
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
        else this.#hear(event.client, event.says, seconds, place);
        break;
      case "replaced":
        this.#replace(event.commonName, seconds);
        break;
      case "pool-after-close":
        this.#poolAfterClose(event, seconds);
        break;
      case "floated":
        this.#float(event.from, event.to, seconds);
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

  /** Ends what is open because another process has taken over: nobody wrote when these connections ended. */
  endUnseen(goneBySeconds: number): void {
    for (const connection of this.#open.all()) this.#closeUnseen(connection, goneBySeconds);
    this.#forgetClients();
  }

  /** Gives up what is open at the end of the log: it may still be connected. */
  finish(): void {
    for (const connection of this.#open.all()) this.#lose(connection);
  }

  #isStopping(seconds: number): boolean {
    return Math.abs(seconds - this.#stoppingSeconds) <= STOPPING_SECONDS;
  }

  #stop(seconds: number): void {
    for (const connection of this.#open.all()) this.#close(connection, seconds);
    this.#forgetClients();
    this.#stoppingSeconds = -Infinity;
  }

  #forgetClients(): void {
    this.#handshakes.clear();
    this.#strangers.clear();
    this.#newest = null;
  }

  #initiate(
    { address, commonName }: { readonly address: string; readonly commonName: string },
    seconds: number,
    place: LogPlace,
  ): void {
    const client = `${intern(commonName)}/${intern(address)}`;
    const repeated = this.#open.get(client);
    if (repeated?.initiatedSeconds === seconds) {
      // The same line in another file.
      this.#handshakes.remove(address);
      this.#newest = repeated;
      return;
    }
    const handshake = this.#handshakes.open(address, seconds, place);
    const { username, version, platform } = handshake;
    handshake.connection = {
      commonName: intern(commonName),
      startSeconds: handshake.firstSeconds,
      initiatedSeconds: seconds,
      place: handshake.place,
      client,
      address: intern(address),
      lastSeenSeconds: seconds,
      leavingSeconds: null,
      isAccepted: false,
      isRefused: false,
      username,
      version,
      platform,
      tunnelIp: "",
      tunnelIpv6: "",
      cipher: "",
      earlierAddresses: [],
    };
    this.#newest = handshake.connection;
  }

  #hearHandshake({ address }: ClientPrefix, says: ClientNews, seconds: number, place: LogPlace): void {
    if (says.kind === "ended" || says.kind === "refused") {
      this.#handshakes.remove(address);
      return;
    }
    const handshake = this.#handshakes.open(address, seconds, place);
    if (says.kind === "version" || says.kind === "platform" || says.kind === "username") {
      handshake[says.kind] = intern(says.value);
    }
  }

  #hear(client: ClientPrefix, says: ClientNews, seconds: number, place: LogPlace): void {
    const connection = this.#find(client);
    if (connection === undefined) {
      if (client.client === this.#lastEnded) return;
      if (says.kind === "ended") {
        this.#strangers.delete(client.client);
        this.#sink.endedUnknown(place);
      } else this.#strangers.add(intern(client.client));
      return;
    }
    connection.lastSeenSeconds = Math.max(connection.lastSeenSeconds, seconds);
    this.#learn(connection, says, seconds);
  }

  #learn(connection: LogConnection, says: ClientNews, seconds: number): void {
    switch (says.kind) {
      case "ended":
        this.#close(connection, seconds);
        break;
      case "leaving":
        connection.leavingSeconds = seconds;
        break;
      case "refused":
        connection.isRefused ||= !connection.isAccepted;
        break;
      case "pool":
        this.#giveTunnel(connection, says);
        break;
      case "tunnel":
        connection.isAccepted = true;
        this.#giveTunnel(connection, says);
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

  /** Finds an open connection, and opens the one whose handshake is complete: only then its lines have a name. */
  #find(client: ClientPrefix): LogConnection | undefined {
    const open = this.#open.get(client.client);
    const newcomer = this.#handshakes.findConnection(client);
    if (newcomer === undefined) return open ?? this.#findMoved(client);
    if (open !== undefined) this.#supersede(open, newcomer);
    this.#establish(newcomer);
    return newcomer;
  }

  #establish(connection: LogConnection): void {
    this.#handshakes.remove(connection.address);
    this.#open.add(connection);
  }

  /**
   * A new connection from the address of an open one: that one is gone, and its end is not in the log. Without a port,
   * both may be connected, and the log does not tell them apart.
   */
  #supersede(earlier: LogConnection, later: LogConnection): void {
    if (parsePeerAddress(earlier.address)?.port === null) this.#lose(earlier);
    else this.#closeUnseen(earlier, later.startSeconds);
  }

  /**
   * Finds a connection that moved to another address: below `verb 4`, OpenVPN does not write so. It is the only one of
   * its name, and the log has not shown the other address before.
   */
  #findMoved(client: ClientPrefix): LogConnection | undefined {
    const [connection, ...others] = this.#open.ofName(client.commonName ?? "");
    if (connection === undefined || others.length > 0) return undefined;
    if (this.#strangers.has(client.client) || client.client === this.#lastEnded) return undefined;
    this.#open.move(connection, client);
    return connection;
  }

  #float(from: ClientPrefix, to: ClientPrefix, seconds: number): void {
    const connection = this.#find(from);
    if (connection === undefined || this.#open.get(to.client) !== undefined) return;
    connection.lastSeenSeconds = Math.max(connection.lastSeenSeconds, seconds);
    this.#open.move(connection, to);
  }

  /** The newest client of this name replaced the others. */
  #replace(commonName: string, seconds: number): void {
    const newest = this.#newest?.commonName === commonName ? this.#newest : null;
    for (const connection of this.#open.ofName(commonName)) {
      if (connection === newest) continue;
      // OpenVPN writes the line after it has run scripts for each of them.
      this.#close(connection, Math.max(connection.lastSeenSeconds, newest?.initiatedSeconds ?? seconds));
    }
  }

  /** At `verb 1`, OpenVPN does not write that it replaces a client, but the missing prefix shows it. */
  #poolAfterClose(ips: TunnelIps, seconds: number): void {
    const newest = this.#newest;
    if (newest === null || this.#open.get(newest.client) === newest) return;
    this.#replace(newest.commonName, seconds);
    this.#establish(newest);
    this.#giveTunnel(newest, ips);
  }

  /** Two clients never have the same tunnel address: if a new one gets it, the earlier one is gone. */
  #giveTunnel(connection: LogConnection, ips: TunnelIps): void {
    for (const earlier of this.#open.giveTunnel(connection, ips)) {
      this.#closeUnseen(earlier, connection.initiatedSeconds);
    }
  }

  #close(connection: LogConnection, seconds: number): void {
    this.#forget(connection);
    if (connection.isRefused) return;
    const endSeconds = hasLeft(connection, seconds) ? connection.leavingSeconds : seconds;
    this.#sink.ended(connection, { endSeconds, goneBySeconds: null, endSource: "event" });
  }

  /** It ends at its last line, which is the last proof. */
  #closeUnseen(connection: LogConnection, goneBySeconds: number): void {
    if (connection.isRefused || hasLeft(connection, Infinity)) {
      this.#close(connection, Infinity);
      return;
    }
    this.#forget(connection);
    const endSeconds = connection.lastSeenSeconds;
    const isLater = goneBySeconds >= endSeconds;
    this.#sink.ended(connection, { endSeconds, goneBySeconds: isLater ? goneBySeconds : null, endSource: "status" });
  }

  #lose(connection: LogConnection): void {
    if (connection.isRefused || hasLeft(connection, Infinity)) {
      this.#close(connection, Infinity);
      return;
    }
    this.#forget(connection);
    this.#sink.lost(connection);
  }

  #forget(connection: LogConnection): void {
    this.#open.remove(connection);
    this.#lastEnded = connection.client;
  }
}
