import type { LastNotify } from "../../../io/cache/last-notify.js";
import type { UntrustedEntry } from "../../../io/files/find-untrusted.js";
import type { Access } from "../../../io/files/user-access.js";
import type { StartFlaw } from "../../../io/notify/find-start-flaw.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { problemTextsIn } from "../../../text/i18n/problem-texts.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";

export interface NotifyFacts {
  readonly command: string;
  readonly isFolder: boolean;
  /** Whether the user who runs gen may execute it. */
  readonly access: Access;
  /** What another user could change, if root makes the site; null: nothing. */
  readonly untrusted: UntrustedEntry | null;
  /** Why it cannot start; null: no reason is known. */
  readonly startFlaw: StartFlaw | null;
  /** How it last ran; null if that is unknown. */
  readonly last: LastNotify | null;
}

/** Whether the command of `[notify]` can run, and whether its last run succeeded. No finding if there is none. */
export function judgeNotify(facts: NotifyFacts | null, context: Context): readonly Finding[] {
  return facts === null ? [] : [judgeCommand(facts, context)];
}

function judgeCommand(
  { command, isFolder, access, untrusted, startFlaw, last }: NotifyFacts,
  { t: { notify: t, access: rights }, commands, runner, language }: Context,
): Finding {
  const { asRoot, editConfig, doctorAsRoot } = commands;
  const path = shellQuote(command);
  if (access.kind === "missing" || isFolder) return problem(t.subject, t.missing(command), editConfig);
  if (access.kind === "hidden") return unknown(t.subject, rights.hidden, doctorAsRoot);
  if (access.kind === "denied") {
    const fix = access.isFolderOnWay ? `chmod a+x ${shellQuote(access.at)}` : `chmod a+rx ${path}`;
    return problem(t.subject, t.mayNotRun(runner.name, access.at), asRoot(fix));
  }
  if (untrusted !== null) {
    const at = shellQuote(untrusted.path);
    const why = untrusted.why(problemTextsIn(language));
    return problem(t.subject, t.untrusted(untrusted.path, why), asRoot(`chown root: ${at} && chmod go-w ${at}`));
  }
  if (startFlaw?.kind === "no-interpreter") {
    return problem(t.subject, t.noInterpreter(command, startFlaw.path), asRoot(`vi ${path}`));
  }
  if (startFlaw?.kind === "carriage-return") {
    return problem(t.subject, t.carriageReturn(command), asRoot(`sed -i ${shellQuote("s/\\r$//")} ${path}`));
  }
  if (last !== null && last.problem !== null) {
    return problem(t.subject, t.failed(last.dueCount, last.problem), commands.gen("-v"));
  }
  return ok(t.subject, command);
}
