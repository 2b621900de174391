import { ProblemError, type Words } from "../../text/problem.js";

interface NamedSource {
  readonly server: string;
  /** An absolute path, or an address. */
  readonly source: string;
}

interface EventServer {
  readonly server: string;
  /** The path of its event file; `null`: it has none. */
  readonly events: string | null;
}

/**
 * Refuses two sources with one name, whose sessions would be mixed, and one file for two servers, whose sessions and
 * traffic would count twice.
 *
 * @throws ProblemError `config`
 */
export function refuseSharedSources(found: readonly NamedSource[]): void {
  refuseShared(
    found.map(({ server, source }) => ({ shared: server, by: source })),
    (name, one, two) => (t) => t.config.sharedName(name, one, two),
    (t) => t.config.sharedNameFix,
  );
  refuseShared(
    found.map(({ server, source }) => ({ shared: source, by: server })),
    (path, one, two) => (t) => t.config.sharedStatus(path, one, two),
    (t) => t.config.sharedStatusFix,
  );
}

/**
 * Refuses servers that share an event file. An event does not name its server: only its file does.
 *
 * @throws ProblemError `config`
 */
export function refuseSharedEvents(servers: readonly EventServer[]): void {
  refuseShared(
    servers.flatMap(({ server, events }) => (events === null ? [] : [{ shared: events, by: server }])),
    (path, one, two) => (t) => t.config.sharedEvents(path, one, two),
    (t) => t.config.sharedEventsFix,
  );
}

function refuseShared(
  uses: readonly { readonly shared: string; readonly by: string }[],
  toWhat: (shared: string, one: string, two: string) => Words,
  fix: Words,
): void {
  const byShared = new Map<string, string>();
  for (const { shared, by } of uses) {
    const other = byShared.get(shared);
    if (other !== undefined) {
      const what = toWhat(JSON.stringify(shared), JSON.stringify(other), JSON.stringify(by));
      throw new ProblemError({ kind: "config", what, fix });
    }
    byShared.set(shared, by);
  }
}
