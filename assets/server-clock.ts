/** The web server's clock, as far as its answers told it: the viewer's may be wrong. Until then, the viewer's. */
let aheadSeconds = 0;

export function nowSeconds(): number {
  return Date.now() / 1000 + aheadSeconds;
}

/** Learns from an answer's `Date`, which has whole seconds: smaller differences mean nothing. */
export function learnClock({ headers }: Response): void {
  const ahead = Date.parse(headers.get("Date") ?? "") / 1000 - Date.now() / 1000;
  if (Number.isFinite(ahead)) aheadSeconds = Math.abs(ahead) < 2 ? 0 : ahead;
}
