import { ok, problem, type Context, type Finding } from "../finding.js";
import { setDirective } from "./openvpn-configs.js";
import { fixFile, type SourceFacts } from "./sources.js";

/** Which version of the status log OpenVPN writes, and whether that shows who is connected. */
export function judgeSourceVersions(sources: readonly SourceFacts[], context: Context): readonly Finding[] {
  return sources.flatMap((facts) => judgeVersion(facts, context));
}

function judgeVersion(facts: SourceFacts, { t: { version: t }, commands }: Context): readonly Finding[] {
  const { source, version, zone, advice, openvpn } = facts;
  if (version === null) return [];
  const subject = t.subject(source);
  if (advice === "only-undef") {
    const line = "status-version 2";
    const set =
      openvpn === null
        ? commands.asRoot(`vi /etc/openvpn/server/server.conf`)
        : setDirective(openvpn, line, commands.asRoot);
    return [problem(subject, t.onlyUndef, set)];
  }
  const configured = openvpn?.statusVersion ?? null;
  if (configured !== null && configured !== version) {
    return [problem(subject, t.other(version, configured), fixFile(facts, commands))];
  }
  return [ok(subject, version === 1 ? t.local(zone) : t.version(version))];
}
