/** What one published file was made of, and what it was like then: a file that someone has changed is made again. */
export interface MadeFile {
  /** Of what it shows. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** By path in `out/`. */
export type MadeFiles = ReadonlyMap<string, MadeFile>;
