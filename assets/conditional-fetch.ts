import { learnClock } from "./server-clock.js";

const TIMEOUT_MS = 10_000;

/** A file of the site that is requested periodically, and sent again only when it has changed. */
export interface ConditionalFetch {
  /** The file's text, or undefined if it has not changed since the last request. Throws on any failure. */
  readonly next: () => Promise<string | undefined>;
}

export function conditionalFetch(url: string): ConditionalFetch {
  let etag: string | null = null;
  return {
    next: async () => {
      const response = await fetch(url, {
        // We send an ETag ourselves, so the browser's cache must not answer first.
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
