import type { ClientPrefix } from "./client-prefix.js";
import type { LogConnection, LogPlace } from "./log-connection.js";
import { MAX_HANDSHAKE_SECONDS } from "../../status/limits.js";

/** A client in the handshake, and what it sends about itself. */
interface Handshake {
  readonly firstSeconds: number;
  /** Its first line. */
  readonly place: LogPlace;
  username: string;
  version: string;
  platform: string;
  /** The connection, as soon as the client's name is known. */
  connection: LogConnection | null;
}

/** The clients in the handshake, by address. Most addresses in a log are scans of the port, and are soon forgotten. */
export class Handshakes {
  readonly #byAddress = new Map<string, Handshake>();

  /** Whether a client is in the handshake. */
  has({ client, commonName, address }: ClientPrefix): boolean {
    const handshake = this.#byAddress.get(address);
    return handshake !== undefined && (commonName === null || handshake.connection?.client === client);
  }

  /** The connection of a client whose handshake is complete. */
  findConnection({ commonName, address }: ClientPrefix): LogConnection | undefined {
    const connection = this.#byAddress.get(address)?.connection;
    return connection?.commonName === commonName ? connection : undefined;
  }

  /** Finds the handshake of an address, or begins one. */
  open(address: string, seconds: number, place: LogPlace): Handshake {
    // The oldest come first.
    for (const [old, { firstSeconds }] of this.#byAddress) {
      if (seconds - firstSeconds <= MAX_HANDSHAKE_SECONDS) break;
      this.#byAddress.delete(old);
    }
    let handshake = this.#byAddress.get(address);
    if (handshake === undefined) {
      handshake = { firstSeconds: seconds, place, username: "", version: "", platform: "", connection: null };
      this.#byAddress.set(address, handshake);
    }
    return handshake;
  }

  remove(address: string): void {
    this.#byAddress.delete(address);
  }

  clear(): void {
    this.#byAddress.clear();
  }
}
