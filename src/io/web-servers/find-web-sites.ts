import { dirname, join, resolve } from "node:path";
import type { WebServerPlace } from "../config/system-paths.js";
import { listReadableFolder } from "../files/existing.js";
import { errorCode } from "../files/file-problem.js";
import { realPath } from "../files/real-path.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";
import { matchPaths } from "../sources/match-paths.js";
import {
  findValues,
  parseApacheConfig,
  parseCaddyConfig,
  parseNginxConfig,
  type Directive,
  type ReadIncluded,
} from "./config-blocks.js";
import { toApacheSites, toCaddySites, toNginxSites } from "./to-web-sites.js";
import type { WebServerKind, WebSite } from "./web-site.js";

/** The web servers of this host. */
interface FoundWebServers {
  readonly servers: readonly FoundWebServer[];
  readonly unreadable: readonly string[];
}

interface FoundWebServer {
  readonly kind: WebServerKind;
  readonly user: string;
  /** The sites that serve the folder. */
  readonly sites: readonly WebSite[];
  /** A config that names this folder, but that the server does not use. */
  readonly unused: string | null;
}

interface Syntax {
  readonly parse: (text: string, path: string, readIncluded: ReadIncluded) => readonly Directive[];
  readonly toSites: (config: readonly Directive[]) => readonly WebSite[];
  /** The user that the server becomes. */
  readonly toUser: (config: readonly Directive[], mainConfig: string) => string;
}

const MAX_BYTES = 1024 * 1024;
/** Configs that include each other would never end. */
const MAX_FILES = 500;

const SYNTAX: Readonly<Record<WebServerKind, Syntax>> = {
  nginx: {
    parse: parseNginxConfig,
    toSites: toNginxSites,
    toUser: (config) => findValues(config, "user")[0] ?? "nobody",
  },
  apache: {
    parse: parseApacheConfig,
    toSites: toApacheSites,
    toUser: (config, main) => {
      const user = findValues(config, "User")[0] ?? "www-data";
      // Debian keeps it in a shell script.
      return user.startsWith("$")
        ? (/^export APACHE_RUN_USER=(\S+)/m.exec(readText(join(dirname(main), "envvars"), []) ?? "")?.[1] ?? "www-data")
        : user;
    },
  },
  caddy: { parse: parseCaddyConfig, toSites: toCaddySites, toUser: () => "caddy" },
};

/** Finds the web servers of this host, and which of their sites serve a folder. */
export async function findWebSites(out: string, places: readonly WebServerPlace[]): Promise<FoundWebServers> {
  const unreadable: string[] = [];
  const servers: FoundWebServer[] = [];
  for (const { kind, configs, unused } of places) {
    const main = configs.find((path) => isReadable(path, unreadable));
    if (main === undefined) continue;
    const { parse, toSites, toUser } = SYNTAX[kind];
    const config = await readConfig(main, parse, unreadable);
    const sites = toSites(config).filter(({ roots }) => roots.some((root) => isSame(root, out)));
    servers.push({
      kind,
      user: toUser(config, main),
      sites,
      unused: sites.length > 0 ? null : findUnused(unused, out),
    });
  }
  return { servers, unreadable };
}

async function readConfig(main: string, parse: Syntax["parse"], unreadable: string[]): Promise<readonly Directive[]> {
  // Patterns are matched asynchronously: first all files that may be included are listed.
  let fileCount = 0;
  const matched = new Map<string, readonly string[]>();
  const wanted = new Set<string>();
  const read = (path: string): readonly Directive[] => {
    const text = (fileCount += 1) > MAX_FILES ? null : readText(path, unreadable);
    if (text === null) return [];
    return parse(text, path, (pattern) => {
      const absolute = resolve(dirname(main), pattern);
      if (!matched.has(absolute)) wanted.add(absolute);
      return (matched.get(absolute) ?? []).flatMap(read);
    });
  };
  for (;;) {
    fileCount = 0;
    const config = read(main);
    if (wanted.size === 0) return config;
    for (const pattern of wanted) matched.set(pattern, await findFiles(pattern));
    wanted.clear();
  }
}

/** A pattern in the last part of a path, or a path; a folder means all files in it. */
async function findFiles(pattern: string): Promise<readonly string[]> {
  const folder = dirname(pattern);
  if (!/[*?[]/.test(pattern)) return [pattern, ...listSorted(pattern).map((name) => join(pattern, name))];
  return matchPaths(
    pattern,
    listSorted(folder).map((name) => join(folder, name)),
  );
}

function findUnused(folders: readonly string[], out: string): string | null {
  const paths = folders.flatMap((folder) => listSorted(folder).map((name) => join(folder, name)));
  return paths.find((path) => (readText(path, []) ?? "").includes(out)) ?? null;
}

function isSame(root: string, out: string): boolean {
  try {
    return realPath(root) === realPath(out);
  } catch {
    return resolve(root) === resolve(out);
  }
}

function isReadable(path: string, unreadable: string[]): boolean {
  return readText(path, unreadable) !== null;
}

function readText(path: string, unreadable: string[]): string | null {
  try {
    return readRegularFile(path, { maxBytes: MAX_BYTES, links: "followed" }).toString("utf8");
  } catch (error) {
    if (!(error instanceof FileFlawError) && errorCode(error) === "EACCES") unreadable.push(path);
    return null;
  }
}

/** In the order in which a web server reads the files. */
function listSorted(folder: string): readonly string[] {
  return [...listReadableFolder(folder)].sort();
}
