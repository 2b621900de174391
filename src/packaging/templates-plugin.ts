import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "esbuild";
import { compileTemplates } from "../render/html/compile-templates.js";
import { compileSystemTemplates } from "../render/system/compile-system-templates.js";

/** A plugin that writes the module `compiled-templates.js` from the templates in a folder. */
export function templatesPlugin(folder: string): Plugin {
  return {
    name: "templates",
    setup: (bundling) => {
      bundling.onResolve({ filter: /^\.\/compiled-templates\.js$/ }, ({ path }) => ({ path, namespace: "templates" }));
      bundling.onLoad({ filter: /^/, namespace: "templates" }, () => ({ contents: toModule(folder) }));
    },
  };
}

function toModule(folder: string): string {
  const pages = compileTemplates(readTexts(folder));
  const system = compileSystemTemplates(readTexts(join(folder, "system")));
  return `export const templates = ${toMap(pages)};\nexport const systemTemplates = ${toMap(system)};`;
}

function readTexts(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".eta"));
  return new Map(names.sort().map((name) => [basename(name, ".eta"), readFileSync(join(folder, name), "utf8")]));
}

function toMap(bodies: ReadonlyMap<string, string>): string {
  const entries = [...bodies].map(([name, body]) => `[${JSON.stringify(name)}, function (it, options) {\n${body}\n}]`);
  return `new Map([${entries.join(",\n")}])`;
}
