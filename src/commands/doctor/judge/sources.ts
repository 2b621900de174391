import type { SourceAdvice } from "../../../history/source-advice.js";
import type { SourceState } from "../../../history/source-state.js";
import type { Access } from "../../../io/files/user-access.js";
import type { OpenvpnServer } from "../../../io/openvpn/find-server-configs.js";
import type { Process } from "../../../io/system/find-writers.js";
import { formatDuration } from "../../../text/format/format-duration.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";

/** The facts about one source. */
export interface SourceFacts {
  readonly server: string;
  /** A path, or the address of a management interface. */
  readonly source: string;
  readonly isManagement: boolean;
  /** As the user who runs doctor finds it. */
  readonly state: SourceState;
  readonly detail: string;
  readonly advice: SourceAdvice | null;
  /** The access of the user who runs gen to the file. */
  readonly access: Access;
  /** Whether systemd gives the service access to the file before each run. */
  readonly isGivenAccess: boolean;
  /** 1, 2 or 3; null if no status was read. */
  readonly version: number | null;
  /** The zone of the local times in version 1. */
  readonly zone: string;
  /** A zone with which the times of version 1 would be right, if they are wrong. */
  readonly fittingZone: string | null;
  readonly ageSeconds: number | null;
  /** The usual time from one snapshot in the history to the next; null if there are too few. */
  readonly stepSeconds: number | null;
  /** Who has the file open for writing; null if that cannot be seen. */
  readonly writers: readonly Process[] | null;
  /** The server on this host that writes it; null if none is known. */
  readonly openvpn: OpenvpnServer | null;
  /** `max_clients` of the site's config. */
  readonly maxClients: number | null;
  /** Status files that servers on this host write, and that are no source. */
  readonly notRead: readonly string[];
}

/** Whether there is any source, and the state of each. */
export function judgeSources(sources: readonly SourceFacts[], context: Context): readonly Finding[] {
  const { t, commands } = context;
  if (sources.length === 0) {
    return [problem(t.source.subject, t.source.none, commands.addServer("/run/openvpn-server/status-server.log"))];
  }
  // What two servers write in turn is a finding about its writers.
  const isSaidThere = ({ state, advice, isManagement }: SourceFacts): boolean =>
    state === "ok" && advice === "two-writers" && !isManagement;
  return sources.filter((facts) => !isSaidThere(facts)).map((facts) => judgeSource(facts, context));
}

function judgeSource(facts: SourceFacts, { t: { source: t }, commands, language }: Context): Finding {
  const { source, state, advice, ageSeconds, access, isManagement } = facts;
  if (state === "ok") return ok(source, t.ok(formatDuration(language, Math.max(0, ageSeconds ?? 0))));
  const texts = messagesIn(language).source;
  const { meaning } = { ...texts.state[state], ...(advice === null ? {} : texts.advice[advice]) };
  const found = facts.detail === "" ? meaning : `${meaning} (${facts.detail})`;
  // The user who runs gen may have more rights than the one who runs doctor.
  if (state === "unreadable" && !isManagement && access.kind !== "denied") {
    return unknown(source, t.unreadable, commands.doctorAsRoot);
  }
  const age = state === "stale" ? ` ${t.old(formatDuration(language, ageSeconds ?? 0))}` : "";
  const isPathWrong = !isManagement && mayBeOtherPath(facts) && facts.notRead.length > 0;
  const elsewhere = isPathWrong ? ` ${t.elsewhere(facts.notRead.join(", "))}` : "";
  return problem(source, `${found}${age}${elsewhere}`, toCommand(facts, commands));
}

/** The command that most likely fixes a source with a problem. */
function toCommand(facts: SourceFacts, commands: Context["commands"]): string {
  const { source, state, advice, fittingZone, isManagement } = facts;
  if (advice === "wrong-zone") return commands.setServerKey(source, "timezone", fittingZone ?? "Etc/UTC");
  if (advice === "clock-ahead" || advice === "clock-not-set") return commands.asRoot("timedatectl set-ntp true");
  const isOtherFile = advice === "not-a-status-log" || advice === "management-dump" || state === "client-statistics";
  return isOtherFile || isManagement ? commands.editConfig : fixFile(facts, commands);
}

/** The command for a file that is not written as it should be. A restart disconnects clients, so only the right server gets one. */
export function fixFile(
  facts: Pick<SourceFacts, "state" | "openvpn">,
  { asRoot, editConfig }: Context["commands"],
): string {
  if (facts.openvpn !== null) return asRoot(`systemctl restart ${facts.openvpn.unit}`);
  // The units of OpenVPN's packages are openvpn-server@NAME and openvpn@NAME.
  return mayBeOtherPath(facts) ? editConfig : asRoot("systemctl status 'openvpn*@*'");
}

/** Whether the path itself may be wrong: no server here is known to write it, and it is no status. */
function mayBeOtherPath({ state, openvpn }: Pick<SourceFacts, "state" | "openvpn">): boolean {
  return openvpn === null && (state === "missing" || state === "invalid");
}
