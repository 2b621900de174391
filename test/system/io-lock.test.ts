import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import fs, { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireLock } from "../../src/io/history/lock.js";
import { ProblemError } from "../../src/text/problem.js";
import { bundleScript } from "../support/kill-runs.js";
import { tempFolder } from "../support/temp-folder.js";
import { say } from "../support/say-problem.js";

async function saidBy(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  return text.toString().trim();
}

/** The processes that have a file open. */
function toHolders(path: string): readonly number[] {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.filter((id) => opens(id, path)).map(Number);
}

function opens(processId: string, path: string): boolean {
  try {
    const folder = `/proc/${processId}/fd`;
    return readdirSync(folder).some((file) => readlinkSync(join(folder, file)) === path);
  } catch {
    return false;
  }
}

/** A `flock` that runs a command first, for the first time only. */
function useFlock(t: TestContext, folder: string, command: string): () => void {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const once = `if [ ! -e "${folder}/replaced" ]; then : > "${folder}/replaced"; ${command}; fi`;
  writeFileSync(join(bin, "flock"), `#!/bin/sh\n${once}\nPATH="\${PATH#*:}" exec flock "$@"\n`, { mode: 0o755 });
  const path = process.env["PATH"] ?? "";
  process.env["PATH"] = `${bin}:${path}`;
  const restore = (): void => {
    process.env["PATH"] = path;
  };
  t.after(restore);
  return restore;
}

test("the lock is held by one process, by that process alone, and the kernel frees it at a kill -9", async (t) => {
  const work = tempFolder(t);
  const script = bundleScript("lock-script.ts", work);
  const folder = join(work, "-n; history 'x' \"y\"");
  const holder = spawn(process.execPath, [script, folder, "0", "hold"]);
  t.after(() => holder.kill("SIGKILL"));
  assert.equal(await saidBy(holder), "held");
  assert.deepEqual(toHolders(join(folder, "lock")), [holder.pid], "no other process may hold the lock file open");

  assert.equal((await acquireLock(folder, { waitMs: 0 })).kind, "taken");
  assert.equal((await acquireLock(folder, { waitMs: 50 })).kind, "taken");

  holder.kill("SIGKILL");
  await once(holder, "close");
  assert.deepEqual(toHolders(join(folder, "lock")), []);
  const lock = await acquireLock(folder, { waitMs: 0 });
  assert.ok(lock.kind === "held");
  lock.release();
  lock.release();
});

test("one who waits gets the lock when it is let go", async (t) => {
  const folder = tempFolder(t);
  const first = await acquireLock(folder, { waitMs: 0 });
  assert.ok(first.kind === "held");
  const second = acquireLock(folder, { waitMs: 60_000 });
  first.release();
  const lock = await second;
  assert.ok(lock.kind === "held");
  lock.release();
});

test("a lock file that someone removes and makes again between opening and locking is not taken for the lock", async (t) => {
  const folder = tempFolder(t);
  const lockFile = join(folder, "history/lock");
  const restore = useFlock(t, folder, `rm "${lockFile}"; : > "${lockFile}"`);
  const lock = await acquireLock(join(folder, "history"), { waitMs: 10_000 });
  assert.ok(lock.kind === "held");
  restore();
  const second = await acquireLock(join(folder, "history"), { waitMs: 0 });
  assert.equal(second.kind, "taken", "two hold it at once: the first one locked a file that is gone");
  lock.release();
});

test("one who finds it taken learns for how long, and taking it touches the lock file", async (t) => {
  const work = tempFolder(t);
  const folder = join(work, "history");
  const holder = spawn(process.execPath, [bundleScript("lock-script.ts", work), folder, "0", "hold"]);
  t.after(() => holder.kill("SIGKILL"));
  assert.equal(await saidBy(holder), "held");
  const startedSeconds = Date.now() / 1000;
  const takenFor = async (): Promise<number> => {
    const taken = await acquireLock(folder, { waitMs: 0 });
    return taken.kind === "taken" ? taken.takenForSeconds : Number.NaN;
  };
  const setTime = (secondsAgo: number): void => {
    const seconds = Date.now() / 1000 - secondsAgo;
    utimesSync(join(folder, "lock"), seconds, seconds);
  };
  await sleep(2500);
  const toRun = (): number => Math.ceil(Date.now() / 1000 - startedSeconds) + 5;
  setTime(1.5);
  assert.equal(await takenFor(), 1, "less than it runs");
  // As if the clock had been set by an hour.
  for (const secondsAgo of [3600, -3600]) {
    setTime(secondsAgo);
    const seconds = await takenFor();
    assert.ok(seconds >= 2 && seconds <= toRun(), `${seconds} s`);
  }
  setTime(3600);
  holder.kill("SIGKILL");
  await once(holder, "close");
  const lock = await acquireLock(folder, { waitMs: 0 });
  assert.ok(lock.kind === "held" && statSync(join(folder, "lock")).mtimeMs / 1000 > startedSeconds);
  lock.release();
});

test("a failure after locking frees the lock, and is a problem with a fix", async (t) => {
  const folder = join(tempFolder(t), "history");
  const failing = t.mock.method(fs, "futimesSync", () => {
    throw Object.assign(new Error("EPERM"), { code: "EPERM", syscall: "futimes" });
  });
  syncBuiltinESMExports();
  t.after(() => {
    failing.mock.restore();
    syncBuiltinESMExports();
  });
  await assert.rejects(acquireLock(folder, { waitMs: 0 }), ProblemError);
  assert.equal(failing.mock.callCount(), 1);
  failing.mock.restore();
  syncBuiltinESMExports();
  const lock = await acquireLock(folder, { waitMs: 0 });
  assert.ok(lock.kind === "held");
  lock.release();
});

test("a folder that cannot be entered after locking is a problem with a fix", async (t) => {
  const folder = tempFolder(t);
  const history = join(folder, "history");
  useFlock(t, folder, `mv "${history}" "${history}.old"; ln -s "${history}" "${history}"`);
  await assert.rejects(acquireLock(history, { waitMs: 0 }), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.match(say(error.problem.what), /history\/lock.*\(ELOOP\)/);
    return true;
  });
});

test("without flock, and with a folder in the lock file's place, the problem says what to do", async (t) => {
  const folder = tempFolder(t);
  const path = process.env["PATH"];
  try {
    process.env["PATH"] = folder;
    await assert.rejects(acquireLock(folder, { waitMs: 0 }), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.kind, "config");
      assert.match(say(error.problem.fix), /util-linux/);
      return true;
    });
  } finally {
    process.env["PATH"] = path;
  }
  mkdirSync(join(folder, "odd/lock"), { recursive: true });
  await assert.rejects(acquireLock(join(folder, "odd"), { waitMs: 0 }), ProblemError);
});

for (const count of [2, 3]) {
  test(`${count} processes that add to one number under the lock lose no addition`, async (t) => {
    const work = tempFolder(t);
    const script = bundleScript("lock-script.ts", work);
    const folder = join(work, "history");
    const times = 15;
    const argv = [script, folder, "120000", "count", String(times)];
    const children = Array.from({ length: count }, () => spawn(process.execPath, argv, { stdio: "ignore" }));
    for (const child of children) t.after(() => child.kill("SIGKILL"));
    const ends = await Promise.all(children.map((child) => once(child, "close") as Promise<[number]>));
    assert.deepEqual(
      ends.map(([status]) => status),
      children.map(() => 0),
    );
    assert.equal(readFileSync(join(folder, "count.csv"), "utf8"), `${count * times}\n`);
    t.diagnostic(`${count} processes, ${count * times} additions, 0 lost`);
  });
}
