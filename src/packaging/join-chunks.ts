import { build, type BuildOptions, type Plugin } from "esbuild";
import { bundleOptions } from "./bundle-options.js";

/** An ES module that esbuild has split off. */
interface Chunk {
  readonly text: string;
  readonly exports: readonly string[];
  /** The names of the chunks that it imports, without lazy imports. */
  readonly needs: readonly string[];
}

/** By file name. */
export type Chunks = ReadonlyMap<string, Chunk>;

/**
 * Writes chunks as files. The core and all chunks that it needs become one file, which loads faster than several. The
 * other files take what they need of it from the core, so their names end with its hash: beside those of another
 * version they do not change.
 */
export async function joinChunks(dist: string, core: string, chunks: Chunks, format: BuildOptions): Promise<void> {
  const joined = findNeeded(core, chunks);
  const others = [...chunks.keys()].filter((name) => !joined.has(name));
  const shared = [...joined].filter((name) => others.some((other) => chunks.get(other)?.needs.includes(name)));
  const toPart = (name: string): string => `part${shared.indexOf(name)}`;
  const parts = shared.map((name) => `export * as ${toPart(name)} from "./${name}";`);
  const toFile = (name: string): string => (name === core ? core : name.replace(/\.js$/, `-${toHash(core)}.js`));
  const write = (name: string, text: string, toText: (needed: string) => string | undefined): Promise<unknown> =>
    build({
      ...bundleOptions,
      ...format,
      entryPoints: { [toFile(name).replace(/\.js$/, "")]: name },
      outdir: dist,
      plugins: [chunksPlugin(text, toText, (needed) => (chunks.has(needed) ? toFile(needed) : needed))],
    });

  const coreText = [`import "./${core}";`, ...parts].join("\n");
  await write(core, coreText, (needed) => chunks.get(needed)?.text);
  for (const other of others) {
    await write(other, chunks.get(other)?.text ?? "", (needed) => {
      if (!shared.includes(needed)) return undefined;
      const names = chunks.get(needed)?.exports.join(", ") ?? "";
      const part = toPart(needed);
      return `import { ${part} } from "./${core}";\nexport const { ${names} } = ${part};`;
    });
  }
}

/** `core-ABCD1234.js` → `ABCD1234`. */
function toHash(name: string): string {
  return /-([A-Z0-9]{8})\.js$/.exec(name)?.[1] ?? "";
}

function findNeeded(core: string, chunks: Chunks): ReadonlySet<string> {
  const found = new Set([core]);
  for (const name of found) for (const needed of chunks.get(name)?.needs ?? []) found.add(needed);
  return found;
}

/**
 * Bundles texts instead of files.
 *
 * @param toText undefined: the file stays one of its own
 * @param toFile the name of such a file
 */
function chunksPlugin(
  entryText: string,
  toText: (name: string) => string | undefined,
  toFile: (name: string) => string,
): Plugin {
  return {
    name: "chunks",
    setup: (bundling) => {
      bundling.onResolve({ filter: /^/ }, ({ path, kind }) => {
        if (kind === "entry-point") return { path, namespace: "entry" };
        if (!path.startsWith("./")) return undefined;
        const name = path.slice("./".length);
        const isInside = kind !== "dynamic-import" && toText(name) !== undefined;
        return isInside ? { path: name, namespace: "chunk" } : { path: `./${toFile(name)}`, external: true };
      });
      bundling.onLoad({ filter: /^/, namespace: "entry" }, () => ({ contents: entryText }));
      bundling.onLoad({ filter: /^/, namespace: "chunk" }, ({ path }) => ({ contents: toText(path) ?? "" }));
    },
  };
}
