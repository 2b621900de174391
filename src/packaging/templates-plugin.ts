import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "esbuild";
import { compileTemplates } from "../render/html/compile-templates.js";

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
  const names = readdirSync(folder).filter((name) => name.endsWith(".eta"));
  const texts = new Map(names.sort().map((name) => [basename(name, ".eta"), readFileSync(join(folder, name), "utf8")]));
  const entries = [...compileTemplates(texts)].map(
    ([name, body]) => `[${JSON.stringify(name)}, function (it, options) {\n${body}\n}]`,
  );
  return `export const templates = new Map([${entries.join(",\n")}]);`;
}
