import { safeParse, type GenericIssue, type InferOutput } from "valibot";
import { nearestName } from "../../text/format/nearest-name.js";
import { ProblemError, type Problem, type Words } from "../../text/problem.js";
import {
  FLAG_SCHEMA,
  FURTHER_SITE_SCHEMA,
  NOTIFY_SCHEMA,
  readExpectation,
  SERVER_SCHEMA,
  SITE_SCHEMA,
} from "./config-schema.js";

export type SiteValues = InferOutput<typeof SITE_SCHEMA>;
export type ServerValues = SiteValues["server"][number];
type FlagValues = InferOutput<typeof FLAG_SCHEMA>;

/**
 * @param path of the config file; `null`: there is none
 * @throws ProblemError `config`, naming the file, the key, what is expected and what is there instead
 */
export function parseConfig(values: Readonly<Record<string, unknown>>, path: string | null): SiteValues {
  const { success, output, issues } = safeParse(SITE_SCHEMA, values);
  if (success) return output;
  const unknown = issues.find(isUnknownKey);
  const file: Words = (t) => path ?? t.config.defaults;
  throw new ProblemError(unknown === undefined ? describeIssue(issues[0], file) : describeUnknownKey(unknown, file));
}

/** @throws ProblemError `usage` */
export function parseFlags(flags: Readonly<Record<string, unknown>>): FlagValues {
  const { success, output, issues } = safeParse(FLAG_SCHEMA, flags);
  if (success) return output;
  throw new ProblemError(describeIssue(issues[0], null));
}

/** @param file the config file; `null` for flags */
function describeIssue(issue: GenericIssue, file: Words | null): Problem {
  const { keys, table } = locate(issue);
  const key = keys.findLast((part) => typeof part === "string") ?? "";
  const where: Words = (t) => (file === null ? `--${key}` : `${file(t)}: ${table(t)}${key}`);
  // An element of a list that is no table: the list is what is wrong.
  const found = typeof keys.at(-1) === "number" ? issue.path?.at(-1)?.input : issue.input;
  const kind = file === null ? "usage" : "config";
  const name = file === null ? `--${key}` : key;
  if (found === undefined)
    return { kind, what: (t) => t.config.missing(where(t)), fix: (t) => t.config.missingFix(name) };
  const expected = readExpectation(issue.message);
  return {
    kind,
    what: (t) => t.config.wrong(where(t), expected(t), JSON.stringify(found)),
    fix: (t) => (isRequired(keys) ? t.config.wrongFixRequired(name) : t.config.wrongFix(name)),
  };
}

function isUnknownKey({ type, expected }: GenericIssue): boolean {
  return type === "strict_object" && expected === "never";
}

function describeUnknownKey(issue: GenericIssue, file: Words): Problem {
  const { keys, table } = locate(issue);
  const key = String(keys.at(-1));
  const [siteKeys, serverKeys] = [Object.keys(SITE_SCHEMA.entries), Object.keys(SERVER_SCHEMA.entries)];
  const known = Object.keys(entriesOfTable(keys));
  const others = [...siteKeys, ...serverKeys].filter((one) => !known.includes(one));
  const belongs = (misplaced: string): Words =>
    siteKeys.includes(misplaced) ? (t) => t.config.belongsToSite : (t) => t.config.belongsToServer;
  const isMisplaced = others.includes(key);
  const nearest = nearestName(key, [...known, ...others]);
  return {
    kind: "config",
    what: (t) => {
      const { unknownKey, misplacedKey } = t.config;
      return (isMisplaced ? misplacedKey : unknownKey)(`${file(t)}: ${table(t)}`, JSON.stringify(key));
    },
    fix: (t) => {
      if (isMisplaced) return belongs(key)(t);
      if (nearest === undefined) return t.config.keysHere(known.join(", "));
      const hint = t.nearest(JSON.stringify(nearest));
      return others.includes(nearest) ? `${hint} ${belongs(nearest)(t)}` : hint;
    },
  };
}

/** The keys that the table has in which something is. */
function entriesOfTable([table, ...more]: readonly unknown[]): Readonly<Record<string, { readonly type: string }>> {
  const tables = { server: SERVER_SCHEMA, site: FURTHER_SITE_SCHEMA, notify: NOTIFY_SCHEMA };
  const name = (["server", "site", "notify"] as const).find((one) => one === table && more.length > 0);
  return (name === undefined ? SITE_SCHEMA : tables[name]).entries;
}

/** Whether the table must have the key to which these lead. */
function isRequired(keys: readonly unknown[]): boolean {
  const entry = entriesOfTable(keys)[String(keys.at(-1))];
  return entry !== undefined && entry.type !== "optional";
}

/** The keys that lead to what is wrong, and how the server's table is called, or that of the command, if it is in one. */
function locate({ path }: GenericIssue): {
  readonly keys: readonly unknown[];
  readonly table: Words;
} {
  const keys = (path ?? []).map(({ key }) => key);
  const [first, index] = keys;
  const isInServer = first === "server" && typeof index === "number" && keys.length > 2;
  const isInNotify = first === "notify" && keys.length > 1;
  return { keys, table: (t) => (isInServer ? t.config.server(index + 1) : isInNotify ? "[notify] " : "") };
}
