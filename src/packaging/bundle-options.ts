import type { BuildOptions } from "esbuild";

/** What all bundles for Node have in common. Source maps are read with `node --enable-source-maps` only. */
export const bundleOptions = {
  bundle: true,
  platform: "node",
  target: "node18.19",
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
} as const satisfies BuildOptions;
