/**
 * The web server's clock, by its responses, since the viewer's may be wrong. Until the first response, the viewer's.
 */
let aheadSeconds = 0;

export function nowSeconds(): number {
  return Date.now() / 1000 + aheadSeconds;
}

/** Learns from a response's `Date`, which has whole seconds: smaller differences mean nothing. */
export function learnClock({ headers }: Response): void {
  const ahead = Date.parse(headers.get("Date") ?? "") / 1000 - Date.now() / 1000;
  if (Number.isFinite(ahead)) aheadSeconds = Math.abs(ahead) < 2 ? 0 : ahead;
}
