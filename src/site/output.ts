/**
 * One file of the site, before it is made. The order of the stages is the order of publishing, so that a page never
 * links to what is not there yet.
 */
export interface Output {
  /** Relative to `out/`, with `/`. */
  readonly path: string;
  readonly stage: OutputStage;
  /**
   * What the file is a function of, where that is cheaper to tell than to make. While it is the same, and nobody has
   * touched the file, it is not made again.
   */
  readonly inputs?: () => string;
  readonly make: () => Content | Promise<Content>;
}

export type Content = string | Uint8Array | ContentPieces;

/** The bytes of a file that may be too large to be in memory as a whole, to be gone through once. */
export interface ContentPieces {
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export const OUTPUT_STAGES = ["asset", "chart", "download", "leaf", "index", "server", "overview"] as const;
export type OutputStage = (typeof OUTPUT_STAGES)[number];
