import type { CommandTexts } from "../../text/i18n/command-texts.js";

/** The values of the templates of web servers' configs. Paths and names have no characters with a meaning there. */
export interface WebSiteFile {
  readonly t: CommandTexts["print"]["webSite"];
  /** Where this file is kept. */
  readonly path: string;
  readonly out: string;
  /** The names and addresses of this host, as in a URL. */
  readonly names: readonly string[];
  readonly hasIpv6: boolean;
  /** The VPN's networks, from which no password is needed. */
  readonly networks: readonly string[];
  readonly passwordFile: string;
  /** The content security policies of pages and of charts that are opened directly. */
  readonly policy: { readonly pages: string; readonly charts: string };
  /** The content type of the file for Prometheus, whose name has no ending. */
  readonly metricsType: string;
}

export type WebServer = "nginx" | "apache" | "caddy";

export const PAGES_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
export const CHARTS_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Where Debian's packages read such files. */
export const WEB_SITE_PATHS: Readonly<Record<WebServer, { readonly config: string; readonly passwords: string }>> = {
  nginx: {
    config: "/etc/nginx/conf.d/openvpn-status-site.conf",
    passwords: "/etc/nginx/openvpn-status-site.htpasswd",
  },
  apache: {
    config: "/etc/apache2/sites-available/openvpn-status-site.conf",
    passwords: "/etc/apache2/openvpn-status-site.htpasswd",
  },
  caddy: { config: "/etc/caddy/openvpn-status-site.caddy", passwords: "/etc/caddy/openvpn-status-site.users" },
};

/** Whether a path means itself in the config of each web server: none has a quote for every character. */
export function isPlainPath(path: string): boolean {
  return /^[\p{L}\p{N} /._@+=:,~-]+$/u.test(path);
}
