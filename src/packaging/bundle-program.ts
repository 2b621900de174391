import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { bundleOptions } from "./bundle-options.js";
import { styleTextPlugin } from "./style-text-plugin.js";
import { templatesPlugin } from "./templates-plugin.js";

/**
 * Bundles the command: `cli.js`, which checks the Node that runs it, `core-HASH.js`, which is all of our own code, and in
 * `packages/` a file for each package that is loaded only where it is needed. Each file is named for what is in it and in
 * what it loads, so the core's name is the program's version.
 *
 * CommonJS: Node starts with one such file faster than with the same as ES modules.
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

/** `import()` of an external file becomes `require()` too. */
const COMMONJS = { format: "cjs", supported: { "dynamic-import": false } } as const satisfies BuildOptions;

/** @returns what the bundle is imported by from a file in `dist` */
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
    // Vega's canvas for Node waits, at its top level, for a package that draws, and then does without it.
    alias: { "vega-canvas": browserCanvas() },
    plugins: [styleTextPlugin],
  });
}

function browserCanvas(): string {
  const fromVega = createRequire(createRequire(import.meta.url).resolve("vega"));
  return fromVega.resolve("vega-canvas").replace("canvas.node.js", "canvas.browser.js");
}

/** Leaves lazy imports out of a bundle: they lead to another file. */
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
