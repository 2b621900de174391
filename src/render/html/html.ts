import { Eta, type TemplateFunction } from "eta/core";
import type { Session } from "../../history/session.js";
import type { ChartFigure } from "../../site/charts/site-chart.js";
import type { PageModel } from "../../site/pages/page-model.js";
import type { ServersLink } from "../../site/pages/server-links.js";
import {
  COMMAND_SCRIPT_PATH,
  relativeHref,
  SEARCH_PATH,
  SECTION_PATHS,
  SERVERS_PATH,
  STATUS_JSON_PATH,
  USAGE_PATH,
} from "../../site/site-paths.js";
import type { SiteState } from "../../site/site-status.js";
import type { Zone } from "../../status/zone.js";
import type { Language } from "../../text/i18n/language.js";
import type { DateFormat } from "../../text/format/date-format.js";
import { messagesIn, type Messages } from "../../text/i18n/messages.js";
import { escapeBreaking, escapeHtml } from "./escape-html.js";
import { makeHtmlFormatters, type HtmlFormatters } from "./html-formatters.js";

/** What all pages of a site share. */
export interface HtmlSite {
  readonly title: string;
  readonly language: Language;
  readonly dateFormat: DateFormat;
  readonly zone: Zone;
  /** Paths in `out/` of the style sheets, in their order. */
  readonly stylePaths: readonly string[];
  /** Path in `out/` of the picture before the title; null: there is none. */
  readonly logoPath: string | null;
  /** Path in `out/` of the script that runs before anything is painted. */
  readonly themeScriptPath: string;
  /** Path in `out/` of the main script. */
  readonly scriptPath: string;
  /** Paths in `out/` of the published icons. */
  readonly iconPaths: Readonly<Record<SiteState, string>>;
  /** Where "Servers" leads: to the table of all, or to the only one. Null: no server has a page. */
  readonly servers: ServersLink | null;
}

const PATHS = {
  ...SECTION_PATHS,
  status: STATUS_JSON_PATH,
  commandScript: COMMAND_SCRIPT_PATH,
  search: SEARCH_PATH,
  usage: USAGE_PATH,
  servers: SERVERS_PATH,
} as const;

const SECTIONS = Object.entries(SECTION_PATHS) as TemplateData["sections"];

/** The data of a template, as `it`. */
export interface TemplateData {
  readonly page: PageModel;
  readonly site: HtmlSite;
  readonly t: Messages;
  readonly f: HtmlFormatters;
  readonly paths: typeof PATHS;
  /** What every page links to, in order; each is named by the message of its name. */
  readonly sections: readonly (readonly [section: keyof typeof SECTION_PATHS, path: string])[];
  /** Path of the page's icon. Only pages that every run makes show the state in it. */
  readonly iconPath: string;
  /** The relative link from this page to a path in `out/`. */
  readonly href: (path: string) => string;
  /** The folded details of a session. */
  readonly details: (of: SessionDetails) => string;
  /** A name or an address as HTML, which may break after its separators. */
  readonly breaking: (text: string) => string;
  /** A chart with its legend, to be included as it is. */
  readonly svg: (figure: ChartFigure) => string;
}

export interface SessionDetails {
  readonly session: Session;
  readonly alias: string;
  /** Whether it is shown as still connected. */
  readonly isLive: boolean;
  /** See `countedFromDay`. */
  readonly countedFrom: string | null | undefined;
}

/** Compiled templates by name (`compile-templates.ts`). */
export type Templates = ReadonlyMap<string, TemplateFunction>;

/**
 * A link of a chart: `/`, a path in `out/`, and the id of a row there. No text can contain it, since texts are
 * escaped.
 */
const CHART_LINK = / href="\/([^"#]*)#([^"]*)"/g;

/** A session in a table of this page is found without leaving the page. */
function chartLink(page: PageModel, href: string, to: string, row: string): string {
  if (href === NOWHERE) return ` href="${NOWHERE}"`;
  return ` href="${to === page.path ? "" : href}#${row}"`;
}

/** Not a path of the site: a link that is to be left out. */
const NOWHERE = "?";
/** Also one to a place in a page. */
const NOWHERE_LINK = / href="\?(#[^"]*)?"/g;

/** Writes a page as HTML, with its charts' pictures by their paths in `out/`. */
export type HtmlRenderer = (page: PageModel, svgByPath: ReadonlyMap<string, string>) => string;

/**
 * Makes the function that writes page models as HTML. Every value that templates write is escaped (`escape-html.ts`);
 * only the parts that they include and the charts' finished SVG are not.
 *
 * @param isThere whether a file of the site is there when the page is that links to it: a link to any other is left out
 */
export function makeHtmlRenderer(
  templates: Templates,
  site: HtmlSite,
  isThere: (path: string, from: string) => boolean,
): HtmlRenderer {
  const eta = new Eta({ escapeFunction: escapeHtml });
  for (const [name, template] of templates) eta.loadTemplate(`@${name}`, template);
  const t = messagesIn(site.language);
  const f = makeHtmlFormatters(site.language, site.zone, site.dateFormat);
  // Connected sessions are on two pages, and do not depend on the page.
  const liveDetails = new WeakMap<Session, string>();
  const details = (of: SessionDetails): string => {
    const known = of.isLive ? liveDetails.get(of.session) : undefined;
    if (known !== undefined) return known;
    const html = eta.render("@session-details", { t, f, ...of });
    if (of.isLive) liveDetails.set(of.session, html);
    return html;
  };
  return (page, svgByPath) => {
    const href = (path: string): string =>
      path === page.path || isThere(path, page.path) ? relativeHref(page.path, path) : NOWHERE;
    const data: TemplateData = {
      page,
      site,
      t,
      f,
      paths: PATHS,
      sections: SECTIONS,
      iconPath: site.iconPaths["state" in page ? page.state : "idle"],
      details,
      breaking: escapeBreaking,
      href,
      svg: ({ path }) =>
        (svgByPath.get(path) ?? "").replace(CHART_LINK, (_link, to: string, row: string) =>
          chartLink(page, href(to), to, row),
        ),
    };
    return eta.render(`@${page.page}`, data).replace(NOWHERE_LINK, "");
  };
}
