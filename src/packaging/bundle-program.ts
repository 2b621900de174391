import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { bundleOptions } from "./bundle-options.js";
import { styleTextPlugin } from "./style-text-plugin.js";
import { templatesPlugin } from "./templates-plugin.js";

/**
 * Bundles the program: `cli.js`, which checks the version of Node, `core-HASH.js`, which contains all of our own code,
 * and in `packages/` one file for each package that is loaded lazily. The hash covers the content of a file and of
 * those that it loads, so the name of the core is the version of the program.
 *
 * CommonJS: Node starts faster with one such file than with ES modules.
 */
export async function bundleProgram(dist: string): Promise<void> {
  writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
  const core = await bundleNamed(dist, {
    entryPoints: { core: "src/cli.ts" },
    define: { "import.meta.filename": "__filename" },
    plugins: [templatesPlugin("templates"), lazyPackagesPlugin(dist)],
  });
  await build({
    ...bundleOptions,
    ...COMMONJS,
    entryPoints: { cli: "src/check-node.ts" },
    target: "node6",
    outdir: dist,
    plugins: [externalPlugin(/^\.\/cli\.js$/, () => Promise.resolve(core))],
  });
}

/** An `import()` of an external file also becomes `require()`. */
const COMMONJS = { format: "cjs", supported: { "dynamic-import": false } } as const satisfies BuildOptions;

/** @returns the path by which files in `dist` import the bundle */
async function bundleNamed(dist: string, options: BuildOptions): Promise<string> {
  const { metafile } = await build({
    ...bundleOptions,
    ...COMMONJS,
    ...options,
    outdir: dist,
    entryNames: "[dir]/[name]-[hash]",
    metafile: true,
  });
  const files = Object.entries(metafile.outputs);
  const entry = files.find(([, { entryPoint }]) => entryPoint !== undefined);
  if (entry === undefined) throw new Error("esbuild names no entry point");
  return `./${relative(dist, resolve(entry[0]))}`;
}

function lazyPackagesPlugin(dist: string): Plugin {
  const files = new Map<string, Promise<string>>();
  return externalPlugin(/^(@|[a-z-]+(\/|$))/, (name) => {
    const file = files.get(name) ?? bundlePackage(dist, name);
    files.set(name, file);
    return file;
  });
}

function bundlePackage(dist: string, name: string): Promise<string> {
  const [scopeOrName = "", rest = ""] = name.split("/");
  const fileName = scopeOrName.startsWith("@") ? `${scopeOrName.slice(1)}-${rest}` : scopeOrName;
  return bundleNamed(dist, {
    entryPoints: { [`packages/${fileName}`]: name },
    // At its top level, vega's canvas for Node waits for an optional package for drawing, which it does not need.
    alias: { "vega-canvas": browserCanvas() },
    plugins: [styleTextPlugin],
  });
}

function browserCanvas(): string {
  const fromVega = createRequire(createRequire(import.meta.url).resolve("vega"));
  return fromVega.resolve("vega-canvas").replace("canvas.node.js", "canvas.browser.js");
}

/** Leaves lazy imports out of a bundle: they refer to another file. */
function externalPlugin(filter: RegExp, toFile: (path: string) => Promise<string>): Plugin {
  return {
    name: "external",
    setup: (bundling) => {
      bundling.onResolve({ filter }, async ({ path, kind }) =>
        kind === "dynamic-import" ? { path: await toFile(path), external: true } : undefined,
      );
    },
  };
}
