import { parseIsoSeconds } from "./iso-seconds.js";
import type { ProblemTexts } from "../text/i18n/problem-texts-en.js";
import type { Words } from "../text/problem.js";

/** A table's columns, each with its position among the fields. */
export class ColumnNames<Name extends string> {
  readonly names: readonly Name[];
  readonly #indexByName: ReadonlyMap<Name, number>;

  constructor(names: readonly Name[]) {
    this.names = names;
    this.#indexByName = new Map(names.map((name, index) => [name, index]));
  }

  /** Puts texts into the order of the columns. */
  toFields(textByName: Readonly<Record<Name, string>>): readonly string[] {
    return this.names.map((name) => textByName[name]);
  }

  readText(fields: readonly string[], name: Name): string {
    return fields[this.#indexByName.get(name) ?? -1] ?? "";
  }
}

/** A reader of at least these columns. */
export type ReadsColumns<Name extends string> = Pick<FieldReader<Name>, keyof FieldReader<Name>>;

/** What a field should hold, as words that follow “expected”. */
type Expected = (t: ProblemTexts["csv"]) => string;

/** Formats that a field does not hold what is expected. */
export function complain(column: string, expected: Expected, found: string): Words {
  return ({ csv: t }) => t.field(column, t.mismatch(expected(t), JSON.stringify(found)));
}

const WHOLE_NUMBER = /^\d+$/;

/** Reads typed fields of one record and keeps the first complaint: the column, what was expected and what is there. */
export class FieldReader<Name extends string> {
  readonly #columns: ColumnNames<Name>;
  readonly #fields: readonly string[];
  #complaint: Words | undefined;

  constructor(columns: ColumnNames<Name>, fields: readonly string[]) {
    this.#columns = columns;
    this.#fields = fields;
  }

  time(name: Name): number {
    const seconds = parseIsoSeconds(this.text(name));
    if (seconds === undefined) this.complain(name, (t) => t.time);
    return seconds ?? 0;
  }

  timeOrNull(name: Name): number | null {
    return this.text(name) === "" ? null : this.time(name);
  }

  /** Digits only: a spreadsheet that rewrites a file may leave `1.23457E+11`, which must not be taken for a count. */
  count(name: Name): number {
    const text = this.text(name);
    const number = Number(text);
    if (!WHOLE_NUMBER.test(text) || !Number.isSafeInteger(number)) this.complain(name, (t) => t.wholeNumber);
    return number;
  }

  countOrNull(name: Name): number | null {
    return this.text(name) === "" ? null : this.count(name);
  }

  text(name: Name): string {
    return this.#columns.readText(this.#fields, name);
  }

  textNotEmpty(name: Name): string {
    const text = this.text(name);
    if (text === "") this.complain(name, (t) => t.text);
    return text;
  }

  /** The flaw of the first bad field. */
  complaint(): Words | undefined {
    return this.#complaint;
  }

  complain(name: Name, expected: Expected): void {
    this.#complaint ??= complain(name, expected, this.text(name));
  }
}
