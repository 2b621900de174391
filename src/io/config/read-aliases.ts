import { dirname, join } from "node:path";
import { AliasSyntaxError, parseAliases } from "../../text/parse-aliases.js";
import type { AliasesConfig } from "./config.js";
import { isThere } from "../files/existing.js";
import { errorCode, describeUnreadable } from "../files/file-problem.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";

/** Aliases by user, or why there are none. */
export interface Aliases {
  readonly aliases: ReadonlyMap<string, string>;
  /** The problem of the file, for people; empty if there is none. It quotes nothing from the file. */
  readonly problem: string;
}

const ALIASES_MAX_BYTES = 16 * 1024 * 1024;

export const ALIASES_NAME = "openvpn-aliases.json";

/**
 * Reads the alias file of OpenVPN Status Web: one JSON object from user names to displayed names. If it is invalid,
 * the run continues without aliases.
 *
 * If none is named, the first existing one counts: beside the config, beside a status file (in the order of the
 * sources), or where OpenVPN Status Web keeps it.
 *
 * @param sources paths of status files; other sources have no folder
 */
export function readAliases(config: AliasesConfig, sources: readonly string[]): Aliases {
  const path = findAliasesFile(config, sources);
  return path === null ? { aliases: new Map(), problem: "" } : readFile(path);
}

/** The alias file that counts; null if none is named and none is there. */
export function findAliasesFile(config: AliasesConfig, sources: readonly string[]): string | null {
  if (config.kind === "named") return config.path;
  const besideSources = sources
    .filter((source) => source.startsWith("/"))
    .map((path) => join(dirname(path), ALIASES_NAME));
  return [config.besideConfig, ...besideSources, config.onSystem].find(isThere) ?? null;
}

function readFile(path: string): Aliases {
  try {
    const bytes = readRegularFile(path, { maxBytes: ALIASES_MAX_BYTES, links: "followed" });
    return { aliases: parseAliases(bytes.toString("utf8")), problem: "" };
  } catch (error) {
    const code = errorCode(error);
    if (code !== null) return broken(describeUnreadable(path, code));
    if (error instanceof AliasSyntaxError || error instanceof FileFlawError) return broken(`${path}: ${error.message}`);
    throw error;
  }
}

function broken(problem: string): Aliases {
  return { aliases: new Map(), problem };
}
