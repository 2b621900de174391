import { appendFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Host } from "../../src/build/host.js";
import { copyCli } from "./run-cli.js";
import { coreFile, makeHost } from "./run-here.js";

/** A copy of the program that a test may change, as an upgrade would. */
export interface PackageCopy {
  readonly cli: string;
  /**
   * The version that the copied program itself has, so that runs in this process and by the copy accept each other's
   * caches.
   */
  readonly host: () => Host;
  /** Another version that works the same. */
  readonly changeProgram: () => void;
  /** @param path of a text file of the package, such as `assets/favicon.svg` */
  readonly append: (path: string, text: string) => void;
}

export function packageCopy(folder: string): PackageCopy {
  const cli = copyCli(folder);
  const packageFolder = dirname(dirname(cli));
  const append = (path: string, text: string): void => {
    appendFileSync(join(packageFolder, path), text);
  };
  let versions = 0;
  const host = (): Host => makeHost(cli, folder);
  return {
    cli,
    host,
    append,
    changeProgram: () => {
      const [before, after] = [coreFile(cli), `core-LATER${versions++}.js`];
      const dist = dirname(cli);
      renameSync(join(dist, before), join(dist, after));
      for (const name of readdirSync(dist)) {
        const path = join(dist, name);
        if (name.endsWith(".js")) writeFileSync(path, readFileSync(path, "utf8").replaceAll(before, after));
      }
    },
  };
}
