/** One file of the site, before it is made. */
export interface Target {
  /** Relative to `out/`, with `/`. */
  readonly path: string;
  readonly stage: Stage;
  /**
   * A text that changes with everything that the file shows, and is cheaper than the file. While it stays the same
   * and nobody has changed the file, the file is not built again. Null for a file that shows the time of each run.
   */
  readonly toKey: (() => string) | null;
  readonly make: () => Content | Promise<Content>;
}

export type Content = string | Uint8Array | ContentPieces;

/** The bytes of a file that may be too large for memory, to be iterated once. */
export interface ContentPieces {
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** In the order of publishing: a page comes after what it shows and, as far as possible, after what it links to. */
export const STAGES = ["asset", "chart", "download", "leaf", "index", "live", "overview"] as const;
export type Stage = (typeof STAGES)[number];

/** Files in the order of publishing. */
export function inOrder<File extends Pick<Target, "path" | "stage">>(files: readonly File[]): readonly File[] {
  return [...files].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || (a.path < b.path ? -1 : 1));
}
