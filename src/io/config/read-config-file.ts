import { dirname, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import { shellQuote } from "../../text/format/shell-quote.js";
import { ProblemError } from "../../text/problem.js";
import { ifExists } from "../files/existing.js";
import { onReading } from "../files/file-problem.js";
import { findUntrustedFile } from "../files/find-untrusted.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";
import type { SystemPaths } from "./system-paths.js";

/** The tables of a config file, not yet validated. */
export interface ConfigFile {
  readonly path: string;
  /** Paths in the file are relative to it. */
  readonly folder: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const CONFIG_MAX_BYTES = 1024 * 1024;

interface ConfigSearch {
  readonly currentFolder: string;
  readonly systemPaths: Pick<SystemPaths, "configFile">;
}

/** The paths of possible config files: the first existing one counts. */
export function configPaths(
  named: string | undefined,
  { currentFolder, systemPaths }: ConfigSearch,
): readonly string[] {
  if (named !== undefined) return [resolve(currentFolder, named)];
  return [resolve(currentFolder, "openvpn-status-site.toml"), systemPaths.configFile];
}

/**
 * Finds and reads the config file: the one named by the flag, else by the environment, else the one in the current
 * folder, else the system's, else none.
 *
 * @param userId who runs this: root reads no config that another user could have written
 * @throws ProblemError `config` if a named file does not exist, a file is not TOML, or root may not trust it;
 *   `permission` or `io`
 */
export function readConfigFile(
  flag: string | undefined,
  environment: string | undefined,
  host: ConfigSearch,
  userId: number | undefined = process.geteuid?.(),
): ConfigFile | undefined {
  const named = flag ?? (environment === "" ? undefined : environment);
  for (const path of configPaths(named, host)) {
    if (userId === 0) refuseUntrustedConfig(path);
    const text = readIfThere(path);
    if (text !== null) return { path, folder: dirname(path), values: parseToml(path, text) };
  }
  if (named === undefined) return undefined;
  throw new ProblemError({
    kind: "config",
    what: (t) => t.config.none(JSON.stringify(named)),
    fix: (t) => t.config.noneFix,
  });
}

/**
 * Refuses a config that a user other than root could have written. Its folder must belong to root alone too, since the
 * paths in the config are relative to it: the config decides where root writes, and which password it sends where. So
 * the folder may not be sticky (`/tmp`), though one of its parents may.
 */
function refuseUntrustedConfig(path: string): void {
  const untrusted = findUntrustedFile(path);
  if (untrusted === null) return;
  throw new ProblemError({
    kind: "config",
    what: (t) => t.trust.config(JSON.stringify(path), JSON.stringify(untrusted.path), untrusted.why(t)),
    fix: (t) => t.trust.configFix,
    // Its folder may be somebody's home.
    ...(untrusted.path === path
      ? { command: `chown root:root ${shellQuote(path)} && chmod go-w ${shellQuote(path)}` }
      : {}),
  });
}

function readIfThere(path: string): string | null {
  return onReading("readConfig", path, () => {
    try {
      return ifExists(() => readRegularFile(path, { maxBytes: CONFIG_MAX_BYTES, links: "followed" }).toString("utf8"));
    } catch (error) {
      if (error instanceof FileFlawError) throw noConfig(path, error);
      throw error;
    }
  });
}

function noConfig(path: string, flaw: FileFlawError): ProblemError {
  return new ProblemError(
    {
      kind: "config",
      what: (t) => t.config.unreadable(JSON.stringify(path), flaw.words(t)),
      fix: (t) => t.file.nameRegular,
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
      what: (t) => t.config.syntax(path, error.line, error.column, reason),
      fix: (t) => t.config.syntaxFix,
    });
  }
}
