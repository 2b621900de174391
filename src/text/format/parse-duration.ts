const SECONDS_BY_UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A duration as configs write it (`90s`, `5m`, `12h`, `90d`), in seconds; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,8})([smhd])$/.exec(text);
  const unit = SECONDS_BY_UNIT[match?.[2] ?? ""];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}

/** A number of days of 24 hours (`90d`), in seconds; undefined for any other text: a mistyped unit would delete all. */
export function parseDays(text: string): number | undefined {
  return text.endsWith("d") ? parseDuration(text) : undefined;
}
