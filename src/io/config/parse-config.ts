import { safeParse, type GenericIssue, type InferOutput } from "valibot";
import { isObject } from "../files/is-object.js";
import { nearestName } from "../../text/format/nearest-name.js";
import { ProblemError, type Problem, type Words } from "../../text/problem.js";
import { FLAG_SCHEMA, FURTHER_SITE_SCHEMA, NOTIFY_SCHEMA, SERVER_SCHEMA, SITE_SCHEMA } from "./config-schema.js";
import { readExpectation } from "./config-values.js";

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
  // An element of a list that is no table: the error is the list's.
  const found = typeof keys.at(-1) === "number" ? issue.path?.at(-1)?.input : issue.input;
  const kind = file === null ? "usage" : "config";
  const name = file === null ? `--${key}` : key;
  if (found === undefined)
    return { kind, what: (t) => t.config.missing(where(t)), fix: (t) => t.config.missingFix(name) };
  const expected = readExpectation(issue.message);
  return {
    kind,
    what: (t) => t.config.wrong(where(t), expected(t), showValue(found)),
    fix: (t) => {
      const wrongTable = toWrongTable(keys);
      if (wrongTable !== null) return t.config.wrongTableFix[wrongTable];
      return isRequired(keys) ? t.config.wrongFixRequired(name) : t.config.wrongFix(name);
    },
  };
}

/** A value as it is written in TOML, where JSON has no number for it. */
function showValue(value: unknown): string {
  if (typeof value === "number") return String(value).replace("Infinity", "inf").replace("NaN", "nan");
  return Array.isArray(value) ? `[${value.map(showValue).join(",")}]` : JSON.stringify(value);
}

function isUnknownKey({ type, expected }: GenericIssue): boolean {
  return type === "strict_object" && expected === "never";
}

/** The tables of a config file, and the keys that identify one of several. */
const TABLES = {
  server: { entries: SERVER_SCHEMA.entries, calledBy: ["name", "status"] },
  site: { entries: FURTHER_SITE_SCHEMA.entries, calledBy: ["out"] },
  notify: { entries: NOTIFY_SCHEMA.entries, calledBy: [] },
} as const;
type TableName = keyof typeof TABLES;
/** Where a key may be: in a table, or before all tables. */
type Place = TableName | "top";
const PLACES: readonly Place[] = ["top", "server", "site", "notify"];

function describeUnknownKey(issue: GenericIssue, file: Words): Problem {
  const { keys, table } = locate(issue);
  const key = String(keys.at(-1));
  const here = toPlace(keys);
  const elsewhere = PLACES.filter((place) => place !== here);
  const known = Object.keys(listEntries(here));
  const findPlace = (one: string): Place | undefined =>
    elsewhere.find((place) => Object.hasOwn(listEntries(place), one));
  const isMisplaced = findPlace(key) !== undefined;
  const others = elsewhere.flatMap((place) => Object.keys(listEntries(place))).filter((one) => !known.includes(one));
  const nearest = nearestName(key, [...known, ...others]);
  const belongs =
    (one: string): Words =>
    (t) =>
      t.config.belongsTo[findPlace(one) ?? "top"];
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

function listEntries(place: Place): Readonly<Record<string, { readonly type: string }>> {
  return place === "top" ? SITE_SCHEMA.entries : TABLES[place].entries;
}

/** Where the last of these keys is. */
function toPlace([table]: readonly unknown[]): Place {
  return isTableName(table) ? table : "top";
}

function isTableName(name: unknown): name is TableName {
  return typeof name === "string" && Object.hasOwn(TABLES, name);
}

/** The table whose header is wrong: `[server]` instead of `[[server]]`, or no table at all. */
function toWrongTable([table, index, ...more]: readonly unknown[]): TableName | null {
  const isWhole = index === undefined || (typeof index === "number" && more.length === 0);
  return isWhole && isTableName(table) ? table : null;
}

/** Whether the table must have the key to which these lead. */
function isRequired(keys: readonly unknown[]): boolean {
  const entry = listEntries(toPlace(keys))[String(keys.at(-1))];
  return entry !== undefined && entry.type !== "optional";
}

/** The keys on the path to the error, and the name of its table. */
function locate({ path }: GenericIssue): {
  readonly keys: readonly unknown[];
  readonly table: Words;
} {
  const keys = (path ?? []).map(({ key }) => key);
  const [table, index] = keys;
  if (table === "notify" && keys.length > 1) return { keys, table: () => "[notify] " };
  if ((table !== "server" && table !== "site") || typeof index !== "number" || keys.length < 3)
    return { keys, table: () => "" };
  const entry: unknown = path?.[1]?.value;
  const names = TABLES[table].calledBy.map((key) => (isObject(entry) ? entry[key] : undefined));
  const name = names.find((one) => typeof one === "string" && one !== "");
  const called = `${index + 1}${name === undefined ? "" : ` (${JSON.stringify(name)})`}`;
  return { keys, table: (t) => (table === "server" ? t.config.server(called) : `[[site]] ${called}: `) };
}
