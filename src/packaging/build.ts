// `npm run build:bundle`: builds `dist`, except for the types of the library.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { compileCharts } from "../render/charts/compiled-charts.js";
import { CHART_SPECS } from "../render/charts/draw-figure.js";
import { bundleOptions } from "./bundle-options.js";
import { bundleProgram } from "./bundle-program.js";
import { putInPlace } from "./put-in-place.js";
import { smokeRun } from "./smoke-run.js";

// Beside it: cron's runs continue meanwhile.
const dist = resolve("dist.new");
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

await bundleProgram(dist);
await bundleLibrary();
await bundleAssets();
// With this file, no run needs the compiler of chart specs.
writeFileSync(join(dist, "charts.json"), JSON.stringify(await compileCharts(CHART_SPECS)));
putInPlace(dist, resolve("dist"), () => {
  smokeRun(join(dist, "cli.js"));
});
rmSync(dist, { recursive: true });

async function bundleLibrary(): Promise<void> {
  // For programs of either kind; `npm run build:types` adds the types.
  for (const [format, file, types, type] of [
    ["esm", "index.mjs", "types", "module"],
    ["cjs", "index.cjs", "types/cjs", "commonjs"],
  ] as const) {
    mkdirSync(join(dist, types));
    writeFileSync(join(dist, types, "package.json"), `{ "type": "${type}" }\n`);
    await build({ ...bundleOptions, entryPoints: ["src/index.ts"], format, outfile: join(dist, file) });
  }
}

/** For browsers: classic scripts, since modules do not load from `file://`. */
async function bundleAssets(): Promise<void> {
  await build({
    entryPoints: ["assets/main.ts", "assets/find.ts", "assets/early-theme.ts", "assets/site.css"],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2023",
    outdir: join(dist, "assets"),
    logLevel: "warning",
  });
}
