import { ProblemError } from "../../text/problem.js";

interface EventServer {
  readonly server: string;
  /** The path of its event file; `null`: it has none. */
  readonly events: string | null;
}

/**
 * Refuses servers that share an event file. An event does not name its server: only its file does.
 *
 * @throws ProblemError `config`
 */
export function refuseSharedEvents(servers: readonly EventServer[]): void {
  const serverByPath = new Map<string, string>();
  for (const { server, events } of servers) {
    if (events === null) continue;
    const other = serverByPath.get(events);
    if (other !== undefined) {
      const [path, one, two] = [events, other, server].map((text) => JSON.stringify(text)) as [string, string, string];
      throw new ProblemError({
        kind: "config",
        what: (t) => t.config.sharedEvents(path, one, two),
        fix: (t) => t.config.sharedEventsFix,
      });
    }
    serverByPath.set(events, server);
  }
}
