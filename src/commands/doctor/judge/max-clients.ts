import { ok, problem, type Context, type Finding } from "../finding.js";
import type { SourceFacts } from "./sources.js";

/** Whether the site's `max_clients` is that of the OpenVPN server. No finding if one of them is unknown. */
export function judgeMaxClients(
  sources: readonly SourceFacts[],
  { t: { maxClients: t }, commands }: Context,
): readonly Finding[] {
  return sources.flatMap(({ server, maxClients, openvpn }) => {
    if (maxClients === null || openvpn === null) return [];
    const subject = t.subject(server);
    if (maxClients === openvpn.maxClients) return [ok(subject, String(maxClients))];
    return [problem(subject, t.other(maxClients, openvpn.maxClients, openvpn.configPath), commands.editConfig)];
  });
}
