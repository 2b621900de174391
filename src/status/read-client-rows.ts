import { isIP } from "node:net";
import { joinSurplus, surplusOfFirstFree } from "./anchor-row.js";
import { type FieldCheck, fieldOf, type ListColumns, type ListLayout } from "./list-layout.js";
import { parseLocalTime } from "./parse-local-time.js";
import { parsePeerAddress } from "./parse-peer-address.js";
import { parseWholeNumber } from "./parse-whole-number.js";
import type { RowReader } from "./row-reader.js";
import type { Client, Routing } from "./status.js";

const MOST_CLIENTS = 20_000;

/**
 * How long after the file's own time a client may have connected. A server whose clock is set back, by hours or after a
 * start in a wrong year, keeps the later starts of its clients; what is further off is garbage.
 */
const START_AHEAD_LIMIT_DAYS = 400;

const isCount = (text: string): boolean => !Number.isNaN(parseWholeNumber(text));
const isAddressOrEmpty = (text: string): boolean => text === "" || isIP(text) > 0;

export const CLIENT_COLUMNS: ListColumns = {
  required: ["Common Name", "Real Address", "Bytes Received", "Bytes Sent", "Connected Since"],
  rules: new Map<string, FieldCheck | "free">([
    ["Common Name", "free"],
    ["Real Address", (text) => parsePeerAddress(text) !== undefined],
    ["Virtual Address", isAddressOrEmpty],
    ["Virtual IPv6 Address", isAddressOrEmpty],
    ["Bytes Received", isCount],
    ["Bytes Sent", isCount],
    ["Connected Since", (text) => !Number.isNaN(parseLocalTime(text))],
    ["Connected Since (time_t)", isCount],
    ["Username", "free"],
  ]),
};

/** Which reading of a row is right only the routing table may tell, which comes later in the file. */
interface AmbiguousRow {
  readonly index: number;
  readonly fields: readonly string[];
  readonly possibleSurplus: readonly number[];
}

/** Reads the rows of one client list. */
export class ClientRows {
  readonly #layout: ListLayout;
  readonly #reader: RowReader;
  readonly #updatedSeconds: number;
  readonly #clients: Client[] = [];
  readonly #ambiguous: AmbiguousRow[] = [];
  readonly #field: ReturnType<typeof fieldsOfColumns>;

  constructor(layout: ListLayout, reader: RowReader, updatedAt: Date) {
    this.#layout = layout;
    this.#reader = reader;
    this.#updatedSeconds = updatedAt.getTime() / 1000;
    this.#field = fieldsOfColumns(layout);
  }

