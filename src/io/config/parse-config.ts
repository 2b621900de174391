import { safeParse, type GenericIssue, type InferOutput } from "valibot";
import { nearestName } from "../../text/format/nearest-name.js";
import { ProblemError, type Problem } from "../../text/problem.js";
import { FLAG_SCHEMA, SERVER_SCHEMA, SITE_SCHEMA } from "./config-schema.js";

export type SiteValues = InferOutput<typeof SITE_SCHEMA>;
export type ServerValues = SiteValues["server"][number];
export type FlagValues = InferOutput<typeof FLAG_SCHEMA>;

/** @throws ProblemError `config`, naming the file, the key, what is expected and what is there instead */
export function parseConfig(values: Readonly<Record<string, unknown>>, path: string): SiteValues {
  const { success, output, issues } = safeParse(SITE_SCHEMA, values);
  if (success) return output;
  const unknown = issues.find(isUnknownKey);
  throw new ProblemError(unknown === undefined ? describeIssue(issues[0], path) : describeUnknownKey(unknown, path));
}

/** @throws ProblemError `usage` */
export function parseFlags(flags: Readonly<Record<string, unknown>>): FlagValues {
  const { success, output, issues } = safeParse(FLAG_SCHEMA, flags);
  if (success) return output;
  throw new ProblemError(describeIssue(issues[0], null));
}

/** @param path of the config file; `null` for flags */
function describeIssue(issue: GenericIssue, path: string | null): Problem {
  const { keys, table } = locate(issue);
  const key = keys.findLast((part) => typeof part === "string") ?? "";
  const where = path === null ? `--${key}` : `${path}: ${table}${key}`;
  // An element of a list that is no table: the list is what is wrong.
  const found = typeof keys.at(-1) === "number" ? issue.path?.[0]?.value : issue.input;
  const kind = path === null ? "usage" : "config";
  const name = path === null ? where : key;
  if (found === undefined) return { kind, what: `${where} is missing`, fix: `Add ${name}.` };
  return {
    kind,
    what: `${where}: expected ${issue.message}, got ${JSON.stringify(found)}`,
    fix: `Fix ${name}, or leave it out for its default.`,
  };
}

function isUnknownKey({ type, expected }: GenericIssue): boolean {
  return type === "strict_object" && expected === "never";
}

function describeUnknownKey(issue: GenericIssue, path: string): Problem {
  const { keys, table } = locate(issue);
  const key = String(keys.at(-1));
  const [siteKeys, serverKeys] = [Object.keys(SITE_SCHEMA.entries), Object.keys(SERVER_SCHEMA.entries)];
  const [known, others, belong] =
    table === ""
      ? [siteKeys, serverKeys, "into a [[server]] table: below a line [[server]]"]
      : [serverKeys, siteKeys, "to the whole site: above the first line [[server]]"];
  const isMisplaced = others.includes(key);
  const nearest = nearestName(key, [...known, ...others]);
  const hint = `Did you mean ${JSON.stringify(nearest)}?${others.includes(nearest ?? "") ? ` It belongs ${belong}.` : ""}`;
  return {
    kind: "config",
    what: `${path}: ${table}there is no key ${JSON.stringify(key)}${isMisplaced ? " here" : ""}`,
    fix: isMisplaced
      ? `It belongs ${belong}.`
      : nearest === undefined
        ? `The keys here are ${known.join(", ")}.`
        : hint,
  };
}

/** The keys that lead to what is wrong, and how the server's table is called, if it is in one. */
function locate({ path }: GenericIssue): { readonly keys: readonly unknown[]; readonly table: string } {
  const keys = (path ?? []).map(({ key }) => key);
  const [first, index] = keys;
  const isInServer = first === "server" && typeof index === "number" && keys.length > 2;
  return { keys, table: isInServer ? `server ${index + 1}: ` : "" };
}
