import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { fixFile, type SourceFacts } from "./sources.js";

/** The same for all servers: two of them name one file. A restart does not change that. */
const FIND_STATUS_PATHS = "grep -rsn '^[[:blank:]]*status[[:blank:]]' /etc/openvpn";

/** Whether OpenVPN, and nothing else, writes each status file. */
export function judgeSourceWriters(sources: readonly SourceFacts[], context: Context): readonly Finding[] {
  return sources
    .filter(({ isManagement, state }) => !isManagement && state !== "missing")
    .flatMap((facts) => judgeFile(facts, context));
}

function judgeFile(facts: SourceFacts, { t: { writers: t }, commands }: Context): readonly Finding[] {
  const { source, writers, advice, state } = facts;
  const subject = t.subject(source);
  if (advice === "two-writers" && (writers === null || writers.length <= 1)) {
    return [problem(subject, t.inTurn, commands.asRoot(FIND_STATUS_PATHS))];
  }
  if (writers === null) return [unknown(subject, t.hidden, commands.doctorAsRoot)];
  const names = writers.map(({ id, name }) => `${name} (${id})`).join(", ");
  if (writers.length > 1) return [problem(subject, t.several(names), stopOther(writers, commands))];
  if (writers.length === 1) return [ok(subject, names)];
  // A file that is copied here again and again has no writer most of the time.
  if (state === "ok") return [ok(subject, t.noneNow)];
  return [problem(subject, t.none, fixFile(facts, commands))];
}

/** Never OpenVPN itself: of two servers, only the admin knows which one is wanted. */
function stopOther(writers: NonNullable<SourceFacts["writers"]>, { asRoot }: Context["commands"]): string {
  const other = writers.findLast(({ name }) => name !== "openvpn");
  return asRoot(
    other === undefined ? `ps -o pid,lstart,args -p ${writers.map(({ id }) => id).join(",")}` : `kill ${other.id}`,
  );
}
