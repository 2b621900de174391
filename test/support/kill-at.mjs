/*
 * Kills the process that it is loaded into at its N-th change of the file system, to prove what a crash leaves; or holds
 * it there, to prove what another one does meanwhile; or copies what is there, which is what a kill there would leave.
 *
 *     KILL_AT=7 KILL_MODE=half node --import ./test/support/kill-at.mjs dist/cli.js gen …
 *
 * It replaces the changing functions of node:fs (synchronous, callback, promise and FileHandle ones, for `import` and
 * `require` alike) by ones that count their calls, so that the program under test needs no hooks. It works the same
 * with plain scripts, with bundles and their lazy chunks, and through tsx. Only the main thread is counted; children are
 * not, unless they are given the same --import.
 *
 *   KILL_AT          number of the call to die at, from 1; to copy at, several with commas. Absent or 0: count only.
 *   KILL_MODE        before   die instead of making the call (the default)
 *                    after    die when the call is done, before the program learns of it
 *                    half     of a write: write the first half of its bytes, then die; of any other call: as `before`
 *                    hold     do not die: make KILL_HOLD_FILE, wait until someone has removed it, and go on
 *                    copy     do not die: copy the folder KILL_COPY_OF to one in KILL_COPY_TO that has the call's number
 *   KILL_UNDER       folders, separated by `:`; only calls on paths below them count. Absent: all. With it the count
 *                    does not depend on what loaders and caches write elsewhere.
 *   KILL_COUNT_FILE  where a process that was not killed leaves, when it exits, {"count": 7, "calls": ["open …", …]}:
 *                    each call's name and path, in order. Run once with it, then once for each N and mode.
 *
 * Counted: opening to write, write, writev, writeFile, appendFile, truncate, fsync, fdatasync, rename, unlink, rm, rmdir,
 * mkdir, mkdtemp, link, symlink, copyFile, utimes, chmod, chown and their f… and l… forms. Standard streams are not.
 * The kill is SIGKILL: no handler runs, nothing is flushed. (What the kernel had taken stays; a power cut would lose more.)
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { delimiter, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

const { writeFileSync, writeSync, openSync, existsSync } = fs;
const original = { writeFileSync, writeSync, openSync, existsSync };
const killsAt = new Set((process.env.KILL_AT ?? "0").split(",").map(Number));
const mode = process.env.KILL_MODE ?? "before";
const countFile = process.env.KILL_COUNT_FILE;
const holdFile = process.env.KILL_HOLD_FILE;
const copyFrom = process.env.KILL_COPY_OF;
const copyTo = process.env.KILL_COPY_TO;
const roots = (process.env.KILL_UNDER ?? "")
  .split(delimiter)
  .filter(Boolean)
  .map((root) => resolve(root));
const calls = [];
const pathOfFile = new Map();
const noPath = "?";

if (!["before", "after", "half", "hold", "copy"].includes(mode)) {
  throw new Error(`KILL_MODE ${mode}: wanted before, after, half, hold or copy`);
}

function die() {
  process.kill(process.pid, "SIGKILL");
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

function hold() {
  original.writeFileSync(holdFile, "");
  while (original.existsSync(holdFile)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}

function copy() {
  const { status, stderr } = spawnSync("cp", ["-a", copyFrom, join(copyTo, String(calls.length))], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
}

/** The absolute path that the first argument of a call names: a path, URL, Buffer, or open file. */
function toPath(target) {
  if (typeof target === "number") return target <= 2 ? null : (pathOfFile.get(target) ?? noPath);
  if (target instanceof URL) return fileURLToPath(target);
  if (typeof target === "string" || Buffer.isBuffer(target)) return resolve(String(target));
  return noPath;
}

function counts(path) {
  if (path === null) return false;
  return roots.length === 0 || roots.some((root) => path === root || path.startsWith(root + sep));
}

function opensToWrite(flags = "r") {
  if (typeof flags === "string") return /[wa+]/.test(flags);
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = fs.constants;
  return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) !== 0;
}

/** Counts a call. `make` makes it, `half` the first half of it; what comes back may be a promise. */
function step(name, path, make, half) {
  if (!counts(path)) return make();
  calls.push(`${name} ${path}`);
  if (!killsAt.has(calls.length)) return make();
  if (mode === "hold" || mode === "copy") {
    if (mode === "hold") hold();
    else copy();
    return make();
  }
  if (mode === "before" || (mode === "half" && half === undefined)) die();
  if (mode === "half") {
    half();
    die();
  }
  let made;
  try {
    made = make();
  } finally {
    // Also if the system has refused the call.
    if (typeof made?.then !== "function") die();
  }
  return made.then(die, die);
}

