import { dirname } from "node:path";
import { findSystemUser } from "../../../io/files/system-names.js";
import { ENTER, findAccess, READ, WRITE, type SystemUser } from "../../../io/files/user-access.js";
import type { OpenvpnServer } from "../../../io/openvpn/find-server-configs.js";
import { HOOK_PATH, toHookServer } from "../../../render/system/hook-file.js";
import type { EventFileFacts, HookFacts } from "../judge/hooks.js";
import type { Place } from "../place.js";

const ROOT: SystemUser = { name: "root", uid: 0, gids: [0] };

/** What OpenVPN's user and the program may do with the event files. */
export function readHookFacts({ sources, openvpn, runner }: Place): readonly HookFacts[] {
  return sources.map(({ server, source, events }) => {
    const own = openvpn.servers.find(({ statusPath }) => statusPath === source) ?? null;
    return {
      server,
      source,
      openvpn: own,
      events: events === null ? null : readEventFileFacts(server, events, own, runner),
    };
  });
}

function readEventFileFacts(
  server: string,
  path: string,
  openvpn: OpenvpnServer | null,
  runner: SystemUser,
): EventFileFacts {
  const user = openvpn?.user ?? null;
  const writer = user === null ? ROOT : (findSystemUser(user) ?? ROOT);
  const { connect, disconnect } = toHookServer({ name: server, events: path });
  const hookPath = toHookPath(openvpn?.clientDisconnect ?? "");
  return {
    path,
    connectLine: connect,
    disconnectLine: disconnect,
    hookPath,
    openvpnUser: writer.name,
    hookAccess: findAccess(writer, hookPath, READ),
    fileAccess: findAccess(writer, path, WRITE),
    folderAccess: findAccess(writer, dirname(path), WRITE | ENTER),
    readAccess: findAccess(runner, path, READ),
    removeAccess: findAccess(runner, dirname(path), WRITE | ENTER),
  };
}

/** The path of the script in OpenVPN's config. */
function toHookPath(command: string): string {
  return /\. (\/[^\s"';)]*status-site-hook[^\s"';)]*)/.exec(command)?.[1] ?? HOOK_PATH;
}
