import { browserScript } from "../render/browser-script.js";
import type { ChartImages } from "../render/chart-connections.js";
import { makeHtmlRenderer } from "../render/html.js";
import { renderStatusJson } from "../render/status-json.js";
import { assetPath } from "../site/asset-path.js";
import { listPages } from "../site/list-pages.js";
import type { Output } from "../site/output.js";
import { indexSite } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import { CONNECTIONS_CHART_PATH, STATUS_JSON_PATH } from "../site/site-paths.js";
import { siteStatus } from "../site/site-status.js";
import { planDownloads } from "./plan-downloads.js";

const MAIN_SCRIPT = "main.js";

/** The package's own files that a site is made of. */
export interface PackageFiles {
  /** eta templates by name. */
  readonly templates: ReadonlyMap<string, string>;
  /** Published by file name; all but the main script as they are. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

/**
 * Every file of the site, not made yet. Each is a function of the input and the package's files alone, so that the same
 * input gives the same bytes; whoever publishes may leave out what it knows to be unchanged.
 */
export function planOutputs(
  input: SiteInput,
  files: PackageFiles,
  chart: ChartImages,
  programVersion: string,
): readonly Output[] {
  const assets = [...files.assets].map(([name, file]) => {
    const bytes = name === MAIN_SCRIPT ? browserScript(file, input.language) : file;
    return { name, path: assetPath(name, bytes), bytes };
  });
  const pathOfAsset = (name: string): string => {
    const path = assets.find((asset) => asset.name === name)?.path;
    if (path === undefined) throw new Error(`the package has no asset ${name}`);
    return path;
  };
  const renderPage = makeHtmlRenderer(files.templates, {
    title: input.title,
    language: input.language,
    zone: input.zone,
    stylePaths: ["style.css", "controls.css"].map(pathOfAsset),
    themeScriptPath: pathOfAsset("early-theme.js"),
    scriptPath: pathOfAsset(MAIN_SCRIPT),
    iconPaths: {
      ok: pathOfAsset("favicon-ok.svg"),
      problem: pathOfAsset("favicon-problem.svg"),
      idle: pathOfAsset("favicon.svg"),
    },
    staleAfterSeconds: input.staleAfterSeconds,
  });
  const index = indexSite(input);
  const pages = listPages(input, index, { svg: chart.inline, path: CONNECTIONS_CHART_PATH });
  return [
    ...assets.map(({ path, bytes }): Output => ({ path, stage: "asset", make: () => bytes })),
    { path: CONNECTIONS_CHART_PATH, stage: "chart", make: () => chart.standalone },
    ...planDownloads(input, index, programVersion),
    ...pages.map(({ path, stage, makeModel }): Output => ({ path, stage, make: () => renderPage(makeModel()) })),
    { path: STATUS_JSON_PATH, stage: "overview", make: () => renderStatusJson(siteStatus(input, index)) },
  ];
}
