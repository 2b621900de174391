#!/usr/bin/env node
// What is built as `dist/cli.js`: starts the command itself, `core.js`.
import { setFlagsFromString } from "node:v8";
import { loadCompiled } from "./load-compiled.js";

/** What `core.js` is: given what a module has of its own. */
type Core = (require: NodeJS.Require, load: (path: string) => Promise<unknown>, file: string) => void;

const file = `${__dirname}/core.js`;
const core = loadCompiled(file) as Core;
core(require, (path) => import(path), file);
// V8 optimizes what has run for eight times as long as it would by itself: in a run of a second most of that is never
// paid back, and it took two fifths of one with 2,000 connected. Only now that what each run needs is loaded, and the command
// waits for something first: with other flags V8 refuses what it has compiled before, of Node's own modules too.
setFlagsFromString("--interrupt-budget=1000000");
