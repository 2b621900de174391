import { PAGES_POLICY } from "../../src/render/system/web-site-file.js";
import { readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { once } from "node:events";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "application/javascript",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".csv": "text/csv",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export interface ServedRequest {
  readonly path: string;
  readonly status: number;
}

/** Serves a folder as nginx would, below `/vpn/`: with ETags of mtime and size, and the policy of the printed configs for pages. */
export interface NginxLikeServer {
  /** With its last `/`. */
  readonly url: string;
  /** In order; a test may empty it. */
  readonly requests: ServedRequest[];
  /** Responses that replace the folder's files, by path below `url`. */
  readonly answers: Map<string, { readonly status: number; readonly body: string }>;
  /** The `Date` of the answers in epoch seconds; none is sent while undefined. */
  dateSeconds: number | undefined;
  readonly close: () => Promise<void>;
}

const PREFIX = "/vpn/";

export async function serveLikeNginx(folder: string): Promise<NginxLikeServer> {
  const requests: ServedRequest[] = [];
  const answers: NginxLikeServer["answers"] = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "", "http://x").pathname);
    response.sendDate = false;
    if (served.dateSeconds !== undefined) response.setHeader("Date", new Date(served.dateSeconds * 1000).toUTCString());
    response.setHeader("Content-Security-Policy", PAGES_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    const answer = answers.get(path.slice(PREFIX.length));
    if (answer === undefined) sendFile(request, response, folder, path);
    else response.writeHead(answer.status, { "Content-Type": "text/html" }).end(answer.body);
    requests.push({ path: path.slice(PREFIX.length), status: response.statusCode });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const served: NginxLikeServer = {
    url: `http://127.0.0.1:${address.port}${PREFIX}`,
    requests,
    answers,
    dateSeconds: undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return served;
}

function sendFile(request: IncomingMessage, response: ServerResponse, folder: string, path: string): void {
  const inside = normalize(path.slice(PREFIX.length));
  const file = join(folder, inside.endsWith("/") || inside === "." ? `${inside}/index.html` : inside);
  const found =
    path.startsWith(PREFIX) && !inside.startsWith("..") ? statSync(file, { throwIfNoEntry: false }) : undefined;
  if (found?.isFile() !== true) {
    response.writeHead(404).end();
    return;
  }
  const etag = `"${Math.floor(found.mtimeMs / 1000).toString(16)}-${found.size.toString(16)}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Last-Modified", found.mtime.toUTCString());
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
  response.writeHead(200).end(readFileSync(file));
}
