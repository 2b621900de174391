// A step of the build: bundles the command and the library into the folder that is named.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { heavyPlugin } from "./build-heavy.js";
import { templatesPlugin } from "./build-templates.js";

const [, , folder = ""] = process.argv;
const dist = resolve(folder);
const COMMON = { bundle: true, platform: "node", target: "node20", logLevel: "warning" } satisfies BuildOptions;

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "types"), { recursive: true });
// Node loads one CommonJS file in half the time that it takes for the same as ES modules, and that is what a quiet run
// consists of. The types are the library's, which is ES modules.
writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
writeFileSync(join(dist, "types", "package.json"), '{ "type": "module" }\n');
const lazy = await lazyModules();
const chunkByModule = await buildChunks(lazy);
await buildCore(chunkByModule);
await build({ ...COMMON, entryPoints: { cli: "src/start.ts" }, format: "cjs", outdir: dist });
await build({ ...COMMON, entryPoints: ["src/index.ts"], format: "esm", outfile: join(dist, "index.mjs") });

/** What the command loads only where it needs it, by its file. */
async function lazyModules(): Promise<readonly string[]> {
  const found = new Set<string>();
  const note = (path: string): string => {
    found.add(path);
    return path;
  };
  await build(core(note));
  return [...found].sort();
}

/** Each lazy module, as ES modules that share what they have in common. @returns their files, relative to `dist` */
async function buildChunks(modules: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [...modules],
    splitting: true,
    format: "esm",
    outdir: join(dist, "chunks"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    plugins: [heavyPlugin(join(dist, "chunks"), COMMON)],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    metafile: true,
  });
  return new Map(
    Object.entries(metafile.outputs).flatMap(([output, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[resolve(entryPoint), `./${relative(dist, resolve(output))}`] as const],
    ),
  );
}

/** The command as the one function that `start.ts` calls, which hands in how modules are loaded from there. */
async function buildCore(chunkByModule: ReadonlyMap<string, string>): Promise<void> {
  const { outputFiles = [] } = await build(core((path) => chunkByModule.get(path) ?? path));
  const [text = ""] = outputFiles.map((file) => file.text.replaceAll('import("./chunks/', 'load("./chunks/'));
  const ownUrl = 'const ownUrl = require("node:url").pathToFileURL(ownFile).href;';
  const body = text.replace(/^#!.*\n/, "");
  writeFileSync(join(dist, "core.js"), `(function (require, load, ownFile) { "use strict"; ${ownUrl}\n${body}})\n`);
}

function core(placeOf: (path: string) => string): BuildOptions {
  return {
    ...COMMON,
    write: false,
    outfile: join(dist, "core.js"),
    entryPoints: ["src/cli.ts"],
    format: "cjs",
    define: { "import.meta.url": "ownUrl" },
    plugins: [templatesPlugin("templates"), keepApart(placeOf)],
  };
}

/** Leaves lazy imports out of the bundle: they lead to where their module was put. */
function keepApart(placeOf: (path: string) => string): Plugin {
  return {
    name: "keep-apart",
    setup: (bundling) => {
      bundling.onResolve({ filter: /^/ }, ({ path, kind, importer, resolveDir }) => {
        if (kind !== "dynamic-import") return undefined;
        const file = path.startsWith(".")
          ? join(resolveDir, path).replace(/\.js$/, ".ts")
          : createRequire(importer).resolve(path);
        return { path: placeOf(file), external: true };
      });
    },
  };
}
