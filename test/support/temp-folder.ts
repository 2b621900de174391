import { accessSync, constants, mkdtempSync, realpathSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Cleans up after a test. */
export interface WithAfter {
  after(hook: () => void): void;
}

/** Where Linux has files in memory. */
const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 500e6;

// As an admin's shell has it: root refuses folders that everyone may write to, and no test may depend on the umask.
process.umask(0o022);

/** A new empty folder, with no link in its path, that is removed when the test is done. */
export function tempFolder(test: WithAfter, parent = tmpdir()): string {
  const folder = mkdtempSync(join(realpathSync(parent), "openvpn-status-site-test-"));
  test.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The same in memory if possible, for a test that writes thousands of files. */
export function tempFolderInMemory(test: WithAfter): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return tempFolder(test, bavail * bsize > ENOUGH_BYTES ? MEMORY : tmpdir());
  } catch {
    return tempFolder(test);
  }
}
