import { join } from "node:path";
import type { Plugin } from "esbuild";
import { compileTemplates } from "../render/html/compile-templates.js";
import { compileSystemTemplates } from "../render/system/compile-system-templates.js";
import { readTemplateTexts } from "./read-templates.js";

/** A plugin that writes `compiled-templates.js` and `compiled-system-templates.js` from the templates in a folder. */
export function templatesPlugin(folder: string): Plugin {
  return {
    name: "templates",
    setup: (bundling) => {
      bundling.onResolve({ filter: /^\.\/compiled-(?:system-)?templates\.js$/ }, ({ path }) => {
        return { path, namespace: "templates" };
      });
      bundling.onLoad({ filter: /^/, namespace: "templates" }, ({ path }) => ({ contents: toModule(path, folder) }));
    },
  };
}

function toModule(path: string, folder: string): string {
  return path === "./compiled-templates.js"
    ? `export const templates = ${toMap(compileTemplates(readTemplateTexts(folder)))};`
    : `export const systemTemplates = ${toMap(compileSystemTemplates(readTemplateTexts(join(folder, "system"))))};`;
}

function toMap(bodies: ReadonlyMap<string, string>): string {
  const entries = [...bodies].map(([name, body]) => `[${JSON.stringify(name)}, function (it, options) {\n${body}\n}]`);
  return `new Map([${entries.join(",\n")}])`;
}
