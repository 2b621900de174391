#!/usr/bin/env node
// What is built as `dist/cli.js`: starts the command itself, `core.js`, with the code that V8 has compiled of it before.
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/** What `core.js` is: given what a module has of its own. */
type Core = (require: NodeJS.Require, load: (path: string) => Promise<unknown>, file: string) => void;

const file = `${__dirname}/core.js`;
const cachedData = compiledBefore(`${__dirname}/core.cache`);
// The bundler writes ASCII only. Another V8 than the build's refuses what that has compiled, and compiles by itself.
const script = new Script(readFileSync(file, "latin1"), {
  filename: file,
  ...(cachedData === undefined ? {} : { cachedData }),
});
const core = script.runInThisContext() as Core;
core(require, (path) => import(path), file);
// V8 optimizes what has run for eight times as long as it would by itself: in a run of a second most of that is never
// paid back, and it took two fifths of one with 2,000 connected. Only now that all modules are loaded, and the command
// waits for something first: with other flags V8 refuses what it has compiled before, of Node's own modules too.
setFlagsFromString("--interrupt-budget=1000000");

function compiledBefore(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    // Only slower without it.
    return undefined;
  }
}
