import { refuseSharedEvents } from "../../io/sources/refuse-shared-sources.js";
import {
  HOOK_PATH,
  toFolders,
  toHookServer,
  type HookServer,
  type ServerEvents,
} from "../../render/system/hook-file.js";
import { LINE_MAX_LENGTH } from "../../render/system/openvpn-line.js";
import { renderSystemFile } from "../../render/system/system-file.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import { visibleText } from "../../text/format/visible-text.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import { ProblemError } from "../../text/problem.js";
import type { PrintContext } from "./print-context.js";

/** Shown if no server has a file for events: the admin replaces the name. */
const EXAMPLE: ServerEvents = { name: "SERVER", events: "/var/spool/openvpn-status-site/SERVER.events" };

/** `print hook`: the script that OpenVPN calls, with the lines for the servers' configs in its comments. */
export function printHook({ config, templates }: PrintContext): string {
  const t = commandTextsIn(config.language).print.hook;
  const configured = config.servers.flatMap(({ name, status, events }) =>
    events === null ? [] : [{ name: visibleText(name ?? status), events }],
  );
  refuseSharedEvents(configured.map(({ name, events }) => ({ server: name, events })));
  const [only = null] = configured.length === 1 ? configured : [];
  const shown = configured.length === 0 ? [EXAMPLE] : configured;
  const servers = shown.map(toHookServer);
  for (const server of servers) refuseLongLine(server);
  return renderSystemFile(templates, "hook", {
    t,
    path: HOOK_PATH,
    folders: toFolders(shown),
    servers,
    keyToSet: configured.length === 0 ? `events = ${JSON.stringify(EXAMPLE.events)}` : null,
    onlyFile: only === null ? "" : shellQuote(only.events),
  });
}

/** @throws ProblemError `config` if OpenVPN would refuse the line */
function refuseLongLine({ name, connect, disconnect }: HookServer): void {
  const length = Math.max(...[connect, disconnect].map((line) => Buffer.byteLength(line)));
  if (length <= LINE_MAX_LENGTH) return;
  throw new ProblemError({
    kind: "config",
    what: (t) => t.config.longLine(name, length, LINE_MAX_LENGTH),
    fix: (t) => t.config.longLineFix,
  });
}
