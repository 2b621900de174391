import { mkdirSync } from "node:fs";

/**
 * Makes a folder with just these permissions, whatever the umask; what it has from the folder above (its group, setgid)
 * stays. A chmod afterwards would not do: by a user who is not in the folder's group it takes setgid away.
 */
export function makeOneFolder(path: string, mode: number): void {
  const umask = process.umask(0);
  try {
    mkdirSync(path, { mode });
  } finally {
    process.umask(umask);
  }
}
