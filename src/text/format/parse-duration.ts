const SECONDS_BY_UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Parses a duration as in the config (`90s`, `5m`, `12h`, `90d`) to seconds; `undefined` for any other text. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,8})([smhd])$/.exec(text);
  const unit = SECONDS_BY_UNIT[match?.[2] ?? ""];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}

/**
 * Parses a number of days (`90d`) to seconds. Other units are not accepted: a mistyped unit would delete everything.
 */
export function parseDays(text: string): number | undefined {
  return text.endsWith("d") ? parseDuration(text) : undefined;
}
