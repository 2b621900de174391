import { isIP } from "node:net";
import { joinSurplus, surplusOfFirstFree } from "./anchor-row.js";
import { type FieldCheck, fieldOf, type ListColumns, type ListLayout } from "./list-layout.js";
import { flawOfClient } from "./implausible-client.js";
import { parseLocalTime } from "./parse-local-time.js";
import { parsePeerAddress } from "./parse-peer-address.js";
import { parseCounter, parseWholeNumber } from "./parse-whole-number.js";
import { ParsingError } from "./parsing-error.js";
import { possibleCommonNames } from "./possible-names.js";
import type { RowReader } from "./row-reader.js";
import type { Client, Routing } from "./status.js";
import { isRestOfRow } from "./torn-row.js";

const MOST_CLIENTS = 20_000;

const isCounter = (text: string): boolean => !Number.isNaN(parseCounter(text));
const isCount = (text: string): boolean => !Number.isNaN(parseWholeNumber(text));
const isAddressOrEmpty = (text: string): boolean => text === "" || isIP(text) > 0;

export const CLIENT_COLUMNS: ListColumns = {
  required: ["Common Name", "Real Address", "Bytes Received", "Bytes Sent", "Connected Since"],
  rules: new Map<string, FieldCheck | "free">([
    ["Common Name", "free"],
    ["Real Address", (text) => parsePeerAddress(text) !== undefined],
    ["Virtual Address", isAddressOrEmpty],
    ["Virtual IPv6 Address", isAddressOrEmpty],
    ["Bytes Received", isCounter],
    ["Bytes Sent", isCounter],
    ["Connected Since", (text) => !Number.isNaN(parseLocalTime(text))],
    ["Connected Since (time_t)", isCount],
    ["Username", "free"],
  ]),
};

/** Which reading of a row is right only the routing table may tell, which comes later in the file. */
interface AmbiguousRow {
  readonly index: number;
  /** The shortest common name first. */
  readonly readings: readonly Client[];
}

interface IndentedRow {
  readonly index: number;
  readonly leadingBlanks: string;
}

/** Reads the rows of one client list. */
export class ClientRows {
  readonly #layout: ListLayout;
  readonly #reader: RowReader;
  readonly #updatedSeconds: number;
  readonly #clients: Client[] = [];
  readonly #ambiguous: AmbiguousRow[] = [];
  /** Clients whose row began with blanks, which may belong to the name. */
  readonly #indented: IndentedRow[] = [];
  /** Of all rows, those that are set aside too. */
  #count = 0;
  readonly #field: ReturnType<typeof fieldsOfColumns>;

  constructor(layout: ListLayout, reader: RowReader, updatedAt: Date) {
    this.#layout = layout;
    this.#reader = reader;
    this.#updatedSeconds = updatedAt.getTime() / 1000;
    this.#field = fieldsOfColumns(layout);
  }

