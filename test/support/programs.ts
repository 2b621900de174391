import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The environment's PATH with the folders of system programs, which may be missing from an unprivileged shell's. */
export const PROGRAM_PATH = [process.env["PATH"] ?? "", "/usr/sbin", "/usr/local/sbin"].join(delimiter);

export function isInstalled(program: string): boolean {
  return PROGRAM_PATH.split(delimiter).some((folder) => existsSync(join(folder, program)));
}

export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** First the one without windows: a page in it costs a third, since no window's own pages run beside it. */
export const CHROMIUM = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
  .map((name) => `/usr/bin/${name}`)
  .find((path) => existsSync(path));
