import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../files/file-problem.js";

/** A process. */
export interface Process {
  readonly id: number;
  readonly name: string;
}

const WRITABLE_FLAGS = 0o3;

/**
 * Finds the processes that have a file open for writing: those that started first come first. Ids do not tell that, since the
 * kernel begins again at low ones.
 *
 * @param processes the kernel's folder of processes
 * @param userId who looks: root sees all that this system shows to anybody
 * @returns null if none is seen, but not all processes may be looked at
 */
export function findWriters(
  path: string,
  processes: string,
  userId: number | undefined = process.geteuid?.(),
): readonly Process[] | null {
  let isHidden = false;
  const found: (Process & { readonly startedTicks: number })[] = [];
  try {
    for (const id of readdirSync(processes).filter((name) => /^\d+$/.test(name))) {
      const folder = join(processes, id);
      const has = hasOpen(folder, path);
      if (has === null) isHidden = true;
      else if (has)
        found.push({ id: Number(id), name: readText(folder, "comm").trim(), startedTicks: readStart(folder) });
    }
  } catch (error) {
    if (errorCode(error) === null) throw error;
    isHidden = true;
  }
  if (found.length === 0 && isHidden && userId !== 0) return null;
  return found.sort((a, b) => a.startedTicks - b.startedTicks).map(({ id, name }) => ({ id, name }));
}

/** Field 22 of `stat`, in ticks of the clock. The second one is the name, which may have blanks and parentheses. */
function readStart(folder: string): number {
  const stat = readText(folder, "stat");
  const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(afterName[22 - 3] ?? 0);
}

function readText(folder: string, name: string): string {
  return readIfThere(() => readFileSync(join(folder, name), "utf8"));
}

/** Null if it may not be looked at. */
function hasOpen(folder: string, path: string): boolean | null {
  try {
    return readdirSync(join(folder, "fd")).some(
      (name) => readIfThere(() => readlinkSync(join(folder, "fd", name))) === path && isWritable(folder, name),
    );
  } catch (error) {
    if (errorCode(error) === null) throw error;
    // It has ended meanwhile.
    return ["ENOENT", "ESRCH"].includes(errorCode(error) ?? "") ? false : null;
  }
}

function isWritable(folder: string, name: string): boolean {
  const flags = /^flags:\s*([0-7]+)$/m.exec(readText(folder, `fdinfo/${name}`))?.[1];
  return (Number.parseInt(flags ?? "0", 8) & WRITABLE_FLAGS) !== 0;
}

function readIfThere(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  }
}