  /** @param fields the current line, split at every separator, the tag first where it has one */
  add(fields: readonly string[]): void {
    if (this.#count >= MOST_CLIENTS) throw this.#reader.lines.error("at most 20,000 clients");
    this.#count += 1;
    try {
      this.#take(fields);
    } catch (error) {
      if (isRestOfRow(fields, this.#layout)) throw error;
      this.#reader.refuseRow("clients", error, possibleCommonNames(fields, this.#layout));
    }
  }

  #take(fields: readonly string[]): void {
    const surplus = fields.length - this.#layout.width;
    if (surplus < 0) throw this.#reader.wrongWidth(this.#layout, fields);
    const readings = surplus === 0 ? [this.#client(fields)] : this.#readings(fields);
    const plausible = this.#reader.setAside === null ? readings : this.#plausible(readings);
    // The longest common name leaves the shortest username, most often `UNDEF`.
    const reading = plausible.at(-1);
    if (reading === undefined) throw this.#flawOfLongRow(fields);
    const index = this.#clients.push(reading) - 1;
    if (plausible.length > 1) this.#ambiguous.push({ index, readings: plausible });
    const { leadingBlanks } = this.#reader.lines;
    if (leadingBlanks !== "" && this.#field.commonName === 0) this.#indented.push({ index, leadingBlanks });
  }

  /** Why a row with more fields than columns can be read in no way: what is wrong beside the commas of its name, if it has some. */
  #flawOfLongRow(fields: readonly string[]): unknown {
    const [name = ""] = possibleCommonNames(fields, this.#layout);
    const commas = name.split(",").length - 1;
    if (commas === 0) return this.#reader.wrongWidth(this.#layout, fields);
    try {
      this.#client(joinSurplus(fields, this.#layout, commas));
      return this.#reader.wrongWidth(this.#layout, fields);
    } catch (error) {
      return error;
    }
  }

  /** All ways to read a row with more fields than columns. */
  #readings(fields: readonly string[]): readonly Client[] {
    return surplusOfFirstFree(fields, this.#layout).flatMap((surplus) => {
      try {
        return [this.#client(joinSurplus(fields, this.#layout, surplus))];
      } catch (error) {
        if (error instanceof ParsingError) return [];
        throw error;
      }
    });
  }

  /** @throws ParsingError if there are readings and none of them can be taken. */
  #plausible(readings: readonly Client[]): readonly Client[] {
    const flaws = readings.map((client) => flawOfClient(client, this.#updatedSeconds));
    const plausible = readings.filter((_, index) => flaws[index] === null);
    const flaw = flaws.at(-1);
    if (plausible.length === 0 && flaw) throw this.#reader.lines.error(flaw.expected, flaw.found);
    return plausible;
  }

  /** The clients in the file's order, by real address as written; repeats get `#2`, `#3`, … */
  toMap(routes: Iterable<Routing>): Map<string, Client> {
    if (this.#ambiguous.length + this.#indented.length > 0) {
      const routed = namesByAddress(routes);
      for (const row of this.#ambiguous) this.#settleAmbiguous(row, routed);
      for (const row of this.#indented) this.#settleIndented(row, routed);
    }
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
  #settleAmbiguous({ index, readings }: AmbiguousRow, routed: NamesByAddress): void {
    const right = readings.filter(({ realAddress, commonName }) => routed.get(realAddress.asWritten)?.has(commonName));
    const client = right.at(-1) ?? readings.at(-1);
    if (client === undefined) return;
    this.#clients[index] = right.length === 1 ? client : { ...client, ambiguous: true };
  }

  /** A row of version 1 begins with the name; in a route it stands in the middle, with the blanks that are its own. */
  #settleIndented({ index, leadingBlanks }: IndentedRow, routed: NamesByAddress): void {
    const client = this.#clients[index];
    if (client === undefined) return;
    const names = routed.get(client.realAddress.asWritten);
    const commonName = leadingBlanks + client.commonName;
    if (names?.has(commonName) === true && !names.has(client.commonName))
      this.#clients[index] = { ...client, commonName };
  }

  #client(fields: readonly string[]): Client {
    const at = this.#field;
    const reader = this.#reader;
    const connectedSince = this.#connectedSince(fields);
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
    // In 2.3 the username ends the row, and may itself end in blanks.
    const isLast = at.username === this.#layout.width - 1;
    const username = optionalField(fields, at.username) + (isLast ? reader.lines.trailingBlanks : "");
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

type NamesByAddress = ReadonlyMap<string, ReadonlySet<string>>;

/** The common names of routes, by real address as written. */
function namesByAddress(routes: Iterable<Routing>): NamesByAddress {
  const names = new Map<string, Set<string>>();
  for (const { realAddress, commonName } of routes) {
    const known = names.get(realAddress.asWritten);
    if (known === undefined) names.set(realAddress.asWritten, new Set([commonName]));
    else known.add(commonName);
  }
  return names;
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