  /** @param fields the current line, split at every separator, the tag first where it has one */
  add(fields: readonly string[]): void {
    if (this.#clients.length >= MOST_CLIENTS) throw this.#reader.lines.error("at most 20,000 clients");
    if (fields.length === this.#layout.width) {
      this.#clients.push(this.#client(fields));
      return;
    }
    const possibleSurplus = fields.length > this.#layout.width ? surplusOfFirstFree(fields, this.#layout) : [];
    // The longest common name leaves the shortest username, most often `UNDEF`.
    const surplus = possibleSurplus.at(-1);
    if (surplus === undefined) throw this.#reader.wrongWidth(this.#layout);
    if (possibleSurplus.length > 1) this.#ambiguous.push({ index: this.#clients.length, fields, possibleSurplus });
    this.#clients.push(this.#client(joinSurplus(fields, this.#layout, surplus)));
  }

  /** The clients in the file's order, by real address as written; repeats get `#2`, `#3`, … */
  toMap(routes: Iterable<Routing>): Map<string, Client> {
    if (this.#ambiguous.length > 0) this.#settleAmbiguous(routes);
    const clientList = new Map<string, Client>();
    const repeats = new Map<string, number>();
    for (const client of this.#clients) {
      const key = client.realAddress.asWritten;
      if (!clientList.has(key)) {
        clientList.set(key, client);
        continue;
      }
      const count = (repeats.get(key) ?? 1) + 1;
      repeats.set(key, count);
      clientList.set(`${key}#${count}`, client);
    }
    return clientList;
  }

  /** A route names its client's common name and real address beyond doubt: the one reading that has a route is right. */
  #settleAmbiguous(routes: Iterable<Routing>): void {
    const namesByAddress = new Map<string, Set<string>>();
    for (const { realAddress, commonName } of routes) {
      const names = namesByAddress.get(realAddress.asWritten);
      if (names === undefined) namesByAddress.set(realAddress.asWritten, new Set([commonName]));
      else names.add(commonName);
    }
    for (const { index, fields, possibleSurplus } of this.#ambiguous) {
      const routed = possibleSurplus.filter((surplus) => {
        const names = namesByAddress.get(fields[this.#field.realAddress + surplus] ?? "");
        if (names === undefined) return false;
        return names.has(fields.slice(this.#field.commonName, this.#field.commonName + 1 + surplus).join(","));
      });
      const surplus = routed.at(-1) ?? possibleSurplus.at(-1) ?? 0;
      const client = this.#client(joinSurplus(fields, this.#layout, surplus));
      this.#clients[index] = routed.length === 1 ? client : { ...client, ambiguous: true };
    }
  }

  #client(fields: readonly string[]): Client {
    const at = this.#field;
    const reader = this.#reader;
    const connectedSince = this.#connectedSince(fields);
    if (connectedSince.is.getTime() / 1000 > this.#updatedSeconds + START_AHEAD_LIMIT_DAYS * 86_400) {
      throw this.#reader.lines.error(
        `Connected Since at most ${START_AHEAD_LIMIT_DAYS} days after the file's own time`,
        fields[at.connectedSince],
      );
    }
    const client: { -readonly [Key in keyof Client]: Client[Key] } = {
      commonName: fields[at.commonName] ?? "",
      realAddress: reader.peerAddress(fields[at.realAddress] ?? ""),
      bytesReceived: reader.count(fields[at.bytesReceived] ?? "", "Bytes Received"),
      bytesSent: reader.count(fields[at.bytesSent] ?? "", "Bytes Sent"),
      connectedSince: connectedSince.is,
    };
    if (connectedSince.or !== undefined) client.connectedSinceOr = connectedSince.or;
    const virtualAddress = this.#address(fields, at.virtualAddress, "Virtual Address");
    if (virtualAddress !== "") client.virtualAddress = virtualAddress;
    const virtualIpv6Address = this.#address(fields, at.virtualIpv6Address, "Virtual IPv6 Address");
    if (virtualIpv6Address !== "") client.virtualIpv6Address = virtualIpv6Address;
    const username = optionalField(fields, at.username);
    if (username !== "" && username !== "UNDEF") client.username = username;
    const clientId = this.#id(fields, at.clientId, "Client ID");
    if (clientId !== "") client.clientId = clientId;
    const peerId = this.#id(fields, at.peerId, "Peer ID");
    if (peerId !== "") client.peerId = peerId;
    const cipher = optionalField(fields, at.dataChannelCipher);
    if (cipher !== "") client.dataChannelCipher = cipher;
    return client;
  }

  #connectedSince(fields: readonly string[]): { is: Date; or?: Date } {
    const at = this.#field;
    const localTime = fields[at.connectedSince] ?? "";
    if (at.connectedSinceTimeT >= 0) {
      return { is: this.#reader.instant(localTime, fields[at.connectedSinceTimeT] ?? "", "Connected Since") };
    }
    const instants = this.#reader.times.instantsOf(localTime);
    if (instants === undefined) throw this.#reader.notATime(localTime, "Connected Since");
    const [earlier, later] = [new Date(instants.earlier * 1000), new Date(instants.later * 1000)];
    if (instants.earlier === instants.later) return { is: earlier };
    return instants.later <= this.#updatedSeconds ? { is: later, or: earlier } : { is: earlier, or: later };
  }

  #address(fields: readonly string[], field: number, column: string): string {
    const text = optionalField(fields, field);
    if (!isAddressOrEmpty(text)) throw this.#reader.lines.error(`${column} as an IP address or nothing`, text);
    return text;
  }

  #id(fields: readonly string[], field: number, column: string): string {
    const text = optionalField(fields, field);
    if (text !== "" && !isCount(text)) throw this.#reader.lines.error(`${column} as digits or nothing`, text);
    return text;
  }
}

/** Of each column that means something: its field, -1 where the list has none. */
function fieldsOfColumns(layout: ListLayout) {
  return {
    commonName: fieldOf(layout, "Common Name"),
    realAddress: fieldOf(layout, "Real Address"),
    virtualAddress: fieldOf(layout, "Virtual Address"),
    virtualIpv6Address: fieldOf(layout, "Virtual IPv6 Address"),
    bytesReceived: fieldOf(layout, "Bytes Received"),
    bytesSent: fieldOf(layout, "Bytes Sent"),
    connectedSince: fieldOf(layout, "Connected Since"),
    connectedSinceTimeT: fieldOf(layout, "Connected Since (time_t)"),
    username: fieldOf(layout, "Username"),
    clientId: fieldOf(layout, "Client ID"),
    peerId: fieldOf(layout, "Peer ID"),
    dataChannelCipher: fieldOf(layout, "Data Channel Cipher"),
  };
}

function optionalField(fields: readonly string[], field: number): string {
  return field < 0 ? "" : (fields[field] ?? "");
}
