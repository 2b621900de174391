import {
  CHARTS_POLICY,
  isPlainPath,
  METRICS_TYPE,
  PAGES_POLICY,
  WEB_SITE_PATHS,
  type WebServer,
} from "../../render/system/web-site-file.js";
import { renderSystemFile } from "../../render/system/system-file.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import { ProblemError } from "../../text/problem.js";
import type { PrintContext } from "./print-context.js";

/**
 * The config of a web server that serves the site.
 *
 * @throws ProblemError `config` if `out` has a character that means something in such configs
 */
export function printWebSite(server: WebServer, { config, templates, host, openvpn }: PrintContext): string {
  const { out, language } = config;
  const t = commandTextsIn(language).print.webSite;
  if (!isPlainPath(out)) {
    throw new ProblemError({
      kind: "config",
      what: ({ config: texts }) => texts.oddPath(JSON.stringify(out)),
      fix: ({ config: texts }) => texts.oddPathFix,
    });
  }
  const { config: path, passwords } = WEB_SITE_PATHS[server];
  return renderSystemFile(templates, server, {
    t,
    path,
    out,
    ...host.network,
    networks: [...new Set(openvpn.flatMap(({ networks }) => networks))],
    passwordFile: passwords,
    policy: { pages: PAGES_POLICY, charts: CHARTS_POLICY },
    metricsType: METRICS_TYPE,
  });
}
