import { isTextEncoding } from "../../status/decode-status-text.js";
import { makeZone } from "../../status/zone.js";
import { nearestName } from "../../text/format/nearest-name.js";
import { parseDays, parseDuration } from "../../text/format/parse-duration.js";
import { isSafeToPaste } from "../../text/format/printed-command.js";
import { ProblemError } from "../../text/problem.js";

/** One table of the config, read key by key; every complaint names the file, the key, what was wanted and what is there. */
export class ConfigValues {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #where: string | null;

  /** @param where how complaints name the table, e.g. `vpn.toml: server 2`; `null`: the values are those of flags */
  constructor(values: Readonly<Record<string, unknown>>, where: string | null) {
    this.#values = values;
    this.#where = where;
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined;
  }

  text(key: string, fallback?: string): string {
    const value = this.#values[key] ?? fallback;
    if (typeof value !== "string" || value === "") throw this.#wrong(key, "a text in quotes");
    return value;
  }

  /** A text that people paste into a terminal. */
  shellText(key: string): string {
    const text = this.text(key);
    if (!isSafeToPaste(text)) throw this.#wrong(key, "a command in one line, without invisible characters");
    return text;
  }

  oneOf<Choice extends string>(key: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.#values[key] ?? fallback;
    const choice = choices.find((one) => one === value);
    if (choice === undefined) throw this.#wrong(key, choices.map((one) => `"${one}"`).join(" or "));
    return choice;
  }

  /** An IANA zone that this system knows. */
  zone(key: string, fallback: string): string {
    const name = this.text(key, fallback);
    try {
      return makeZone(name).name;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw this.#wrong(key, 'a time zone like "Europe/Berlin"');
    }
  }

  /** A label of the Encoding standard, of an encoding in which ASCII stays ASCII. */
  encoding(key: string): string {
    const label = this.text(key);
    if (!isTextEncoding(label)) throw this.#wrong(key, 'an encoding like "windows-1252" or "iso-8859-2"');
    return label;
  }

  boolean(key: string, fallback: boolean): boolean {
    const value = this.#values[key] ?? fallback;
    if (typeof value !== "boolean") throw this.#wrong(key, "true or false, without quotes");
    return value;
  }

  wholeNumber(key: string, { least, most, fallback }: { least: number; most: number; fallback: number }): number {
    const value = this.#values[key] ?? fallback;
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    throw this.#wrong(key, `a whole number from ${least} to ${most}`);
  }

  durationSeconds(key: string, fallback: string): number {
    const seconds = parseDuration(this.text(key, fallback));
    if (seconds === undefined) throw this.#wrong(key, 'a duration like "90s", "5m", "12h" or "90d"');
    return seconds;
  }

  /** A number of days of 24 hours, in seconds; `null` for "off". */
  daysOrOff(key: string, fallback: string): number | null {
    const text = this.text(key, fallback);
    if (text === "off") return null;
    const seconds = parseDays(text);
    if (seconds === undefined) throw this.#wrong(key, '"off" or a number of days like "90d"');
    return seconds;
  }

  tables(key: string): readonly Readonly<Record<string, unknown>>[] {
    const value = this.#values[key] ?? [];
    if (Array.isArray(value) && value.every(isTable)) return value;
    throw this.#wrong(key, `tables headed [[${key}]]`);
  }

  /**
   * Refuses a key that is not one of this table.
   *
   * @param elsewhere the keys of other tables, and what a reader has to know about where those belong
   * @throws ProblemError `config`, with the place where the key belongs, else the nearest key
   */
  refuseUnknown(
    known: readonly string[],
    elsewhere: { readonly keys: readonly string[]; readonly belong: string },
  ): void {
    for (const key of Object.keys(this.#values)) {
      if (known.includes(key)) continue;
      const quoted = JSON.stringify(key);
      const isMisplaced = elsewhere.keys.includes(key);
      throw new ProblemError({
        kind: "config",
        what: `${this.#where ?? "the flags"}: there is no key ${quoted}${isMisplaced ? " here" : ""}`,
        fix: isMisplaced ? `It belongs ${elsewhere.belong}.` : suggestKey(key, known, elsewhere),
      });
    }
  }

  #wrong(key: string, wanted: string): ProblemError {
    const value = this.#values[key];
    const found = value === undefined ? "it is missing" : `found ${JSON.stringify(value)}`;
    const name = this.#where === null ? `--${key}` : key;
    return new ProblemError({
      kind: this.#where === null ? "usage" : "config",
      what: `${this.#where === null ? name : `${this.#where}: ${name}`}: wanted ${wanted}, ${found}`,
      fix: value === undefined ? `Add ${name}.` : `Fix ${name}, or leave it out for its default.`,
    });
  }
}

function suggestKey(
  key: string,
  known: readonly string[],
  elsewhere: { readonly keys: readonly string[]; readonly belong: string },
): string {
  const nearest = nearestName(key, [...known, ...elsewhere.keys]);
  if (nearest === undefined) return `The keys here are ${known.join(", ")}.`;
  const hint = `Did you mean ${JSON.stringify(nearest)}?`;
  return known.includes(nearest) ? hint : `${hint} It belongs ${elsewhere.belong}.`;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
