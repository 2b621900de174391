import type { Selection } from "../../history/select-sessions.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { nearestName } from "../../text/format/nearest-name.js";
import { ProblemError } from "../../text/problem.js";

/** All names in the history, also those of running sessions. */
interface KnownNames {
  readonly users: ReadonlySet<string>;
  readonly servers: ReadonlySet<string>;
}

/**
 * Refuses to select a user or a server that does not exist: a mistyped name would delete nothing and seem to succeed.
 *
 * @throws ProblemError `usage`, with the nearest name
 */
export function refuseUnknownNames(
  { users, servers }: Selection,
  known: KnownNames,
  { prune: t, nothingChanged }: CommandTexts,
): void {
  const refuse = (typed: readonly string[], names: ReadonlySet<string>, toText: (name: string) => string): void => {
    const unknown = typed.find((name) => !names.has(name));
    if (unknown === undefined) return;
    const nearest = nearestName(unknown, [...names]);
    const advice = nearest === undefined ? t.noneNear : t.nearest(JSON.stringify(nearest));
    throw new ProblemError({
      kind: "usage",
      what: () => toText(JSON.stringify(unknown)),
      fix: () => `${advice} ${nothingChanged}`,
    });
  };
  refuse(users, known.users, t.noUser);
  refuse(servers, known.servers, t.noServer);
}
