import { parseIsoSeconds } from "./iso-seconds.js";

/** Reads typed fields of one CSV record and keeps the first complaint. */
export interface FieldReader {
  readonly time: (index: number) => number;
  readonly timeOrNull: (index: number) => number | null;
  readonly count: (index: number) => number;
  readonly countOrNull: (index: number) => number | null;
  readonly text: (index: number) => string;
  readonly textNotEmpty: (index: number) => string;
  readonly complaint: () => string | undefined;
}

/** A reader of a record's fields, whose complaints name the column, what was expected and what was found. */
export function makeFieldReader(columns: readonly string[], fields: readonly string[]): FieldReader {
  let complaint: string | undefined;
  const text = (index: number): string => fields[index] ?? "";
  const wrong = (index: number, expected: string): void => {
    complaint ??= `${columns[index] ?? "?"}: expected ${expected}, found "${text(index)}"`;
  };
  const time = (index: number): number => {
    const seconds = parseIsoSeconds(text(index));
    if (seconds === undefined) wrong(index, "a time like 2026-11-21T08:12:15Z");
    return seconds ?? 0;
  };
  const count = (index: number): number => {
    const number = Number(text(index));
    if (text(index) === "" || !Number.isSafeInteger(number) || number < 0) wrong(index, "a whole number");
    return number;
  };
  return {
    time,
    timeOrNull: (index) => (text(index) === "" ? null : time(index)),
    count,
    countOrNull: (index) => (text(index) === "" ? null : count(index)),
    text,
    textNotEmpty: (index) => {
      if (text(index) === "") wrong(index, "a text");
      return text(index);
    },
    complaint: () => complaint,
  };
}
