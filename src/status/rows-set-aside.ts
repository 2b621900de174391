import type { ParsingError } from "./parsing-error.js";

/** A row that stands in a whole status log and cannot be taken for what it should say. */
export interface RowSetAside {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly list: "clients" | "routes" | "statistics";
  /** `null` where it cannot be read. */
  readonly commonName: string | null;
  /** Each common name that the row may be meant to have, `commonName` first: commas in names leave a choice. */
  readonly possibleNames: readonly string[];
  /** What was expected and found, in English. */
  readonly reason: string;
}

/** As many rows as a file may have clients. */
const MOST_ROWS = 20_000;

/** What is done with rows that cannot be taken: they are collected. */
export class RowsSetAside {
  readonly rows: RowSetAside[] = [];

  /** @throws ParsingError the row's own if too many have been set aside before: then the file is none of OpenVPN's. */
  add(list: RowSetAside["list"], error: ParsingError, possibleNames: readonly string[]): void {
    if (this.rows.length >= MOST_ROWS) throw error;
    this.rows.push({
      line: error.line,
      list,
      commonName: possibleNames[0] ?? null,
      possibleNames,
      reason: `expected ${error.expected}, found ${error.found}`,
    });
  }
}

/** The common names of clients whose rows were set aside: they may be connected. */
export function maybeConnected(rows: readonly RowSetAside[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ list, possibleNames }) => (list === "clients" ? possibleNames : [])));
}
