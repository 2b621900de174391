import type { Access } from "../../../io/files/user-access.js";
import type { SiteAnswer } from "../../../io/web-servers/request-site.js";
import type { WebServerKind, WebSite } from "../../../io/web-servers/web-site.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { WEB_SITE_PATHS } from "../../../render/system/web-site-file.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { judgeMask } from "./masks.js";

export interface WebSiteFacts {
  readonly out: string;
  /** The sites of web servers on this host that serve `out`. */
  readonly sites: readonly ServedSite[];
  /** Web servers that are installed here. */
  readonly installed: readonly WebServerKind[];
  /** A config that names `out`, but is not in use. */
  readonly unused: { readonly kind: WebServerKind; readonly path: string } | null;
  readonly unreadable: readonly string[];
}

export interface ServedSite {
  readonly site: WebSite;
  /** Whom the web server becomes. */
  readonly user: string;
  /** Access to the first file or folder of the site that this user may not read; granted if there is none. */
  readonly access: Access;
  /** The group that `out` would have. */
  readonly group: string;
  readonly passwordAccess: Access | null;
  readonly answer: SiteAnswer;
}

const RELOAD: Readonly<Record<WebServerKind, string>> = {
  nginx: "nginx -t && systemctl reload nginx",
  apache: "apachectl configtest && systemctl reload apache2",
  caddy: "systemctl reload caddy",
};
/** The steps for using a printed config for the first time, as in its comments. */
const USE: Readonly<Record<WebServerKind, string>> = {
  nginx: RELOAD.nginx,
  apache:
    "a2enmod headers rewrite && a2ensite openvpn-status-site && apachectl configtest && systemctl restart apache2",
  caddy: "echo 'import /etc/caddy/openvpn-status-site.caddy' >> /etc/caddy/Caddyfile && systemctl reload caddy",
};
const SERVICE: Readonly<Record<WebServerKind, string>> = { nginx: "nginx", apache: "apache2", caddy: "caddy" };

/** Whether a web server's config serves the site. */
export function judgeWebSites(
  { sites, installed, unused, unreadable }: WebSiteFacts,
  { t: { web: t }, commands }: Context,
): readonly Finding[] {
  if (sites.length > 0) {
    return sites.map(({ site }) => {
      const { kind, configPath, isOpen } = site;
      if (!isOpen) return ok(t.subject, t.served(kind, configPath));
      return problem(t.subject, t.open(configPath), commands.savePrinted(kind, configPath, RELOAD[kind]));
    });
  }
  const [hidden] = unreadable;
  if (hidden !== undefined) return [unknown(t.subject, t.unreadable(hidden), commands.doctorAsRoot)];
  if (unused !== null) {
    const { kind, path } = unused;
    const name = path.split("/").at(-1) ?? "";
    const enable =
      kind === "apache" ? `a2ensite ${shellQuote(name)}` : `ln -s ${shellQuote(path)} /etc/nginx/sites-enabled/`;
    return [problem(t.subject, t.unused(path), commands.asRoot(`${enable} && ${RELOAD[kind]}`))];
  }
  const [kind] = installed;
  const save = (one: WebServerKind): string => commands.savePrinted(one, WEB_SITE_PATHS[one].config, USE[one]);
  if (kind !== undefined) return [problem(t.subject, t.notServed(kind), save(kind))];
  return [problem(t.subject, t.noServer, `${commands.asRoot("apt install nginx-light")} && ${save("nginx")}`)];
}

/** Whether the web server's user may read the site. */
export function judgeWebAccess({ sites, out }: WebSiteFacts, context: Context): readonly Finding[] {
  const {
    t: { web: t },
    commands,
  } = context;
  return sites.flatMap(({ site, user, access, group, passwordAccess }) => {
    const { kind, passwordFile } = site;
    const subject = t.readSubject(kind);
    if (access.kind === "hidden") return [unknown(subject, t.hidden, commands.doctorAsRoot)];
    if (access.kind === "missing") return [];
    const masked = judgeMask(subject, user, access, context);
    if (masked !== null) return [masked];
    if (access.kind === "denied") {
      const folder = shellQuote(out);
      const give = `chgrp -R ${shellQuote(group)} ${folder} && chmod -R g+rX ${folder} && find ${folder} -type d -exec chmod g+s {} +`;
      const fix =
        access.isFolderOnWay && !`${access.at}/`.startsWith(`${out}/`) ? `chmod a+x ${shellQuote(access.at)}` : give;
      return [problem(subject, t.denied(user, access.at), commands.asRoot(fix))];
    }
    if (passwordFile !== null && passwordAccess?.kind === "missing") {
      return [
        problem(
          t.passwordSubject,
          t.noPasswords(passwordFile),
          makePassword(kind, passwordFile, group, commands.asRoot),
        ),
      ];
    }
    if (passwordFile !== null && passwordAccess?.kind === "denied") {
      const maskedPassword = judgeMask(t.passwordSubject, user, passwordAccess, context);
      if (maskedPassword !== null) return [maskedPassword];
      const fix = `chgrp ${shellQuote(group)} ${shellQuote(passwordFile)} && chmod g+r ${shellQuote(passwordFile)}`;
      return [problem(t.passwordSubject, t.denied(user, passwordAccess.at), commands.asRoot(fix))];
    }
    return [ok(subject, t.mayRead(user))];
  });
}

function makePassword(kind: WebServerKind, file: string, group: string, asRoot: (command: string) => string): string {
  const path = shellQuote(file);
  const line =
    kind === "caddy" ? 'echo "admin $(caddy hash-password)"' : `printf 'admin:%s\\n' "$(openssl passwd -apr1)"`;
  return asRoot(`${line} > ${path} && chgrp ${shellQuote(group)} ${path} && chmod 640 ${path}`);
}

/** What the web server answers to requests from this host. */
export function judgeAnswers({ sites }: WebSiteFacts, { t: { web: t }, commands }: Context): readonly Finding[] {
  return sites.map(({ site: { kind, configPath }, answer }) => {
    const { url } = answer;
    const reload = commands.asRoot(RELOAD[kind]);
    switch (answer.kind) {
      case "site":
        return ok(url, t.site);
      case "password":
        return ok(url, t.password);
      case "refused":
        return problem(url, t.refused(answer.detail), commands.asRoot(`systemctl restart ${SERVICE[kind]}`));
      case "forbidden":
        return answer.isMeant ? ok(url, t.closedHere) : problem(url, t.forbidden, reload);
      case "other":
        return problem(url, t.other(answer.status, configPath), reload);
    }
  });
}
