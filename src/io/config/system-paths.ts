import { join } from "node:path";
import type { ConfigFolder } from "../openvpn/find-server-configs.js";

/** Where the program searches by default: absolute paths, as parameters so that tests have their own. */
export interface SystemPaths {
  readonly configFile: string;
  readonly aliasesFile: string;
  /** The history of OpenVPN Status Web. */
  readonly webSessionsFile: string;
  /** The file of the package with the countries of addresses: the first one that exists counts. */
  readonly countryDatabases: readonly string[];
  /** Paths and patterns of status files. */
  readonly statusFiles: readonly string[];
  /** Where OpenVPN's own configs are. */
  readonly openvpnConfigs: readonly ConfigFolder[];
  /** Where units of systemd are; the first file of a name counts. */
  readonly unitFolders: readonly string[];
  /** Where files for systemd-tmpfiles are; the first file of a name counts. */
  readonly tmpfilesFolders: readonly string[];
  /** Files of cron, and folders of them. */
  readonly cronFiles: readonly string[];
  readonly webServers: readonly WebServerPlace[];
  /** The kernel's folder of processes and locks. */
  readonly processes: string;
}

/** Where the config of a web server is. */
export interface WebServerPlace {
  readonly kind: "nginx" | "apache" | "caddy";
  /** Main configs: they include the others. The first one that exists counts. */
  readonly configs: readonly string[];
  /** Folders of sites that are not served as long as nothing includes them. */
  readonly unused: readonly string[];
}

const COUNTRIES_PACKAGE = "openvpn-status-site-geoip";
const COUNTRIES_FILE = "country.mmdb";

/** @param packageFolder where this program is installed */
export function toSystemPaths(packageFolder: string): SystemPaths {
  // Where npm puts the package: below this one, or beside it. And where its Debian package puts the file.
  const folders = [join(packageFolder, "node_modules"), join(packageFolder, ".."), "/usr/share"];
  const countryDatabases = folders.map((folder) => join(folder, COUNTRIES_PACKAGE, COUNTRIES_FILE));
  return { ...SYSTEM_PATHS, countryDatabases };
}

export const SYSTEM_PATHS: Omit<SystemPaths, "countryDatabases"> = {
  configFile: "/etc/openvpn-status-site/config.toml",
  // Where OpenVPN Status Web keeps it.
  aliasesFile: "/var/log/openvpn-aliases.json",
  webSessionsFile: "/var/log/openvpn-sessions.csv",
  // The places that the units of OpenVPN, distributions and common installers use.
  statusFiles: [
    "/run/openvpn-server/status-*.log",
    "/run/openvpn/*.status",
    "/var/log/openvpn/openvpn-status.log",
    "/var/log/openvpn/status.log",
    "/var/log/openvpn-status.log",
    "/etc/openvpn/openvpn-status.log",
    "/etc/openvpn/server/openvpn-status.log",
  ],
  // What openvpn-server@.service and Debian's openvpn@.service put on the command line.
  openvpnConfigs: [
    {
      path: "/etc/openvpn/server",
      toStatus: (name) => ({ path: `/run/openvpn-server/status-${name}.log`, intervalSeconds: 60 }),
      toUnit: (name) => `openvpn-server@${name}`,
    },
    {
      path: "/etc/openvpn",
      toStatus: (name) => ({ path: `/run/openvpn/${name}.status`, intervalSeconds: 10 }),
      toUnit: (name) => `openvpn@${name}`,
    },
  ],
  unitFolders: ["/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/lib/systemd/system"],
  tmpfilesFolders: ["/etc/tmpfiles.d", "/run/tmpfiles.d", "/usr/lib/tmpfiles.d"],
  cronFiles: ["/etc/crontab", "/etc/cron.d", "/var/spool/cron/crontabs", "/var/spool/cron"],
  webServers: [
    {
      kind: "nginx",
      configs: ["/etc/nginx/nginx.conf"],
      unused: ["/etc/nginx/sites-available"],
    },
    {
      kind: "apache",
      configs: ["/etc/apache2/apache2.conf", "/etc/httpd/conf/httpd.conf"],
      unused: ["/etc/apache2/sites-available"],
    },
    { kind: "caddy", configs: ["/etc/caddy/Caddyfile"], unused: [] },
  ],
  processes: "/proc",
};
