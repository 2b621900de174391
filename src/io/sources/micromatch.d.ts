// The part of micromatch that is used here; the package itself has no types.

declare module "micromatch" {
  export default function micromatch(
    paths: readonly string[],
    pattern: string,
    options: { readonly dot: boolean; readonly posix: boolean },
  ): string[];
}
