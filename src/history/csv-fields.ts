import { parseIsoSeconds } from "./iso-seconds.js";

/** Reads typed fields of one CSV record and keeps the first complaint: the column, what was expected and found. */
export class FieldReader {
  readonly #columns: readonly string[];
  readonly #fields: readonly string[];
  #complaint: string | undefined;

  constructor(columns: readonly string[], fields: readonly string[]) {
    this.#columns = columns;
    this.#fields = fields;
  }

  time(index: number): number {
    const seconds = parseIsoSeconds(this.text(index));
    if (seconds === undefined) this.#wrong(index, "a time like 2026-11-21T08:12:15Z");
    return seconds ?? 0;
  }

  timeOrNull(index: number): number | null {
    return this.text(index) === "" ? null : this.time(index);
  }

  count(index: number): number {
    const text = this.text(index);
    const number = Number(text);
    if (text === "" || !Number.isSafeInteger(number) || number < 0) this.#wrong(index, "a whole number");
    return number;
  }

  countOrNull(index: number): number | null {
    return this.text(index) === "" ? null : this.count(index);
  }

  text(index: number): string {
    return this.#fields[index] ?? "";
  }

  textNotEmpty(index: number): string {
    const text = this.text(index);
    if (text === "") this.#wrong(index, "a text");
    return text;
  }

  complaint(): string | undefined {
    return this.#complaint;
  }

  #wrong(index: number, expected: string): void {
    this.#complaint ??= `${this.#columns[index] ?? "?"}: expected ${expected}, found "${this.text(index)}"`;
  }
}
