import { intern } from "../intern.js";
import type { ClientPrefix } from "./client-prefix.js";
import { moveConnection, type LogConnection } from "./log-connection.js";

/** The tunnel addresses in a line; empty or absent: unknown. */
export interface TunnelIps {
  readonly tunnelIp?: string;
  readonly tunnelIpv6?: string;
}

const TUNNEL_COLUMNS = ["tunnelIp", "tunnelIpv6"] as const;

/** The connections that are open, by client, name and tunnel address. */
export class OpenConnections {
  readonly #byClient = new Map<string, LogConnection>();
  readonly #byName = new Map<string, Set<LogConnection>>();
  readonly #byTunnelIp = new Map<string, LogConnection>();

  get(client: string): LogConnection | undefined {
    return this.#byClient.get(client);
  }

  all(): readonly LogConnection[] {
    return [...this.#byClient.values()];
  }

  sameName(commonName: string): readonly LogConnection[] {
    return [...(this.#byName.get(commonName) ?? [])];
  }

  add(connection: LogConnection): void {
    this.#byClient.set(connection.client, connection);
    const sameName = this.#byName.get(connection.commonName);
    if (sameName === undefined) this.#byName.set(connection.commonName, new Set([connection]));
    else sameName.add(connection);
  }

  remove(connection: LogConnection): void {
    this.#byClient.delete(connection.client);
    this.#byName.get(connection.commonName)?.delete(connection);
    for (const column of TUNNEL_COLUMNS) this.#freeTunnelIp(connection, column);
  }

  /** Gives a connection another address. */
  move(connection: LogConnection, to: ClientPrefix): void {
    this.#byClient.delete(connection.client);
    moveConnection(connection, to);
    this.#byClient.set(connection.client, connection);
  }

  /** Gives a connection its tunnel addresses, and returns those that had them before. */
  giveTunnel(connection: LogConnection, ips: TunnelIps): readonly LogConnection[] {
    return TUNNEL_COLUMNS.flatMap((column) => {
      const ip = intern(ips[column] ?? "");
      if (ip === "" || ip === connection[column]) return [];
      const earlier = this.#byTunnelIp.get(ip);
      this.#freeTunnelIp(connection, column);
      connection[column] = ip;
      this.#byTunnelIp.set(ip, connection);
      return earlier === undefined ? [] : [earlier];
    });
  }

  #freeTunnelIp(connection: LogConnection, column: (typeof TUNNEL_COLUMNS)[number]): void {
    if (this.#byTunnelIp.get(connection[column]) === connection) this.#byTunnelIp.delete(connection[column]);
  }
}
