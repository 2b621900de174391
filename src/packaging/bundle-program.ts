import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { bundleOptions } from "./bundle-options.js";
import { joinChunks, type Chunks } from "./join-chunks.js";
import { styleTextPlugin } from "./style-text-plugin.js";
import { templatesPlugin } from "./templates-plugin.js";

/**
 * Bundles the program: `cli.js`, which checks the version of Node, `core-HASH.js`, which contains what a run of `gen`
 * needs, one file for each part of our code that is loaded lazily, and in `packages/` one for each such package. A hash
 * covers the content of a file and of those that it loads, so the name of the core is the version of the program.
 *
 * CommonJS: Node starts faster with one such file than with ES modules.
 */
export async function bundleProgram(dist: string): Promise<void> {
  writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
  const { core, chunks } = await splitProgram(dist);
  await joinChunks(dist, core, chunks, COMMONJS);
  await build({
    ...bundleOptions,
    ...COMMONJS,
    entryPoints: { cli: "src/check-node.ts" },
    target: "node6",
    outdir: dist,
    plugins: [externalPlugin(/^\.\/cli\.js$/, () => Promise.resolve(`./${core}`))],
  });
}

/** An `import()` of an external file also becomes `require()`. */
const COMMONJS = { format: "cjs", supported: { "dynamic-import": false } } as const satisfies BuildOptions;

/** Splits our own code by its importers, which esbuild can do with ES modules only. */
async function splitProgram(dist: string): Promise<{ readonly core: string; readonly chunks: Chunks }> {
  const { metafile, outputFiles } = await build({
    ...bundleOptions,
    minify: false,
    sourcemap: "inline",
    format: "esm",
    splitting: true,
    entryPoints: { core: "src/cli.ts" },
    outdir: dist,
    entryNames: "[name]-[hash]",
    define: { "import.meta.filename": "__filename" },
    metafile: true,
    write: false,
    plugins: [templatesPlugin("templates"), lazyPackagesPlugin(dist)],
  });
  const textByPath = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const chunks = Object.entries(metafile.outputs).map(([file, { exports, imports }]) => {
    const needed = imports.filter(({ kind, external }) => kind === "import-statement" && external !== true);
    const names = needed.map(({ path }) => relative(dist, resolve(path)));
    return [
      relative(dist, resolve(file)),
      { text: textByPath.get(resolve(file)) ?? "", exports, needs: names },
    ] as const;
  });
  return { core: findEntry(dist, "core", metafile), chunks: new Map(chunks) };
}

function lazyPackagesPlugin(dist: string): Plugin {
  const files = new Map<string, Promise<string>>();
  return externalPlugin(/^(@|[a-z-]+(\/|$))/, (name) => {
    const file = files.get(name) ?? bundlePackage(dist, name);
    files.set(name, file);
    return file;
  });
}

/** @returns the path by which files in `dist` import the bundle */
async function bundlePackage(dist: string, name: string): Promise<string> {
  const [scopeOrName = "", rest = ""] = name.split("/");
  const fileName = scopeOrName.startsWith("@") ? `${scopeOrName.slice(1)}-${rest}` : scopeOrName;
  const { metafile } = await build({
    ...bundleOptions,
    ...COMMONJS,
    entryPoints: { [`packages/${fileName}`]: name },
    outdir: dist,
    entryNames: "[dir]/[name]-[hash]",
    metafile: true,
    // At its top level, vega's canvas for Node waits for an optional package for drawing, which it does not need.
    alias: { "vega-canvas": browserCanvas() },
    plugins: [styleTextPlugin, noArchiverPlugin],
  });
  return `./${findEntry(dist, `packages/${fileName}`, metafile)}`;
}

/** The output file of an entry point. */
function findEntry(dist: string, name: string, { outputs }: Metafile): string {
  const files = Object.keys(outputs).map((file) => relative(dist, resolve(file)));
  const entry = files.find((file) => file.startsWith(`${name}-`) && file.endsWith(".js"));
  if (entry === undefined) throw new Error(`esbuild made no file of ${name}`);
  return entry;
}

/**
 * The program keeps a workbook's files itself (`render/workbook/workbook-writer.ts`). exceljs makes an archive all the same,
 * which is not used: the package for it would be half of what is loaded for the first workbook.
 */
const noArchiverPlugin: Plugin = {
  name: "no-archiver",
  setup: (bundling) => {
    bundling.onResolve({ filter: /^archiver$/ }, ({ path }) => ({ path, namespace: "no-archiver" }));
    bundling.onLoad({ filter: /^/, namespace: "no-archiver" }, () => ({
      contents: "module.exports = () => ({ pipe: () => undefined });",
    }));
  },
};

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
