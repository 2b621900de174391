import { describeMismatch } from "../text/format/describe-mismatch.js";
import type { ParsingError } from "./parsing-error.js";

/** A malformed or impossible row of an otherwise complete status log. */
export interface RowSetAside {
  /** Line number, from 1. */
  readonly line: number;
  readonly list: "clients" | "routes" | "statistics";
  /** `null` if it cannot be read. */
  readonly commonName: string | null;
  /** All common names that the row may have, `commonName` first. There are several if names may contain commas. */
  readonly possibleNames: readonly string[];
  /** What was expected and what is there, in English. */
  readonly reason: string;
}

/** As many rows as a file may have clients. */
const MAX_ROWS_SET_ASIDE = 20_000;

/** Collects the rows of a status log that are set aside. */
export class RowsSetAside {
  readonly rows: RowSetAside[] = [];

  /** @throws ParsingError the given one if there are too many such rows: then OpenVPN did not write the file. */
  add(list: RowSetAside["list"], error: ParsingError, possibleNames: readonly string[]): void {
    if (this.rows.length >= MAX_ROWS_SET_ASIDE) throw error;
    this.rows.push({
      line: error.line,
      list,
      commonName: possibleNames[0] ?? null,
      possibleNames,
      reason: describeMismatch(error.expected, error.found),
    });
  }
}

/** The common names of clients that may be connected although their rows were set aside. */
export function maybeConnected(rows: readonly RowSetAside[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ list, possibleNames }) => (list === "clients" ? possibleNames : [])));
}
