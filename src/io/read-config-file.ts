import { dirname, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import { ProblemError } from "../text/problem.js";
import { errorCode, onReading } from "./file-problem.js";
import { FileFlawError, readRegularFile } from "./regular-file.js";
import type { SystemPaths } from "./system-paths.js";

/** A config file's tables, not yet validated. */
export interface ConfigFile {
  readonly path: string;
  /** Paths in the file resolve against it. */
  readonly folder: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const CONFIG_MAX_BYTES = 1024 * 1024;

/**
 * Finds and reads the config file: the flag's, else the environment's, else one in the current
 * folder, else the system's, else none.
 *
 * @throws ProblemError `config` if a named file is not there, or any file is not TOML; `permission` or `io`
 */
export function readConfigFile(
  flag: string | undefined,
  environment: string | undefined,
  {
    currentFolder,
    systemPaths,
  }: { readonly currentFolder: string; readonly systemPaths: Pick<SystemPaths, "configFile"> },
): ConfigFile | undefined {
  const named = flag ?? (environment === "" ? undefined : environment);
  const candidates =
    named === undefined
      ? [resolve(currentFolder, "openvpn-status-site.toml"), systemPaths.configFile]
      : [resolve(currentFolder, named)];
  for (const path of candidates) {
    const text = readIfThere(path);
    if (text !== null) return { path, folder: dirname(path), values: parseToml(path, text) };
  }
  if (named === undefined) return undefined;
  throw new ProblemError({
    kind: "config",
    what: `there is no config file "${named}"`,
    fix: "Name an existing file by --config or $OPENVPN_STATUS_SITE_CONFIG, or none to use the defaults.",
  });
}

function readIfThere(path: string): string | null {
  return onReading("read the config file", path, () => {
    try {
      return readRegularFile(path, { maxBytes: CONFIG_MAX_BYTES, links: "followed" }).toString("utf8");
    } catch (error) {
      if (error instanceof FileFlawError) throw noConfig(path, error);
      const code = errorCode(error);
      if (code === "ENOENT" || code === "ENOTDIR") return null;
      throw error;
    }
  });
}

function noConfig(path: string, flaw: FileFlawError): ProblemError {
  return new ProblemError(
    {
      kind: "config",
      what: `the config file ${JSON.stringify(path)} cannot be read: ${flaw.message}`,
      fix: "Name a regular file.",
    },
    { cause: flaw },
  );
}

function parseToml(path: string, text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = "not TOML"] = error.message.split("\n");
    throw new ProblemError({
      kind: "config",
      what: `${path}: line ${error.line}, column ${error.column}: ${reason}`,
      fix: 'Mend the line; texts are quoted: title = "VPN Berlin".',
    });
  }
}
