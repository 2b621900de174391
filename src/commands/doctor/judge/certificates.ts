import { dirname } from "node:path";
import { quoteSystemdWord } from "../../../render/system/systemd-files.js";
import type { CertificateState } from "../../../site/certificates/certificates.js";
import { formatDay } from "../../../text/format/date-format.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { toGroupWord } from "./group-word.js";
import { judgeMask } from "./masks.js";
import { toDropIn } from "./service-limits.js";
import { judgeRights, type SiteFile } from "./site-files.js";

export interface ServerCertificateFacts extends SiteFile {
  readonly path: string;
  /** Null for a server without a name in the config. */
  readonly server: string | null;
  readonly kind: "server" | "ca";
  /** Null: it is not known. */
  readonly expiry: { readonly state: CertificateState; readonly day: string } | null;
}

export interface IndexFacts extends SiteFile {
  readonly path: string;
  /** How many clients it names. */
  readonly count: number;
  /** Whether systemd makes it readable before each run. */
  readonly isGiven: boolean;
}

export interface CertificatesFacts {
  /** easy-rsa's list; null: the config names none. */
  readonly index: IndexFacts | null;
  readonly servers: readonly ServerCertificateFacts[];
}

const CRON_FILE = "/etc/cron.d/openvpn-status-site-certificates";

/** Whether the certificates that the config names can be read, and whether nobody can connect soon. */
export function judgeCertificates(facts: CertificatesFacts, context: Context): readonly Finding[] {
  const { certificates: t } = context.t;
  if (facts.index === null && facts.servers.length === 0) return [ok(t.subject, t.none)];
  const indexFindings = facts.index === null ? [] : [judgeIndex(facts.index, context)];
  return [...indexFindings, ...facts.servers.map((one) => judgeServer(one, context))];
}

function judgeIndex({ path, access, isGiven, flaw, count }: IndexFacts, context: Context): Finding {
  const { commands, runner } = context;
  const { access: rights, certificates: t } = context.t;
  if (access.kind === "hidden") return unknown(t.subject, rights.hidden, commands.doctorAsRoot);
  if (access.kind === "denied" && !isGiven) {
    const masked = judgeMask(t.subject, runner.name, access, context);
    if (masked !== null) return masked;
    return problem(t.subject, rights.mayNotRead(runner.name, access.at), giveIndex(path, access, context));
  }
  if (flaw !== "") return problem(t.subject, flaw, commands.editConfig);
  return ok(t.subject, isGiven ? rights.givenBeforeRun(runner.name) : t.count(path, count));
}

/** easy-rsa replaces the list with each certificate, readable only for root. So the permission must be given again each time. */
function giveIndex(
  path: string,
  { at, isFolderOnWay }: { readonly at: string; readonly isFolderOnWay: boolean },
  { commands, runner, service }: Context,
): string {
  const folders = isFolderOnWay ? [...new Set([at, dirname(path)])] : [];
  const group = toGroupWord(runner);
  const steps = [
    ["chgrp", group, ...folders, path],
    ...(folders.length === 0 ? [] : [["chmod", "g+x", ...folders]]),
    ["chmod", "g+r", path],
  ];
  if (service !== null && service.settings.get("User")?.at(-1) === runner.name) {
    const lines = steps.map((words) => `ExecStartPre=+-/bin/${words.map(quoteSystemdWord).join(" ")}`);
    return toDropIn("certificates", lines, commands);
  }
  const give = steps.map((words) => words.map(shellQuote).join(" ")).join(" && ");
  // Cron takes a bare % for the end of a line.
  const job = `* * * * * root ${give.replaceAll("%", "\\%")}`;
  return commands.asRoot(`${give} && printf '%s\\n' ${shellQuote(job)} > ${CRON_FILE}`);
}

function judgeServer(facts: ServerCertificateFacts, context: Context): Finding {
  const { certificates: t } = context.t;
  const { path, server, kind, flaw, expiry } = facts;
  const subject = t.ofServer(server ?? path, kind);
  const denied = judgeRights(subject, facts, context);
  if (denied !== null) return denied;
  if (expiry === null) return problem(subject, flaw, context.commands.editConfig);
  const day = formatDay(context.dateFormat, expiry.day);
  if (expiry.state === "valid") return ok(subject, t.until(day));
  const showCertificate = context.commands.asRoot(
    `openssl x509 -in ${shellQuote(path)} -noout -subject -issuer -dates`,
  );
  return problem(subject, expiry.state === "expired" ? t.expired(day) : t.expiresSoon(day), showCertificate);
}
