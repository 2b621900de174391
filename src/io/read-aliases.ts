import { readFileSync } from "node:fs";

/** Aliases by user, or why there are none. */
export interface Aliases {
  readonly aliases: ReadonlyMap<string, string>;
  /** What is wrong with the file, for people; empty if nothing. */
  readonly problem: string;
}

/**
 * The alias file of OpenVPN Status Web: one JSON object of user names and the names to show. A
 * broken one costs the aliases, never the run.
 *
 * @param wanted whether a missing file is a problem: it was named, not just looked for
 */
export function readAliases(path: string, wanted: boolean): Aliases {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing && !wanted) return { aliases: new Map(), problem: "" };
    return broken(error instanceof Error ? error.message : String(error));
  }
  return parseAliases(path, text);
}

function parseAliases(path: string, text: string): Aliases {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return broken(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return broken(`${path}: wanted an object of users and aliases, found ${JSON.stringify(json).slice(0, 60)}`);
  }
  const aliases = new Map<string, string>();
  for (const [user, alias] of Object.entries(json)) {
    if (typeof alias !== "string") {
      return broken(`${path}: wanted a text for "${user}", found ${JSON.stringify(alias).slice(0, 60)}`);
    }
    aliases.set(user, alias);
  }
  return { aliases, problem: "" };
}

function broken(problem: string): Aliases {
  return { aliases: new Map(), problem };
}
