import { browserScript, commandScript } from "../render/html/browser-script.js";
import { makeHtmlRenderer, type HtmlSite, type Templates } from "../render/html/html.js";
import { renderStatusJson } from "../render/status-json.js";
import { assetPath } from "../site/asset-path.js";
import { listPages } from "../site/pages/list-pages.js";
import type { Output } from "../site/output.js";
import { serverLinks } from "../site/pages/server-links.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { COMMAND_SCRIPT_PATH, STATUS_JSON_PATH } from "../site/site-paths.js";
import { siteStatus } from "../site/site-status.js";
import type { Touched } from "../site/touched.js";
import type { ChartPress } from "./chart-press.js";
import { pageOutputs } from "./page-outputs.js";
import { planDownloads, type DownloadScope } from "./plan-downloads.js";

const MAIN_SCRIPT = "main.js";

/** What outputs are made with. */
export interface OutputTools {
  readonly files: PackageFiles;
  readonly templates: Templates;
  readonly press: ChartPress;
  readonly programVersion: string;
}

/** The package's own files that a site is made of. */
export interface PackageFiles {
  /** Published by file name; all but the main script as they are. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

/** Which files of a site are planned. */
export interface OutputScope extends DownloadScope {
  /** Absent: all pages. Else those that are made in every run and those that show something new. */
  readonly touched?: Touched;
}

/** The files of a site, not made yet. */
export interface OutputPlan {
  readonly assets: readonly Output[];
  /** Those that show the days, months and users that the index has in full. */
  readonly ofPart: readonly Output[];
  /** Those that show something of every session, or of those that are live. */
  readonly ofSite: readonly Output[];
}

/**
 * Plans the files of the site. Each is a function of the input and the package's files alone, so that the same
 * input gives the same bytes; whoever publishes may leave out what it knows to be unchanged.
 */
export function planOutputs(
  input: SiteInput,
  index: SiteIndex,
  scope: OutputScope,
  { files, templates, press, programVersion }: OutputTools,
): OutputPlan {
  const { touched } = scope;
  const assets = [...files.assets].map(([name, file]) => {
    const bytes = name === MAIN_SCRIPT ? browserScript(file, input.language) : file;
    return { name, path: assetPath(name, bytes), bytes };
  });
  const pathOfAsset = (name: string): string => {
    const path = assets.find((asset) => asset.name === name)?.path;
    if (path === undefined) throw new Error(`the package has no asset ${name}`);
    return path;
  };
  const site: HtmlSite = {
    title: input.title,
    language: input.language,
    zone: input.zone,
    stylePath: pathOfAsset("site.css"),
    themeScriptPath: pathOfAsset("early-theme.js"),
    scriptPath: pathOfAsset(MAIN_SCRIPT),
    iconPaths: {
      ok: pathOfAsset("favicon-ok.svg"),
      problem: pathOfAsset("favicon-problem.svg"),
      idle: pathOfAsset("favicon.svg"),
    },
    servers: serverLinks(input, index),
  };
  const command = { path: COMMAND_SCRIPT_PATH, bytes: commandScript(input.pruneCommand) };
  const downloads = planDownloads(input, index, scope, programVersion);
  const outputsOf = pageOutputs({
    onlyNewCharts: touched !== undefined,
    renderPage: makeHtmlRenderer(templates, site),
    press,
    programVersion,
    frame: JSON.stringify({ ...site, zone: input.zone.name }),
  });
  const pages = listPages(input, index, touched);
  return {
    assets: touched === undefined ? [...assets, command].map(({ path, bytes }) => toOutput(path, bytes)) : [],
    ofPart: [...downloads.ofPart, ...outputsOf(pages.ofPart)],
    ofSite: [
      ...downloads.ofSite,
      ...outputsOf(pages.ofSite),
      { path: STATUS_JSON_PATH, stage: "overview", make: () => renderStatusJson(siteStatus(input, index)) },
    ],
  };
}

function toOutput(path: string, bytes: string | Uint8Array): Output {
  return { path, stage: "asset", make: () => bytes };
}
