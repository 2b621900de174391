import { ProblemError, type Words } from "../../text/problem.js";

interface NamedSource {
  readonly server: string;
  /** An absolute path, or an address. */
  readonly source: string;
}

/**
 * Refuses two sources with one name, whose sessions would be mixed, and one file for two servers, whose sessions and
 * traffic would count twice.
 *
 * @throws ProblemError `config`
 */
export function refuseSharedSources(found: readonly NamedSource[]): void {
  const sourceByServer = new Map<string, string>();
  const serverBySource = new Map<string, string>();
  for (const { server, source } of found) {
    const otherSource = sourceByServer.get(server);
    if (otherSource !== undefined) {
      const [name, one, two] = quote(server, otherSource, source);
      throw refusal(
        (t) => t.config.sharedName(name, one, two),
        (t) => t.config.sharedNameFix,
      );
    }
    const otherServer = serverBySource.get(source);
    if (otherServer !== undefined) {
      const [path, one, two] = quote(source, otherServer, server);
      throw refusal(
        (t) => t.config.sharedStatus(path, one, two),
        (t) => t.config.sharedStatusFix,
      );
    }
    sourceByServer.set(server, source);
    serverBySource.set(source, server);
  }
}

function quote(...texts: readonly [string, string, string]): [string, string, string] {
  return texts.map((text) => JSON.stringify(text)) as [string, string, string];
}

function refusal(what: Words, fix: Words): ProblemError {
  return new ProblemError({ kind: "config", what, fix });
}