/** Writes the first half of what a write call was given. */
function writeHalf(file, data, offset, length, position) {
  if (typeof data === "string") {
    const bytes = Buffer.from(data);
    original.writeSync(file, bytes, 0, bytes.length >> 1, typeof offset === "number" ? offset : null);
    return;
  }
  const options = typeof offset === "object" && offset !== null ? offset : { offset, length, position };
  const start = options.offset ?? 0;
  const size = options.length ?? data.byteLength - start;
  original.writeSync(file, data, start, size >> 1, options.position ?? null);
}

function writeFileHalf(file, data, flags) {
  const bytes =
    typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const target = typeof file === "number" ? file : original.openSync(file, flags);
  original.writeSync(target, bytes, 0, bytes.length >> 1);
}

function toHalf(name, args) {
  switch (name) {
    case "write":
      return () => writeHalf(...args);
    case "writev":
      return () => writeHalf(args[0], Buffer.concat(args[1]), 0, undefined, args[2]);
    case "writeFile":
      return () => writeFileHalf(args[0], args[1], "w");
    case "appendFile":
      return () => writeFileHalf(args[0], args[1], "a");
    default:
      return undefined;
  }
}

const NAMES = [
  ...["open", "write", "writev", "writeFile", "appendFile", "truncate", "ftruncate", "fsync", "fdatasync", "rename"],
  ...["unlink", "rm", "rmdir", "mkdir", "mkdtemp", "link", "symlink", "copyFile", "cp", "utimes", "futimes", "lutimes"],
  ...["chmod", "fchmod", "lchmod", "chown", "fchown", "lchown"],
];

/** Of these the second argument names what is changed. */
const SECOND = new Set(["link", "symlink", "copyFile", "cp"]);

function pathOfCall(name, args) {
  return toPath(SECOND.has(name) ? args[1] : args[0]);
}

function skips(name, args) {
  return name === "open" && !opensToWrite(typeof args[1] === "function" ? "r" : args[1]);
}

function patchSync(name) {
  const make = fs[`${name}Sync`];
  if (make === undefined) return;
  fs[`${name}Sync`] = function (...args) {
    const call = () => {
      const made = make.apply(fs, args);
      if (name === "open") pathOfFile.set(made, toPath(args[0]));
      return made;
    };
    return skips(name, args) ? call() : step(name, pathOfCall(name, args), call, toHalf(name, args));
  };
}

function patchCallback(name) {
  const make = fs[name];
  if (make === undefined) return;
  fs[name] = function (...args) {
    const done = args.pop();
    const path = pathOfCall(name, args);
    const call = (then) =>
      make.call(fs, ...args, (error, ...results) => {
        if (name === "open" && !error) pathOfFile.set(results[0], toPath(args[0]));
        then(error, ...results);
      });
    if (skips(name, args)) return call(done);
    // Asynchronous: die when the system has answered.
    const dying = counts(path) && killsAt.has(calls.length + 1) && mode === "after";
    if (!dying) return step(name, path, () => call(done), toHalf(name, args));
    calls.push(`${name} ${path}`);
    return call(die);
  };
  // util.promisify's shape of write and writev: { bytesWritten, buffer }.
  for (const key of Object.getOwnPropertySymbols(make)) fs[name][key] = make[key];
}

function patchPromise(name) {
  const make = fs.promises[name];
  if (make === undefined) return;
  fs.promises[name] = function (...args) {
    const call = () =>
      make.apply(fs.promises, args).then((made) => {
        if (name === "open") pathOfFile.set(made.fd, toPath(args[0]));
        return made;
      });
    if (skips(name, args)) return call();
    const half = typeof args[0] === "object" && "fd" in args[0] ? undefined : toHalf(name, args);
    return step(name, pathOfCall(name, args), call, half);
  };
}

async function patchFileHandle() {
  const some = await fs.promises.open(fileURLToPath(import.meta.url), "r");
  const prototype = Object.getPrototypeOf(some);
  await some.close();
  const names = { write: "write", writev: "writev", writeFile: "writeFile", appendFile: "appendFile" };
  const plain = { truncate: "ftruncate", sync: "fsync", datasync: "fdatasync", utimes: "futimes", chmod: "fchmod" };
  for (const [method, name] of Object.entries({ ...names, ...plain })) {
    const make = prototype[method];
    prototype[method] = function (...args) {
      return step(name, toPath(this.fd), () => make.apply(this, args), toHalf(name, [this.fd, ...args]));
    };
  }
}

if (isMainThread) {
  await patchFileHandle();
  for (const name of NAMES) {
    patchSync(name);
    patchCallback(name);
    patchPromise(name);
  }
  syncBuiltinESMExports();
  if (countFile !== undefined) {
    process.on("exit", () => original.writeFileSync(countFile, JSON.stringify({ count: calls.length, calls })));
  }
}
