import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { describe, it } from "node:test";

const SRC = join(import.meta.dirname, "../../src");

/** Bottom to top (`src/ARCHITECTURE.md`): a floor imports only from those named here. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  status: ["text"],
  history: ["text", "status"],
  rollup: ["text", "status", "history"],
  site: ["text", "status", "history", "rollup"],
  render: ["text", "status", "history", "rollup", "site"],
  io: ["text", "status", "history", "rollup", "site"],
  build: ["text", "status", "history", "rollup", "site", "render", "io"],
  commands: ["text", "status", "history", "rollup", "site", "render", "io", "build"],
  "cli.ts": ["text", "io", "build", "commands", "compiled-templates.ts", "compiled-system-templates.ts"],
  "index.ts": ["text", "status"],
  "check-node.ts": ["cli.ts"],
  packaging: ["text", "render", "io"],
  "compiled-templates.d.ts": ["render"],
  "compiled-system-templates.d.ts": ["render"],
  "newer-than-es2022.d.ts": [],
};
const PURE_FLOORS = ["text", "status", "history", "rollup", "site"];
/** What would let the clock, the disk or the process into a pure floor. Hashing and address syntax are pure. */
const IMPURE = [
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bprocess\./,
  /\bperformance\.now\b/,
  /\bMath\.random\b/,
  /from "node:(?!crypto"|net")/,
  /\bconsole\./,
];

interface SourceFile {
  readonly path: string;
  readonly floor: string;
  readonly text: string;
  /** Files of ours that it imports, statically or lazily, also if it takes only types. */
  readonly imports: readonly string[];
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map(readSource);

function readSource(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), "utf8");
  const targets = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].flatMap(([, target = ""]) =>
      target.startsWith(".") ? [normalize(join(dirname(path), target)).replace(/\.js$/, ".ts")] : [],
    );
  const atTop = targets(/^(?:import|export) [^;]*?from "([^"]+)";/gm);
  const lazy = targets(/\bimport\("([^"]+)"\)/g);
  return { path, floor: path.split(sep)[0] ?? "", text, imports: [...atTop, ...lazy] };
}

describe("the import table", () => {
  it("covers every file, and every import leads to a file", () => {
    const paths = new Set(files.map(({ path }) => path));
    assert.ok(files.length > 50, `only ${files.length} files were found`);
    for (const { path, floor, imports } of files) {
      assert.ok(floor in MAY_IMPORT, `${path} is on no floor`);
      for (const target of imports) {
        const types = target.replace(/\.ts$/, ".d.ts");
        assert.ok(paths.has(target) || paths.has(types), `${path} imports ${target}, which is not there`);
      }
    }
  });
  it("lets a floor import only from itself and from lower ones", () => {
    const breaches = files.flatMap(({ path, floor, imports }) =>
      imports
        .map((target) => target.split(sep)[0] ?? "")
        .filter((target) => target !== floor && !(MAY_IMPORT[floor] ?? []).includes(target))
        .map((target) => `${path} imports from ${target}`),
    );
    assert.deepEqual(breaches, []);
  });
  it("keeps clock, disk and process out of the pure floors", () => {
    const breaches = files
      .filter(({ floor }) => PURE_FLOORS.includes(floor))
      .flatMap(({ path, text }) =>
        IMPURE.filter((pattern) => pattern.test(text)).map((pattern) => `${path}: ${pattern.source}`),
      );
    assert.deepEqual(breaches, []);
  });
  it("sets the exit code only where the process starts", () => {
    const setters = files.filter(({ text }) => text.includes("process.exit")).map(({ path }) => path);
    assert.deepEqual(setters, ["check-node.ts", "cli.ts"]);
  });
  it("has no cycle, nor one of types or of lazy imports", () => {
    const importsByPath = new Map(files.map(({ path, imports }) => [path, imports]));
    const done = new Set<string>();
    const visit = (path: string, way: readonly string[]): void => {
      assert.ok(!way.includes(path), `a cycle: ${[...way, path].join(" → ")}`);
      if (done.has(path)) return;
      for (const target of importsByPath.get(path) ?? []) visit(target, [...way, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    assert.ok(files.every(({ path }) => done.has(path)));
  });
  it("loads the heavy packages lazily: nothing imports them at the top of a file", () => {
    const heavy = /^import (?!type\b)[^;]*from "(?:vega|vega-lite|exceljs|fast-glob|micromatch|@clack)[^"]*";/m;
    assert.deepEqual(
      files.filter(({ text }) => heavy.test(text)).map(({ path }) => relative(".", path)),
      [],
    );
  });
});
