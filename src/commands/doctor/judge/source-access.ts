import { dirname } from "node:path";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { toGroupWord } from "./group-word.js";
import { judgeMask } from "./masks.js";
import type { SourceFacts } from "./sources.js";

/** Whether the user who runs gen may read the status files. */
export function judgeSourceAccess(sources: readonly SourceFacts[], context: Context): readonly Finding[] {
  return sources.filter(({ isManagement }) => !isManagement).flatMap((facts) => judgeFile(facts, context));
}

function judgeFile({ source, access, isGivenAccess }: SourceFacts, context: Context): readonly Finding[] {
  const {
    t: { access: t },
    commands,
    runner,
    service,
  } = context;
  const subject = t.rights(source);
  if (access.kind === "missing") return [];
  if (access.kind === "hidden") return [unknown(subject, t.hidden, commands.doctorAsRoot)];
  if (access.kind === "granted") return [ok(subject, t.mayRead(runner.name))];
  if (isGivenAccess) return [ok(subject, t.givenBeforeRun(runner.name))];
  const masked = judgeMask(subject, runner.name, access, context);
  if (masked !== null) return [masked];
  const found = t.mayNotRead(runner.name, access.at);
  if (service !== null && service.settings.get("User")?.at(-1) === runner.name) {
    const conf = "openvpn-status-site.conf";
    const path = `/etc/tmpfiles.d/${conf}`;
    return [problem(subject, found, commands.savePrinted("tmpfiles", path, `systemd-tmpfiles --create ${conf}`))];
  }
  const [file, folder, group] = [source, dirname(source), toGroupWord(runner)].map(shellQuote);
  const give = `chgrp ${group} ${folder} ${file} && chmod g+x ${folder} && chmod g+r ${file}`;
  return [problem(subject, found, commands.asRoot(give))];
}
