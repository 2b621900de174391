import { shellQuote } from "../../../text/format/shell-quote.js";
import type { DoctorCommands } from "../doctor-commands.js";
import { ok, problem, type Context, type Finding } from "../finding.js";

export interface ServiceFacts {
  /** Sources that are reached over the network. */
  readonly tcpSources: readonly string[];
  /** The command of `[notify]`; null: there is none. */
  readonly command: string | null;
  /** Folders that a run writes to. */
  readonly written: readonly string[];
  /** Files that a run reads. */
  readonly read: readonly string[];
}

const DROP_INS = "/etc/systemd/system/openvpn-status-site.service.d";

/** Whether the sandbox of the systemd service allows what this config needs; otherwise a drop-in is needed. */
export function judgeServiceLimits(
  { tcpSources, command, written, read }: ServiceFacts,
  { t: { service: t }, commands, service }: Context,
): readonly Finding[] {
  if (service === null) return [];
  const last = (name: string): string => service.settings.get(name)?.at(-1) ?? "";
  const drop = (name: string, ...lines: readonly string[]): string => toDropIn(name, lines, commands);
  const findings: Finding[] = [];
  const [tcp] = tcpSources;
  const families = service.settings.get("RestrictAddressFamilies")?.join(" ") ?? "AF_INET";
  const hasNoNetwork = isYes(last("PrivateNetwork")) || !families.includes("AF_INET");
  const network = ["PrivateNetwork=no", "RestrictAddressFamilies=AF_INET AF_INET6"];
  if (tcp !== undefined && hasNoNetwork) {
    findings.push(problem(t.subject, t.noNetwork(tcp), drop("tcp-source", ...network, "IPAddressAllow=localhost")));
  }
  const allowed = service.settings.get("IPAddressAllow")?.join(" ").split(" ") ?? [];
  const isHostOnly = service.settings.has("IPAddressDeny") && !allowed.includes("any");
  if (command !== null && (hasNoNetwork || isHostOnly)) {
    findings.push(problem(t.subject, t.noNetworkForCommand(command), drop("notify", ...network, "IPAddressAllow=any")));
  }
  if (last("ProtectSystem") === "strict") {
    const state = (service.settings.get("StateDirectory") ?? [])
      .join(" ")
      .split(" ")
      .map((name) => `/var/lib/${name}`);
    const listed = (service.settings.get("ReadWritePaths") ?? []).join(" ").split(" ");
    const writable = [...state, ...listed]
      .map((path) => path.replace(/^[-+"]+|"$/g, ""))
      .filter((path) => path.startsWith("/"));
    const closed = written.filter((folder) => !writable.some((one) => isBelow(folder, one)));
    if (closed.length > 0) {
      const line = `ReadWritePaths=${closed.map((path) => `-${path}`).join(" ")}`;
      findings.push(problem(t.subject, t.notWritable(closed.join(", ")), drop("folders", line)));
    }
  }
  const home = read.find((path) => /^\/(?:home|root|run\/user)\//.test(path));
  if (home !== undefined && isYes(last("ProtectHome"))) {
    findings.push(problem(t.subject, t.noHome(home), drop("home", "ProtectHome=read-only")));
  }
  return findings.length === 0 ? [ok(t.subject, t.enough(service.path))] : findings;
}

/** Lets the service do more. */
export function toDropIn(name: string, lines: readonly string[], { asRoot }: DoctorCommands): string {
  const words = ["[Service]", ...lines].map(shellQuote).join(" ");
  const path = `${DROP_INS}/${name}.conf`;
  return asRoot(`mkdir -p ${DROP_INS} && printf '%s\\n' ${words} > ${shellQuote(path)} && systemctl daemon-reload`);
}

function isYes(value: string): boolean {
  return ["yes", "true", "on", "1"].includes(value);
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
