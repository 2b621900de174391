import { learnClock } from "./server-clock.js";

const TIMEOUT_MS = 10_000;

/** A file of the site that is asked for again and again, and only sent again when it has changed. */
export interface ConditionalFetch {
  /** The file's text, or undefined if it is still the one that was got last. Throws on any failure. */
  readonly next: () => Promise<string | undefined>;
}

export function conditionalFetch(url: string): ConditionalFetch {
  let etag: string | null = null;
  return {
    next: async () => {
      const response = await fetch(url, {
        // With an ETag of our own the browser's cache must not answer in between.
        cache: etag === null ? "no-cache" : "no-store",
        headers: etag === null ? {} : { "If-None-Match": etag },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok || response.status === 304) learnClock(response);
      if (response.status === 304) return undefined;
      if (!response.ok) throw new Error(`${response.status} for ${url}`);
      etag = response.headers.get("ETag");
      return response.text();
    },
  };
}
