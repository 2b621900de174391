import { dirname } from "node:path";
import type { Access } from "../../../io/files/user-access.js";
import type { OpenvpnServer } from "../../../io/openvpn/find-server-configs.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { setDirective } from "./openvpn-configs.js";

/** The way of OpenVPN's own events: its config, the hook, the event file. */
export interface HookFacts {
  readonly server: string;
  readonly source: string;
  /** Null: none is configured. */
  readonly events: string | null;
  readonly openvpn: OpenvpnServer | null;
  /** The directives by which OpenVPN would call the hook for this event file. */
  readonly connectLine: string;
  readonly disconnectLine: string;
  readonly hookPath: string;
  /** The user that OpenVPN becomes. */
  readonly openvpnUser: string;
  /** What this user may do: read the hook, write the event file, make a file in its folder. */
  readonly hookAccess: Access;
  readonly fileAccess: Access;
  readonly folderAccess: Access;
  /** Whether the user who runs gen may read the file, and remove it from the folder. */
  readonly readAccess: Access;
  readonly removeAccess: Access;
}

const HOOK_WORDS = "status-site-hook";

/** Whether OpenVPN's own events come through. */
export function judgeHooks(hooks: readonly HookFacts[], context: Context): readonly Finding[] {
  return hooks.map((facts) => judgeHook(facts, context));
}

function judgeHook(facts: HookFacts, { t: { hook: t }, commands, runner }: Context): Finding {
  const { server, source, events, openvpn, hookPath, openvpnUser, hookAccess, fileAccess, folderAccess } = facts;
  const subject = t.subject(server);
  const { asRoot } = commands;
  if (events === null) {
    const calls = openvpn?.clientDisconnect ?? "";
    if (!calls.includes(HOOK_WORDS)) return ok(subject, t.none);
    const path = /(\/[^\s"';()]+\.events)/.exec(calls)?.[1] ?? `/var/spool/openvpn-status-site/${server}.events`;
    return problem(subject, t.noKey(path), commands.setServerKey(source, "events", path));
  }
  if (openvpn !== null) {
    if (openvpn.scriptSecurity < 2)
      return problem(subject, t.scriptSecurity, setDirective(openvpn, "script-security 2", asRoot));
    for (const [name, value, line] of [
      ["client-connect", openvpn.clientConnect, facts.connectLine],
      ["client-disconnect", openvpn.clientDisconnect, facts.disconnectLine],
    ] as const) {
      const calls = value ?? "";
      if (!calls.includes(HOOK_WORDS)) return problem(subject, t.notCalled(name), setDirective(openvpn, line, asRoot));
      if (!calls.includes(events))
        return problem(subject, t.otherFile(name, events), setDirective(openvpn, line, asRoot));
    }
    if (hookAccess.kind === "missing") {
      return problem(subject, t.noScript(hookPath), commands.savePrinted("hook", hookPath, `chmod 644 ${hookPath}`));
    }
    if (hookAccess.kind === "denied") {
      return problem(
        subject,
        t.scriptDenied(openvpnUser, hookPath),
        asRoot(toOpen(hookAccess, `chmod a+r ${shellQuote(hookPath)}`)),
      );
    }
  }
  const group = `+${runner.gids[0] ?? runner.uid}`;
  const folder = shellQuote(dirname(events));
  const makeFolder = asRoot(`install -d -o ${shellQuote(openvpnUser)} -g ${group} -m 2770 ${folder}`);
  if (folderAccess.kind === "missing") return problem(subject, t.noFolder(dirname(events)), makeFolder);
  if ([folderAccess, fileAccess].some(({ kind }) => kind === "hidden"))
    return unknown(subject, t.hidden(events), commands.lookAgain);
  if (fileAccess.kind === "denied" && !fileAccess.isFolderOnWay) {
    return problem(
      subject,
      t.fileDenied(openvpnUser, events),
      asRoot(`chown ${shellQuote(openvpnUser)} ${shellQuote(events)} && chmod u+rw ${shellQuote(events)}`),
    );
  }
  if (folderAccess.kind === "denied") return problem(subject, t.folderDenied(openvpnUser, dirname(events)), makeFolder);
  if (facts.readAccess.kind === "denied") {
    return problem(
      subject,
      t.notReadable(runner.name, events),
      asRoot(`chgrp ${group} ${shellQuote(events)} && chmod g+r ${shellQuote(events)}`),
    );
  }
  if (facts.removeAccess.kind === "denied")
    return problem(subject, t.notRemovable(runner.name, dirname(events)), makeFolder);
  return openvpn === null ? unknown(subject, t.configHidden(events), commands.lookAgain) : ok(subject, t.ok(events));
}

function toOpen(
  { at, isFolderOnWay }: { readonly at: string; readonly isFolderOnWay: boolean },
  other: string,
): string {
  return isFolderOnWay ? `chmod a+x ${shellQuote(at)}` : other;
}
