import type { Plugin } from "esbuild";

const SHIM = `
  import { inspect, stripVTControlCharacters } from "node:util";
  export { stripVTControlCharacters };
  export function styleText(format, text) {
    for (const name of [format].flat()) {
      const [open, close] = inspect.colors[name];
      text = "\\u001b[" + open + "m" + text + "\\u001b[" + close + "m";
    }
    return text;
  }`;

/**
 * Gives @clack/prompts the function `util.styleText`, which Node 18 lacks. The package uses nothing else that is newer
 * than Node 18. Other libraries for prompts need Node 20 as well, or have no searchable list to tick.
 */
export const styleTextPlugin: Plugin = {
  name: "style-text",
  setup: (bundling) => {
    bundling.onResolve({ filter: /^node:util$/ }, ({ path, importer }) =>
      importer.includes("/@clack/") ? { path, namespace: "style-text" } : undefined,
    );
    bundling.onLoad({ filter: /^/, namespace: "style-text" }, () => ({ contents: SHIM }));
  },
};
