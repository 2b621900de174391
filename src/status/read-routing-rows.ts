import { joinSurplus } from "./anchor-row.js";
import { type FieldCheck, findField, type ListColumns, type ListLayout } from "./list-layout.js";
import { parseLocalTime } from "./parse-local-time.js";
import { parsePeerAddress } from "./parse-peer-address.js";
import { parseVirtualAddress } from "./parse-virtual-address.js";
import { possibleCommonNames } from "./possible-names.js";
import type { RowReader } from "./row-reader.js";
import type { Routing } from "./status.js";
import { isRowFragment } from "./torn-row.js";

export const ROUTING_COLUMNS: ListColumns = {
  required: ["Virtual Address", "Common Name", "Real Address", "Last Ref"],
  // Only the common name is free, so the ends of a row anchor it. The checks only recognize fragments of torn rows.
  rules: new Map<string, FieldCheck | "free">([
    ["Virtual Address", (text) => parseVirtualAddress(text) !== undefined],
    ["Common Name", "free"],
    ["Real Address", (text) => parsePeerAddress(text) !== undefined],
    ["Last Ref", (text) => !Number.isNaN(parseLocalTime(text))],
  ]),
};

/** Reads the rows of one routing table. */
export class RoutingRows {
  /** By virtual address as written. */
  readonly byVirtualAddress = new Map<string, Routing>();
  readonly layout: ListLayout;
  readonly #reader: RowReader;
  readonly #virtualAddress: number;
  readonly #commonName: number;
  readonly #realAddress: number;
  readonly #lastRef: number;
  readonly #lastRefTimeT: number;

  constructor(layout: ListLayout, reader: RowReader) {
    this.layout = layout;
    this.#reader = reader;
    this.#virtualAddress = findField(layout, "Virtual Address");
    this.#commonName = findField(layout, "Common Name");
    this.#realAddress = findField(layout, "Real Address");
    this.#lastRef = findField(layout, "Last Ref");
    this.#lastRefTimeT = findField(layout, "Last Ref (time_t)");
  }

  /** @param row the current line, split at every separator, the tag first where it has one */
  add(row: readonly string[]): void {
    try {
      this.#take(row);
    } catch (error) {
      if (isRowFragment(row, this.layout) && !this.#reader.followsCut) throw error;
      if (row.length < this.layout.width) this.#reader.markCut();
      this.#reader.refuseRow("routes", error, possibleCommonNames(row, this.layout));
    }
  }

  #take(row: readonly string[]): void {
    const surplus = row.length - this.layout.width;
    if (surplus < 0 || (surplus > 0 && this.layout.freeFields.length === 0)) {
      throw this.#reader.wrongWidth(this.layout, row);
    }
    const fields = surplus === 0 ? row : joinSurplus(row, this.layout, surplus);
    const asWritten = fields[this.#virtualAddress] ?? "";
    const virtualAddress = parseVirtualAddress(asWritten);
    if (virtualAddress === undefined) {
      throw this.#reader.lines.error("a Virtual Address (IP address, network or MAC address)", asWritten);
    }
    this.byVirtualAddress.set(asWritten, {
      virtualAddress,
      commonName: fields[this.#commonName] ?? "",
      realAddress: this.#reader.peerAddress(fields[this.#realAddress] ?? ""),
      lastRef: this.#readLastRef(fields),
    });
  }

  #readLastRef(fields: readonly string[]): Date {
    const localTime = fields[this.#lastRef] ?? "";
    if (this.#lastRefTimeT >= 0) {
      return this.#reader.instant(localTime, fields[this.#lastRefTimeT] ?? "", "Last Ref");
    }
    const instants = this.#reader.times.readLocalTime(localTime);
    if (instants === undefined) throw this.#reader.notATime(localTime, "Last Ref");
    return new Date(instants.later * 1000);
  }
}
