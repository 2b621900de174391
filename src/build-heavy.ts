import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";

/** Large packages that are loaded only where they are needed, and take longer to compile than to run. */
const HEAVY = new Set(["vega", "exceljs/lib/stream/xlsx/workbook-writer.js"]);
const NAMESPACE = "heavy";

/**
 * Makes of each heavy package one CommonJS file, of which V8's compiled code can be kept, and has its imports lead to a
 * small module that loads it.
 *
 * @param folder for the files; the modules that import them are put there too
 */
export function heavyPlugin(folder: string, common: BuildOptions): Plugin {
  return {
    name: NAMESPACE,
    setup: (bundling) => {
      bundling.onResolve({ filter: /^/ }, ({ path, kind }) =>
        kind === "dynamic-import" && HEAVY.has(path) ? { path, namespace: NAMESPACE } : undefined,
      );
      bundling.onLoad({ filter: /^/, namespace: NAMESPACE }, async ({ path }) => ({
        contents: loaderOf(await buildHeavy(path, folder, common), await namesIn(path)),
        resolveDir: resolve("src"),
        loader: "ts",
      }));
    },
  };
}

/** @returns the file's name, which changes with what is in it */
async function buildHeavy(name: string, folder: string, common: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...common,
    write: false,
    format: "cjs",
    stdin: { contents: `module.exports = require(${JSON.stringify(name)});`, resolveDir: resolve(".") },
    alias: { "vega-canvas": browserCanvas() },
  });
  const body = outputFiles.map(({ text }) => text).join("");
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 8).toUpperCase();
  const file = `${name.split("/")[0] ?? ""}-${hash}.js`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), `(function (require, module, exports) { "use strict";\n${body}})\n`);
  return file;
}

/** The one for Node waits, at its top level, for a package that draws on a canvas, and then does without it. */
function browserCanvas(): string {
  const ofVega = createRequire(createRequire(import.meta.url).resolve("vega"));
  return ofVega.resolve("vega-canvas").replace("canvas.node.js", "canvas.browser.js");
}

async function namesIn(name: string): Promise<readonly string[]> {
  const names = Object.keys((await import(name)) as object);
  return names.filter((one) => one !== "default" && /^[A-Za-z_$][\w$]*$/.test(one));
}

function loaderOf(file: string, names: readonly string[]): string {
  return `import { fileURLToPath } from "node:url";
    import { loadCompiled } from "./load-compiled.js";
    const module = { exports: {} };
    loadCompiled(fileURLToPath(new URL("./${file}", import.meta.url)))(require, module, module.exports);
    export default module.exports;
    export const { ${names.join(", ")} } = module.exports;`;
}
