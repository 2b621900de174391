import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { World } from "../../src/commands/world.js";
import { systemZone } from "../../src/io/system-zone.js";
import { copyCli } from "./run-cli.js";

/** A copy of the program that a test may change, as an upgrade would. */
export interface PackageCopy {
  readonly cli: string;
  /** As the copied program itself would see it, so that runs in this process and by it take each other's for their own. */
  readonly world: () => World;
  /** Another version that works the same. */
  readonly changeProgram: () => void;
  /** @param path of a text file of the package, such as `templates/day.eta` */
  readonly append: (path: string, text: string) => void;
}

export function packageCopy(folder: string): PackageCopy {
  const cli = copyCli(folder);
  const packageFolder = dirname(dirname(cli));
  const append = (path: string, text: string): void => {
    appendFileSync(join(packageFolder, path), text);
  };
  const world = (): World => ({
    environment: {},
    currentFolder: folder,
    systemZone: systemZone(process.env["TZ"]),
    packageFolder,
    programVersion: createHash("sha256").update(readFileSync(cli)).digest("base64url"),
    nowSeconds: () => Date.now() / 1000,
    terminal: null,
    showOnTerminal: null,
    readStdin: () => Promise.resolve(new Uint8Array()),
    writeStdout: () => undefined,
    writeStderr: () => undefined,
  });
  return {
    cli,
    world,
    append,
    changeProgram: () => {
      append("dist/cli.js", "\n// A later version.\n");
    },
  };
}
