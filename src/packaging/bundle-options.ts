import type { BuildOptions } from "esbuild";

/** The common options of all bundles for Node. Only `node --enable-source-maps` reads the source maps. */
export const bundleOptions = {
  bundle: true,
  platform: "node",
  target: "node18.19",
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
} as const satisfies BuildOptions;
