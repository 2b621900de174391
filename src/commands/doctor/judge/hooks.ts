import { dirname } from "node:path";
import type { Access } from "../../../io/files/user-access.js";
import type { OpenvpnServer } from "../../../io/openvpn/find-server-configs.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { toGroupWord } from "./group-word.js";
import { setDirective } from "./openvpn-configs.js";

/** The way of OpenVPN's own events: its config, the hook, the event file. */
export interface HookFacts {
  readonly server: string;
  readonly source: string;
  readonly openvpn: OpenvpnServer | null;
  /** Null: no event file is configured. */
  readonly events: EventFileFacts | null;
}

export interface EventFileFacts {
  readonly path: string;
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

function judgeHook(facts: HookFacts, context: Context): Finding {
  const { server, openvpn, events } = facts;
  const { hook: t } = context.t;
  const subject = t.subject(server);
  if (events === null) return judgeNoEventFile(subject, facts, context);
  const found =
    (openvpn === null
      ? null
      : (judgeCalls(subject, openvpn, events, context) ?? judgeScript(subject, events, context))) ??
    judgeWriting(subject, events, context) ??
    judgeReading(subject, events, context);
  if (found !== null) return found;
  if (openvpn === null) return unknown(subject, t.configHidden(events.path), context.commands.doctorAsRoot);
  return ok(subject, t.ok(events.path));
}

/** Without an event file, OpenVPN must not call the hook. */
function judgeNoEventFile(
  subject: string,
  { server, source, openvpn }: HookFacts,
  { t: { hook: t }, commands }: Context,
): Finding {
  const calls = openvpn?.clientDisconnect ?? "";
  if (!calls.includes(HOOK_WORDS)) return ok(subject, t.none);
  const path = /(\/[^\s"';()]+\.events)/.exec(calls)?.[1] ?? `/var/spool/openvpn-status-site/${server}.events`;
  return problem(subject, t.noKey(path), commands.setServerKey(source, "events", path));
}

/** Whether OpenVPN calls the hook for this event file. */
function judgeCalls(
  subject: string,
  openvpn: OpenvpnServer,
  { path, connectLine, disconnectLine }: EventFileFacts,
  { t: { hook: t }, commands: { asRoot } }: Context,
): Finding | null {
  if (openvpn.scriptSecurity < 2) {
    return problem(subject, t.scriptSecurity, setDirective(openvpn, "script-security 2", asRoot));
  }
  for (const [name, value, line] of [
    ["client-connect", openvpn.clientConnect, connectLine],
    ["client-disconnect", openvpn.clientDisconnect, disconnectLine],
  ] as const) {
    const calls = value ?? "";
    if (!calls.includes(HOOK_WORDS)) return problem(subject, t.notCalled(name), setDirective(openvpn, line, asRoot));
    if (!calls.includes(path)) return problem(subject, t.otherFile(name, path), setDirective(openvpn, line, asRoot));
  }
  return null;
}

/** Whether OpenVPN's user may read the hook. */
function judgeScript(
  subject: string,
  { hookPath, hookAccess, openvpnUser }: EventFileFacts,
  { t: { hook: t }, commands }: Context,
): Finding | null {
  if (hookAccess.kind === "missing") {
    return problem(subject, t.noScript(hookPath), commands.savePrinted("hook", hookPath, `chmod 644 ${hookPath}`));
  }
  if (hookAccess.kind !== "denied") return null;
  const fix = toOpen(hookAccess, `chmod a+r ${shellQuote(hookPath)}`);
  return problem(subject, t.scriptDenied(openvpnUser, hookPath), commands.asRoot(fix));
}

/** Whether OpenVPN's user may write the event file, or make it. */
function judgeWriting(subject: string, events: EventFileFacts, context: Context): Finding | null {
  const { path, openvpnUser, folderAccess, fileAccess } = events;
  const {
    t: { hook: t },
    commands,
  } = context;
  const folder = dirname(path);
  if (folderAccess.kind === "missing") return problem(subject, t.noFolder(folder), makeFolder(events, context));
  if ([folderAccess, fileAccess].some(({ kind }) => kind === "hidden")) {
    return unknown(subject, t.hidden(path), commands.doctorAsRoot);
  }
  if (fileAccess.kind === "denied" && !fileAccess.isFolderOnWay) {
    const fix = `chown ${shellQuote(openvpnUser)} ${shellQuote(path)} && chmod u+rw ${shellQuote(path)}`;
    return problem(subject, t.fileDenied(openvpnUser, path), commands.asRoot(fix));
  }
  if (folderAccess.kind !== "denied") return null;
  return problem(subject, t.folderDenied(openvpnUser, folder), makeFolder(events, context));
}

/** Whether the user who runs gen may read the event file, and remove it from its folder. */
function judgeReading(subject: string, events: EventFileFacts, context: Context): Finding | null {
  const { path, readAccess, removeAccess } = events;
  const {
    t: { hook: t },
    commands,
    runner,
  } = context;
  if (readAccess.kind === "denied") {
    const fix = `chgrp ${toGroupWord(runner)} ${shellQuote(path)} && chmod g+r ${shellQuote(path)}`;
    return problem(subject, t.notReadable(runner.name, path), commands.asRoot(fix));
  }
  if (removeAccess.kind !== "denied") return null;
  return problem(subject, t.notRemovable(runner.name, dirname(path)), makeFolder(events, context));
}

function makeFolder({ path, openvpnUser }: EventFileFacts, { commands, runner }: Context): string {
  const [user, folder] = [openvpnUser, dirname(path)].map(shellQuote);
  return commands.asRoot(`install -d -o ${user} -g ${toGroupWord(runner)} -m 2770 ${folder}`);
}

function toOpen(
  { at, isFolderOnWay }: { readonly at: string; readonly isFolderOnWay: boolean },
  other: string,
): string {
  return isFolderOnWay ? `chmod a+x ${shellQuote(at)}` : other;
}
