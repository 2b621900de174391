import type { OpenvpnServer } from "../../../io/openvpn/find-server-configs.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { formatInterval } from "../format-interval.js";

/** The OpenVPN servers on this host, as their configs set them up. */
export interface OpenvpnFacts {
  readonly servers: readonly ConfiguredServer[];
  readonly unreadable: readonly string[];
  readonly hasSource: boolean;
}

export interface ConfiguredServer extends OpenvpnServer {
  readonly isStatusThere: boolean;
  /** Whether it is one of the sources. */
  readonly isRead: boolean;
}

/** OpenVPN writes its status this often by default. If it writes less often, many sessions are never seen. */
const MAX_SECONDS = 60;
const ADVISED_SECONDS = 10;

/** Whether each server writes a status, where it can be read and often enough, and whether it is read. */
export function judgeOpenvpnConfigs(
  { servers, unreadable, hasSource }: OpenvpnFacts,
  { t: { openvpn: t }, commands, language }: Context,
): readonly Finding[] {
  const hidden = unreadable.map((path) => unknown(t.config, t.unreadable(path), commands.doctorAsRoot));
  if (servers.length === 0 && hidden.length === 0 && hasSource) return [ok(t.config, t.none)];
  const found = servers.map((server) => {
    const { configPath, statusPath, statusSeconds, status, unit, isStatusThere, isRead } = server;
    const path = statusPath ?? "";
    const seconds = statusSeconds ?? 0;
    const every = formatInterval(language, seconds);
    const setStatus = (to: string): string => setDirective(server, `status ${to} ${ADVISED_SECONDS}`, commands.asRoot);
    if (status === null && !isStatusThere) return problem(configPath, t.noStatus(path), setStatus(path));
    if (/^(?:\/var)?\/tmp\//.test(path)) {
      const name = unit.split("@")[1] ?? "server";
      return problem(configPath, t.inTmp(path), setStatus(`/run/openvpn-server/status-${name}.log`));
    }
    if (!isRead) return problem(configPath, t.notRead(path), commands.addServer(path));
    if (seconds > MAX_SECONDS) return problem(configPath, t.seldom(path, every), setStatus(path));
    return ok(configPath, t.status(path, every));
  });
  return [...found, ...hidden];
}

/** Sets a directive in the config of a server, in place of an existing one, and restarts the server. */
export function setDirective(
  { configPath, unit }: Pick<OpenvpnServer, "configPath" | "unit">,
  line: string,
  asRoot: (command: string) => string,
): string {
  const [name = ""] = line.split(" ");
  const file = shellQuote(configPath);
  const change = `sed -i ${shellQuote(`/^[[:blank:]]*${name}[[:blank:]]/d`)} ${file} && printf '%s\\n' ${shellQuote(line)} >> ${file}`;
  return asRoot(`${change} && systemctl restart ${shellQuote(unit)}`);
}
