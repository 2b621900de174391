import { readFileSync } from "node:fs";
import { Script } from "node:vm";

/**
 * What a built file evaluates to, with the code that V8 has compiled of it while the package was built: `X.cache` beside
 * `X.js`. Another V8 refuses that, as does this one with other flags, and compiles by itself.
 */
export function loadCompiled(file: string): unknown {
  const cachedData = compiledBefore(file.replace(/\.js$/, ".cache"));
  // The bundler writes ASCII only.
  const source = readFileSync(file, "latin1");
  const script = new Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  return script.runInThisContext();
}

function compiledBefore(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    // Only slower without it.
    return undefined;
  }
}
