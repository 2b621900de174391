import { isIP } from "node:net";
import { joinSurplus, findSurplusSplits } from "./anchor-row.js";
import { type FieldCheck, fieldOf, type ListColumns, type ListLayout } from "./list-layout.js";
import { findClientFlaw } from "./implausible-client.js";
import { parseLocalTime } from "./parse-local-time.js";
import { parsePeerAddress } from "./parse-peer-address.js";
import { parseCounter, parseWholeNumber } from "./parse-whole-number.js";
import { ParsingError } from "./parsing-error.js";
import { possibleCommonNames } from "./possible-names.js";
import type { RowReader } from "./row-reader.js";
import { resolveNames, type AmbiguousRow } from "./resolve-names.js";
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

/** Reads the rows of one client list. */
export class ClientRows {
  readonly #layout: ListLayout;
  readonly #reader: RowReader;
  readonly #updatedSeconds: number;
  readonly #clients: Client[] = [];
  readonly #unsettled: AmbiguousRow[] = [];
  /** The blanks before the header: a text may be indented. */
  readonly #indent: string;
  /** Of all rows, those that are set aside too. */
  #count = 0;
  readonly #field: ReturnType<typeof fieldsOfColumns>;

  constructor(layout: ListLayout, reader: RowReader, updatedAt: Date) {
    this.#layout = layout;
    this.#reader = reader;
    this.#updatedSeconds = updatedAt.getTime() / 1000;
    this.#field = fieldsOfColumns(layout);
    this.#indent = reader.lines.leadingBlanks;
  }

  /** @param fields the current line, split at every separator, the tag first where it has one */
  add(fields: readonly string[]): void {
    if (this.#count >= MOST_CLIENTS) throw this.#reader.lines.error("at most 20,000 clients");
    this.#count += 1;
    try {
      this.#take(fields);
    } catch (error) {
      if (isRestOfRow(fields, this.#layout)) throw error;
      const names = possibleCommonNames(fields, this.#layout);
      this.#reader.refuseRow("clients", error, [
        ...new Set([...names.map((name) => this.#ownBlanks + name), ...names]),
      ]);
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
    if (plausible.length > 1) this.#unsettled.push({ index, readings: plausible, isMarked: true });
    else if (this.#ownBlanks !== "") this.#addWithBlanks(index, reading);
  }

  /** A row of version 1 begins with the common name, to which blanks before it belong that the header has not. */
  get #ownBlanks(): string {
    if (this.#field.commonName !== 0) return "";
    const { leadingBlanks } = this.#reader.lines;
    return leadingBlanks.startsWith(this.#indent) ? leadingBlanks.slice(this.#indent.length) : leadingBlanks;
  }

  #addWithBlanks(index: number, client: Client): void {
    const withBlanks = { ...client, commonName: this.#ownBlanks + client.commonName };
    this.#clients[index] = withBlanks;
    this.#unsettled.push({ index, readings: [client, withBlanks], isMarked: false });
  }

  /** Why a row with more fields than columns can be read in no way: what is wrong beside the commas of its name, if it has some. */
  #flawOfLongRow(fields: readonly string[]): unknown {
    const [name = ""] = possibleCommonNames(fields, this.#layout);
    const commas = name.split(",").length - 1;
    if (commas === 0 || commas > fields.length - this.#layout.width)
      return this.#reader.wrongWidth(this.#layout, fields);
    try {
      this.#client(joinSurplus(fields, this.#layout, commas));
      return this.#reader.wrongWidth(this.#layout, fields);
    } catch (error) {
      return error;
    }
  }

  /** All ways to read a row with more fields than columns. */
  #readings(fields: readonly string[]): readonly Client[] {
    return findSurplusSplits(fields, this.#layout).flatMap((surplus) => {
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
    const flaws = readings.map((client) => findClientFlaw(client, this.#updatedSeconds));
    const plausible = readings.filter((_, index) => flaws[index] === null);
    const flaw = flaws.at(-1);
    if (plausible.length === 0 && flaw) throw this.#reader.lines.error(flaw.expected, flaw.found);
    return plausible;
  }

  /** The clients in the file's order, by real address as written; repeats get `#2`, `#3`, … */
  toMap(routes: Iterable<Routing>): Map<string, Client> {
    resolveNames(this.#clients, this.#unsettled, routes);
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
