import { NO_CERTIFICATES } from "../../src/site/certificates/certificates.js";
import { NO_COUNTRIES } from "../../src/site/countries.js";
import { NO_DETAILS, type Session } from "../../src/history/session.js";
import { makeHtmlRenderer } from "../../src/render/html/html.js";
import { listHistoryPaths } from "../../src/site/list-paths.js";
import { findServersLink } from "../../src/site/pages/server-links.js";
import { allPages, indexAll, type FullInput } from "./full-index.js";
import type { SourceView } from "../../src/site/site-input.js";
import { makeZone } from "../../src/status/zone.js";
import { readTemplates } from "./read-templates.js";
import { DATE_FORMATS } from "../../src/text/format/date-format.js";

export const BERLIN = makeZone("Europe/Berlin");

/** 2026-11-21 15:12:07 in Berlin. */
export const NOW_SECONDS = at("2026-11-21T14:12:07Z");

export function at(instant: string): number {
  return Date.parse(instant) / 1000;
}

let sessionNumber = 0;

/** An ended session of an hour, seen until its end, with the given fields. */
export function exampleSession(fields: Partial<Session> & Pick<Session, "user">): Session {
  sessionNumber += 1;
  const startSeconds = fields.startSeconds ?? at("2026-11-20T08:00:00Z");
  const endSeconds = fields.endSeconds === undefined ? startSeconds + 3600 : fields.endSeconds;
  return {
    id: `s${String(sessionNumber).padStart(9, "0")}`,
    server: "berlin",
    commonName: fields.user,
    username: "",
    realAddress: "203.0.113.7:40001",
    publicIp: "203.0.113.7",
    tunnelIp: "10.8.0.2",
    tunnelIpv6: "",
    clientId: "3",
    cipher: "AES-256-GCM",
    startSeconds,
    endSeconds,
    lastSeenSeconds: endSeconds ?? NOW_SECONDS - 7,
    bytesReceived: 1_000_000,
    bytesSent: 2_000_000,
    ...NO_DETAILS,
    ...fields,
  };
}

export const OK_SOURCE: SourceView = {
  server: "berlin",
  source: "/run/openvpn-server/status-berlin.log",
  state: "ok",
  stateSinceSeconds: NOW_SECONDS - 86_400,
  snapshotSeconds: NOW_SECONDS - 7,
  detail: "",
  advice: null,
  connectingCount: 0,
  report: {
    kind: "server",
    title: "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)]",
    longestQueue: 3,
    hasDco: true,
  },
  routes: [],
  rowsSetAside: [],
  eventSpans: [],
  limits: { maxClients: null, poolSize: null },
};

export function exampleInput(fields: Partial<FullInput>): FullInput {
  return {
    title: "VPN Berlin",
    language: "en",
    dateFormat: DATE_FORMATS[fields.language ?? "en"],
    zone: BERLIN,
    nowSeconds: NOW_SECONDS,
    pruneCommand: "openvpn-status-site prune",
    recentDays: 7,
    hasWall: false,
    staleAfterSeconds: 300,
    aliases: new Map(),
    countries: NO_COUNTRIES,
    certificates: NO_CERTIFICATES,
    fileProblems: { aliases: "", countries: "", certificates: "" },
    sources: [OK_SOURCE],
    openSessions: [],
    endedSessions: [],
    usage: [],
    samples: [],
    monitored: [],
    exactlyMonitoredFrom: null,
    clientHours: [],
    ...fields,
  };
}

const STYLE_PATH = "assets/style.0123abcd.css";
const THEME_SCRIPT_PATH = "assets/early-theme.0123abcd.js";
const SCRIPT_PATH = "assets/main.0123abcd.js";
const ICON_PATHS = {
  ok: "assets/favicon-ok.0123abcd.svg",
  problem: "assets/favicon-problem.0123abcd.svg",
  idle: "assets/favicon.0123abcd.svg",
};

/** Every page of a site as HTML, by path. */
export function renderSite(input: FullInput): ReadonlyMap<string, string> {
  const { title, language, dateFormat, zone } = input;
  const index = indexAll(input);
  const render = makeHtmlRenderer(
    readTemplates(),
    {
      title,
      language,
      dateFormat,
      zone,
      stylePaths: [STYLE_PATH],
      logoPath: null,
      themeScriptPath: THEME_SCRIPT_PATH,
      scriptPath: SCRIPT_PATH,
      iconPaths: ICON_PATHS,
      servers: findServersLink(input, index),
    },
    () => true,
  );
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0H8"/></svg>';
  return new Map(
    allPages(input, index).map(({ path, charts, makeModel }) => [
      path,
      render(
        makeModel(charts.map(({ makeFigure }) => makeFigure())),
        new Map(charts.map((chart) => [chart.path, svg])),
      ),
    ]),
  );
}

/** Every path of the site that is not a page. */
export function otherPaths(input: FullInput): readonly string[] {
  const downloads = [...listHistoryPaths(input, indexAll(input), new Map())].filter((path) =>
    path.startsWith("downloads/"),
  );
  const files = [STYLE_PATH, THEME_SCRIPT_PATH, SCRIPT_PATH, ...Object.values(ICON_PATHS)];
  const charts = allPages(input).flatMap((page) => page.charts.map(({ path }) => path));
  return [...files, ...charts, "status.json", "prune-command.js", ...downloads];
}
