import { closeSync, constants, openSync } from "node:fs";
import { findAliasesFile, readAliases } from "../../../io/config/read-aliases.js";
import { examineDatabase } from "../../../io/countries/read-countries.js";
import { errorCode } from "../../../io/files/file-problem.js";
import { findAccess, READ, type Access, type SystemUser } from "../../../io/files/user-access.js";
import type { SiteFilesFacts } from "../judge/site-files.js";
import type { Place } from "../place.js";

/** The other files that the site is made from. */
export function readSiteFilesFacts({ config, host, sources, runner, nowSeconds }: Place): SiteFilesFacts {
  const paths = sources.map(({ source }) => source);
  const aliasesPath = findAliasesFile(config.aliases, paths);
  const aliases = readAliases(config.aliases, paths);
  const countries = examineDatabase(config.countries, host.systemPaths.countryDatabases, nowSeconds);
  const countriesPath = countries === null ? null : countries.path;
  return {
    aliases: {
      path: aliasesPath,
      access: findFileAccess(runner, aliasesPath),
      flaw: aliases.problem,
      count: aliases.aliases.size,
    },
    countries: {
      path: countriesPath,
      access: findFileAccess(runner, countriesPath),
      flaw: countries?.flaw ?? "",
      isOff: config.countries.kind === "off",
      isBundled: config.countries.kind === "bundled",
    },
  };
}

/** What the user may do; hidden if the user who runs doctor may not read the file. */
export function findFileAccess(runner: SystemUser, path: string | null): Access {
  if (path === null) return { kind: "missing" };
  const access = findAccess(runner, path, READ);
  return access.kind === "granted" && isDeniedToUs(path) ? { kind: "hidden" } : access;
}

/** Whether the user who runs doctor may not open a file. */
export function isDeniedToUs(path: string): boolean {
  try {
    closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
    return false;
  } catch (error) {
    return errorCode(error) === "EACCES";
  }
}
