import type { Access } from "../../../io/files/user-access.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { judgeMask } from "./masks.js";

/** One of the other files that the site is made from. */
export interface SiteFile {
  /** Null: there is none. */
  readonly path: string | null;
  /** The access of the user who runs gen. */
  readonly access: Access;
  /** What is wrong with its content, in English as all flaws of files; empty if nothing is, or if that is unknown. */
  readonly flaw: string;
}

export interface SiteFilesFacts {
  readonly aliases: SiteFile & { readonly count: number };
  readonly countries: SiteFile & { readonly isOff: boolean; readonly isBundled: boolean };
}

/** Whether names for users can be read. */
export function judgeAliases({ aliases }: SiteFilesFacts, context: Context): readonly Finding[] {
  const {
    t: { aliases: t },
    commands,
  } = context;
  const { path, flaw, count } = aliases;
  if (path === null) return [ok(t.subject, t.none)];
  return [
    judgeRights(t.subject, aliases, context) ??
      (flaw === ""
        ? ok(t.subject, t.count(path, count))
        : problem(t.subject, flaw, commands.asRoot(`vi ${shellQuote(path)}`))),
  ];
}

/** Whether the countries of addresses can be found. */
export function judgeCountries({ countries }: SiteFilesFacts, context: Context): readonly Finding[] {
  const {
    t: { countries: t },
    commands,
  } = context;
  const { path, flaw, isOff, isBundled } = countries;
  if (isOff) return [ok(t.subject, t.off)];
  if (path === null) return [ok(t.subject, t.none)];
  const fix = commands.setKey("geoip", isBundled ? "off" : "bundled");
  if (countries.access.kind === "missing") return [problem(t.subject, t.missing(path), fix)];
  return [
    judgeRights(t.subject, countries, context) ?? (flaw === "" ? ok(t.subject, path) : problem(t.subject, flaw, fix)),
  ];
}

/** @returns null if it may be read, or is missing */
export function judgeRights(subject: string, { path, access }: SiteFile, context: Context): Finding | null {
  const {
    t: { access: t },
    commands,
    runner,
  } = context;
  if (access.kind === "hidden") return unknown(subject, t.hidden, commands.doctorAsRoot);
  if (access.kind !== "denied") return null;
  const masked = judgeMask(subject, runner.name, access, context);
  if (masked !== null) return masked;
  const fix = access.isFolderOnWay ? `chmod a+x ${shellQuote(access.at)}` : `chmod a+r ${shellQuote(path ?? "")}`;
  return problem(subject, t.mayNotRead(runner.name, access.at), commands.asRoot(fix));
}
