import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { restart, type SourceFacts } from "./sources.js";

/** Whether OpenVPN, and nothing else, writes each status file. */
export function judgeSourceWriters(sources: readonly SourceFacts[], context: Context): readonly Finding[] {
  return sources
    .filter(({ isManagement, state }) => !isManagement && state !== "missing")
    .flatMap((facts) => judgeFile(facts, context));
}

function judgeFile(
  { source, writers, advice, openvpn, state }: SourceFacts,
  { t: { writers: t }, commands }: Context,
): readonly Finding[] {
  const subject = t.subject(source);
  if (writers === null) return [unknown(subject, t.hidden, commands.lookAgain)];
  const names = writers.map(({ id, name }) => `${name} (${id})`).join(", ");
  const [, second] = writers;
  if (second !== undefined) return [problem(subject, t.several(names), commands.asRoot(`kill ${second.id}`))];
  if (advice === "two-writers") return [problem(subject, t.inTurn, restart(openvpn, commands.asRoot))];
  if (writers.length === 1) return [ok(subject, names)];
  // A file that is copied here again and again has no writer most of the time.
  if (state === "ok") return [ok(subject, t.noneNow)];
  return [problem(subject, t.none, restart(openvpn, commands.asRoot))];
}
