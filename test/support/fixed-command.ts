import { fileURLToPath } from "node:url";

/** Flags for a site that is compared with one in another folder: the command that pages show does not name the folder. */
export const FIXED_COMMAND: readonly string[] = [
  "--config",
  fileURLToPath(new URL("../fixtures/fixed-command.toml", import.meta.url)),
];
