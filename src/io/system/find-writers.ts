import { readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { findProcesses, readProcessText, readStartTicks } from "./find-processes.js";

/** A process. */
export interface Process {
  readonly id: number;
  readonly name: string;
}

const WRITABLE_FLAGS = 0o3;

/**
 * Finds the processes that have a file open for writing: those that started first come first. Ids do not show that,
 * since the kernel reuses low ones.
 *
 * @param processes the kernel's folder of processes
 * @param userId of this process: root sees all processes
 * @returns null if none is seen, but some processes are hidden
 */
export function findWriters(
  path: string,
  processes: string,
  userId: number | undefined = process.geteuid?.(),
): readonly Process[] | null {
  const { folders, areSomeHidden } = findProcesses(
    processes,
    (folder, descriptor) => readlinkSync(join(folder, "fd", descriptor)) === path && isWritable(folder, descriptor),
  );
  if (folders.length === 0 && areSomeHidden && userId !== 0) return null;
  return folders
    .map((folder) => ({
      id: Number(basename(folder)),
      name: readProcessText(folder, "comm").trim(),
      startTicks: readStartTicks(folder),
    }))
    .sort((a, b) => a.startTicks - b.startTicks)
    .map(({ id, name }) => ({ id, name }));
}

function isWritable(folder: string, descriptor: string): boolean {
  const flags = /^flags:\s*([0-7]+)$/m.exec(readProcessText(folder, `fdinfo/${descriptor}`))?.[1];
  return (Number.parseInt(flags ?? "0", 8) & WRITABLE_FLAGS) !== 0;
}
