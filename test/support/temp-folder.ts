import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface WithAfter {
  after(hook: () => void): void;
}

/** A new empty folder, with no link in its path, that goes when the test is done. */
export function tempFolder(test: WithAfter): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "openvpn-status-site-test-"));
  test.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
