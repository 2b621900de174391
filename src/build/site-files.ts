import { createHash } from "node:crypto";
import { basename } from "node:path";
import { LOGO_NAMES, OWN_STYLE_NAME } from "../io/config/read-appearance.js";
import { ACCENT_STYLE_NAME } from "../render/html/accent-css.js";
import { browserScript, commandScript } from "../render/html/browser-script.js";
import { makeHtmlRenderer, type HtmlRenderer, type HtmlSite, type Templates } from "../render/html/html.js";
import { COMMAND_SCRIPT_PATH } from "../site/site-paths.js";
import { findServersLink } from "../site/pages/server-links.js";
import { makePartFilter, type SitePart } from "../site/further/site-parts.js";
import type { SiteIndex } from "../site/site-index.js";
import type { SiteInput } from "../site/site-input.js";
import type { Target } from "../site/target.js";
import { fingerprint } from "../site/fingerprint.js";

const MAIN_SCRIPT = "main.js";
/** The main script loads it when someone first searches. */
const FIND_SCRIPT = "find.js";
/** In this order, the admin's own last. */
const ADDED_STYLES: readonly string[] = [ACCENT_STYLE_NAME, OWN_STYLE_NAME];

/** What all pages share: their assets, and the renderer that links to them. */
interface SiteFiles {
  readonly assets: readonly Target[];
  readonly renderPage: HtmlRenderer;
  /** Changes with the program and with what every page shows. */
  readonly frameKey: string;
}

interface SiteFileTools {
  readonly templates: Templates;
  readonly programVersion: string;
  /** The parts of the site; null: all. Pages link to no others. */
  readonly parts?: readonly SitePart[] | null;
  /** Whether a file is there when the page is that links to it; absent: all that the site has are. */
  readonly isThere?: (path: string, from: string) => boolean;
}

/**
 * @param files the package's own and the admin's, by name: all but the main script are published as they are
 */
export function toSiteFiles(
  input: SiteInput,
  index: Pick<SiteIndex, "servers" | "serverSlugs">,
  files: ReadonlyMap<string, Uint8Array>,
  { templates, programVersion, parts = null, isThere = makePartFilter(parts) }: SiteFileTools,
): SiteFiles {
  const findScript = files.get(FIND_SCRIPT);
  if (findScript === undefined) throw new Error(`the package has no asset ${FIND_SCRIPT}`);
  const findName = basename(assetPath(FIND_SCRIPT, findScript));
  const assets = [...files].map(([name, file]) => {
    const bytes = name === MAIN_SCRIPT ? browserScript(file, input.language, input.dateFormat, findName) : file;
    return { name, path: assetPath(name, bytes), bytes };
  });
  const toAssetPath = (name: string): string => {
    const path = assets.find((asset) => asset.name === name)?.path;
    if (path === undefined) throw new Error(`the package has no asset ${name}`);
    return path;
  };
  const site: HtmlSite = {
    title: input.title,
    language: input.language,
    dateFormat: input.dateFormat,
    zone: input.zone,
    stylePaths: ["site.css", ...ADDED_STYLES.filter((name) => files.has(name))].map(toAssetPath),
    logoPath: assets.find(({ name }) => LOGO_NAMES.includes(name))?.path ?? null,
    themeScriptPath: toAssetPath("early-theme.js"),
    scriptPath: toAssetPath(MAIN_SCRIPT),
    iconPaths: {
      ok: toAssetPath("favicon-ok.svg"),
      problem: toAssetPath("favicon-problem.svg"),
      idle: toAssetPath("favicon.svg"),
    },
    servers: findServersLink(input, index),
  };
  const command = commandScript(input.pruneCommand);
  return {
    assets: [
      // The name changes with the bytes.
      ...assets.map(({ path, bytes }) => toAsset(path, bytes, path)),
      toAsset(COMMAND_SCRIPT_PATH, command, command),
    ],
    renderPage: makeHtmlRenderer(templates, site, isThere),
    frameKey: fingerprint(programVersion, { ...site, zone: input.zone.name }, parts),
  };
}

function toAsset(path: string, bytes: string | Uint8Array, shown: string): Target {
  return { path, stage: "asset", toKey: () => shown, make: () => bytes };
}

/** Where an asset is in `out/`: `assets/style.<hash>.css`. Its name changes with its bytes, so that it never goes stale. */
function assetPath(name: string, bytes: Uint8Array): string {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  return `assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}
