import { joinSurplus, findSurplusSplits } from "./anchor-row.js";
import { ClientReader } from "./client-reader.js";
import { findClientFlaw } from "./implausible-client.js";
import type { ListLayout } from "./list-layout.js";
import { ParsingError } from "./parsing-error.js";
import { possibleCommonNames } from "./possible-names.js";
import { type AmbiguousRow, resolveNames } from "./resolve-names.js";
import type { RowReader } from "./row-reader.js";
import type { Client, Routing } from "./status.js";
import { isRowFragment } from "./torn-row.js";

const MAX_CLIENTS = 20_000;

/** Reads the rows of one client list. Some of them can be read in several ways. */
export class ClientRows {
  readonly layout: ListLayout;
  readonly #reader: RowReader;
  readonly #clientReader: ClientReader;
  readonly #updatedSeconds: number;
  readonly #clients: Client[] = [];
  readonly #ambiguous: AmbiguousRow[] = [];
  /** The blanks before the header: the whole text may be indented. */
  readonly #indent: string;
  /** Number of rows, including those that are set aside. */
  #count = 0;

  constructor(layout: ListLayout, reader: RowReader, updatedAt: Date) {
    this.layout = layout;
    this.#reader = reader;
    this.#updatedSeconds = updatedAt.getTime() / 1000;
    this.#clientReader = new ClientReader(layout, reader, this.#updatedSeconds);
    this.#indent = reader.lines.leadingBlanks;
  }

  /** @param fields the current line, split at every separator, starting with the tag if there is one */
  add(fields: readonly string[]): void {
    if (this.#count >= MAX_CLIENTS) throw this.#reader.lines.error("at most 20,000 clients");
    this.#count += 1;
    try {
      this.#take(fields);
    } catch (error) {
      if (isRowFragment(fields, this.layout) && !this.#reader.followsCut) throw error;
      if (fields.length < this.layout.width) this.#reader.markCut();
      const names = possibleCommonNames(fields, this.layout);
      this.#reader.refuseRow("clients", error, [
        ...new Set([...names.map((name) => this.#ownBlanks + name), ...names]),
      ]);
    }
  }

  /** The clients in file order, by real address as written; repeats get `#2`, `#3`, … */
  toMap(routes: Iterable<Routing>): Map<string, Client> {
    resolveNames(this.#clients, this.#ambiguous, routes);
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

  #take(fields: readonly string[]): void {
    const surplus = fields.length - this.layout.width;
    if (surplus < 0) throw this.#reader.wrongWidth(this.layout, fields);
    const readings = surplus === 0 ? [this.#clientReader.read(fields)] : this.#readLongRow(fields);
    const plausible = this.#reader.setAside === null ? readings : this.#keepPlausible(readings, fields);
    // The longest common name leaves the shortest username, which is most often `UNDEF`.
    const likeliest = plausible.at(-1);
    if (likeliest === undefined) throw this.#explainLongRow(fields);
    const index = this.#clients.push(likeliest) - 1;
    if (plausible.length > 1) this.#ambiguous.push({ index, readings: plausible, isMarked: true });
    else if (this.#ownBlanks !== "") this.#addWithBlanks(index, likeliest);
  }

  /** A row of version 1 begins with the common name. Blanks before it are part of the name if the header has none. */
  get #ownBlanks(): string {
    if (this.#clientReader.fields.commonName !== 0) return "";
    const { leadingBlanks } = this.#reader.lines;
    return leadingBlanks.startsWith(this.#indent) ? leadingBlanks.slice(this.#indent.length) : leadingBlanks;
  }

  #addWithBlanks(index: number, client: Client): void {
    const withBlanks = { ...client, commonName: this.#ownBlanks + client.commonName };
    this.#clients[index] = withBlanks;
    this.#ambiguous.push({ index, readings: [client, withBlanks], isMarked: false });
  }

  /** All ways to read a row with more fields than columns. */
  #readLongRow(fields: readonly string[]): readonly Client[] {
    return findSurplusSplits(fields, this.layout).flatMap((surplus) => {
      try {
        return [this.#clientReader.read(joinSurplus(fields, this.layout, surplus))];
      } catch (error) {
        if (error instanceof ParsingError) return [];
        throw error;
      }
    });
  }

  /** Finds what is wrong, apart from the commas of its name, with a row of too many fields that cannot be read. */
  #explainLongRow(fields: readonly string[]): unknown {
    const [name = ""] = possibleCommonNames(fields, this.layout);
    const commas = name.split(",").length - 1;
    if (commas === 0 || commas > fields.length - this.layout.width) return this.#reader.wrongWidth(this.layout, fields);
    try {
      this.#clientReader.read(joinSurplus(fields, this.layout, commas));
      return this.#reader.wrongWidth(this.layout, fields);
    } catch (error) {
      return error;
    }
  }

  /** @throws ParsingError if there are readings but none of them is plausible. */
  #keepPlausible(readings: readonly Client[], fields: readonly string[]): readonly Client[] {
    const flaws = readings.map((client) => findClientFlaw(client, this.#updatedSeconds));
    const plausible = readings.filter((_, index) => flaws[index] === null);
    const flaw = flaws.at(-1);
    if (plausible.length > 0 || !flaw) return plausible;
    // As a number, a counter of that size has lost its last digits.
    const asWritten = fields.find((field) => isDigits(field) && String(Number(field)) === flaw.found);
    throw this.#reader.lines.error(flaw.expected, asWritten ?? flaw.found);
  }
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}
