/** A zone's calendar according to `Intl`, for tests that must not rely on the program's own. */
export class OwnCalendar {
  static readonly #byZone = new Map<string, OwnCalendar>();
  readonly #format: Intl.DateTimeFormat;
  readonly #starts = new Map<string, number>();
  readonly #days = new Map<number, string>();

  static of(zoneName: string): OwnCalendar {
    const known = this.#byZone.get(zoneName) ?? new OwnCalendar(zoneName);
    this.#byZone.set(zoneName, known);
    return known;
  }

  private constructor(zoneName: string) {
    this.#format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zoneName,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
  }

  toDay(epochSeconds: number): string {
    const known = this.#days.get(epochSeconds) ?? this.#format.format(epochSeconds * 1000);
    this.#days.set(epochSeconds, known);
    return known;
  }

  nextDay(day: string): string {
    return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  }

  /** The first second of a day, found by bisection, since days only increase. */
  toDayStart(day: string): number {
    const known = this.#starts.get(day);
    if (known !== undefined) return known;
    let [before, after] = [-36, 36].map((hours) => Date.parse(`${day}T00:00:00Z`) / 1000 + hours * 3600) as [
      number,
      number,
    ];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.#format.format(middle * 1000) >= day) after = middle;
      else before = middle;
    }
    this.#starts.set(day, after);
    return after;
  }
}
