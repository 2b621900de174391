import { type ClientFields, findClientFields, isAddressOrEmpty, isCount } from "./client-columns.js";
import type { ListLayout } from "./list-layout.js";
import type { RowReader } from "./row-reader.js";
import type { Client } from "./status.js";

/** Reads a client from a row that has as many fields as its layout. */
export class ClientReader {
  readonly fields: ClientFields;
  readonly #width: number;
  readonly #reader: RowReader;
  readonly #updatedSeconds: number;

  constructor(layout: ListLayout, reader: RowReader, updatedSeconds: number) {
    this.fields = findClientFields(layout);
    this.#width = layout.width;
    this.#reader = reader;
    this.#updatedSeconds = updatedSeconds;
  }

  /** @throws ParsingError if a field is malformed. */
  read(row: readonly string[]): Client {
    const at = this.fields;
    const reader = this.#reader;
    const connectedSince = this.#readConnectedSince(row);
    const client: { -readonly [Key in keyof Client]: Client[Key] } = {
      commonName: row[at.commonName] ?? "",
      realAddress: reader.peerAddress(row[at.realAddress] ?? ""),
      bytesReceived: reader.count(row[at.bytesReceived] ?? "", "Bytes Received"),
      bytesSent: reader.count(row[at.bytesSent] ?? "", "Bytes Sent"),
      connectedSince: connectedSince.is,
    };
    if (connectedSince.or !== undefined) client.connectedSinceOr = connectedSince.or;
    const virtualAddress = this.#readAddress(row, at.virtualAddress, "Virtual Address");
    if (virtualAddress !== "") client.virtualAddress = virtualAddress;
    const virtualIpv6Address = this.#readAddress(row, at.virtualIpv6Address, "Virtual IPv6 Address");
    if (virtualIpv6Address !== "") client.virtualIpv6Address = virtualIpv6Address;
    // In 2.3 the username is the last field, and may itself end in blanks.
    const isLast = at.username === this.#width - 1;
    const username = readOptional(row, at.username) + (isLast ? reader.lines.trailingBlanks : "");
    if (username !== "" && username !== "UNDEF") client.username = username;
    const clientId = this.#readId(row, at.clientId, "Client ID");
    if (clientId !== "") client.clientId = clientId;
    const peerId = this.#readId(row, at.peerId, "Peer ID");
    if (peerId !== "") client.peerId = peerId;
    const cipher = readOptional(row, at.dataChannelCipher);
    if (cipher !== "") client.dataChannelCipher = cipher;
    return client;
  }

  #readConnectedSince(row: readonly string[]): { is: Date; or?: Date } {
    const at = this.fields;
    const localTime = row[at.connectedSince] ?? "";
    if (at.connectedSinceTimeT >= 0) {
      return { is: this.#reader.instant(localTime, row[at.connectedSinceTimeT] ?? "", "Connected Since") };
    }
    const instants = this.#reader.times.readLocalTime(localTime);
    if (instants === undefined) throw this.#reader.notATime(localTime, "Connected Since");
    const [earlier, later] = [new Date(instants.earlier * 1000), new Date(instants.later * 1000)];
    if (instants.earlier === instants.later) return { is: earlier };
    return instants.later <= this.#updatedSeconds ? { is: later, or: earlier } : { is: earlier, or: later };
  }

  #readAddress(row: readonly string[], field: number, column: string): string {
    const text = readOptional(row, field);
    if (!isAddressOrEmpty(text)) throw this.#reader.lines.error(`${column} as an IP address or nothing`, text);
    return text;
  }

  #readId(row: readonly string[], field: number, column: string): string {
    const text = readOptional(row, field);
    if (text !== "" && !isCount(text)) throw this.#reader.lines.error(`${column} as digits or nothing`, text);
    return text;
  }
}

function readOptional(row: readonly string[], field: number): string {
  return field < 0 ? "" : (row[field] ?? "");
}
