import { readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { readAccessLists } from "../../../io/files/access-lists.js";
import { groupName, findSystemUser } from "../../../io/files/system-names.js";
import { ENTER, findAccess, READ, type Access, type SystemUser } from "../../../io/files/user-access.js";
import { errorCode } from "../../../io/files/file-problem.js";
import { walkPath } from "../../../io/files/walk-path.js";
import { requestSite } from "../../../io/web-servers/request-site.js";
import { findWebSites } from "../../../io/web-servers/find-web-sites.js";
import type { WebSite } from "../../../io/web-servers/web-site.js";
import type { ServedSite, WebSiteFacts } from "../judge/web-sites.js";
import type { Place } from "../place.js";

/** The web servers of this host that serve the site, and what one gets from them. */
export async function readWebSiteFacts({ config: { out }, host }: Place): Promise<WebSiteFacts> {
  const { servers, unreadable } = await findWebSites(out, host.systemPaths.webServers);
  const sites = servers.flatMap((server) => server.sites.map((site) => ({ site, user: server.user })));
  const [unused] = servers.flatMap(({ kind, unused: path }) => (path === null ? [] : [{ kind, path }]));
  return {
    out,
    sites: await Promise.all(sites.map(({ site, user }) => readServedSite(site, user, out))),
    installed: servers.map(({ kind }) => kind),
    unused: unused ?? null,
    unreadable,
  };
}

async function readServedSite(site: WebSite, userName: string, out: string): Promise<ServedSite> {
  const user = findSystemUser(userName);
  const { passwordFile } = site;
  return {
    site,
    user: userName,
    access: user === null ? { kind: "missing" } : findSiteAccess(user, out),
    group: user?.gids[0] === undefined ? userName : (groupName(user.gids[0]) ?? userName),
    passwordAccess: passwordFile === null || user === null ? null : findAccess(user, passwordFile, READ),
    answer: await requestSite(site),
  };
}

/** The first file or folder of the site that the user may not read. */
function findSiteAccess(user: SystemUser, out: string): Access {
  const outAccess = findAccess(user, out, READ | ENTER);
  if (outAccess.kind !== "granted") return outAccess;
  try {
    // The program's own records are not for the web server.
    const entries = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter(({ name }) => !name.startsWith("."))
      .map((entry) => ({
        path: join(entry.parentPath, entry.name),
        wanted: entry.isDirectory() ? READ | ENTER : READ,
      }));
    const onWay = [...walkPath(out)].map(({ path }) => path);
    const lists = readAccessLists([...onWay, ...entries.map(({ path }) => realpathSync(path))]);
    for (const { path, wanted } of entries) {
      const access = findAccess(user, path, wanted, lists);
      if (access.kind === "denied") return access;
    }
    return outAccess;
  } catch (error) {
    if (errorCode(error) !== null) return { kind: "hidden" };
    throw error;
  }
}
