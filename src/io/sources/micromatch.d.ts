// The parts of micromatch that are used here; the package itself has no types.

declare module "micromatch" {
  interface Options {
    readonly dot: boolean;
    readonly posix: boolean;
  }
  const micromatch: {
    (paths: readonly string[], pattern: string, options: Options): string[];
    readonly matcher: (pattern: string, options: Options) => (path: string) => boolean;
  };
  export default micromatch;
}
