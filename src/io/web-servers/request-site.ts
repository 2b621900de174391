import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isObject } from "../files/is-object.js";
import type { WebSite } from "./web-site.js";

/** A web server's answer to a request for the site. */
export type SiteAnswer = { readonly url: string } & (
  | { readonly kind: "site" | "password" }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "forbidden"; readonly isMeant: boolean }
  | { readonly kind: "other"; readonly status: number }
);

const TIMEOUT_MS = 3000;
const MAX_BYTES = 64 * 1024 * 1024;
/** Every page requests this file, and no other site has one like it. */
const PATH = "/status.json";

/** Requests the site from a web server on this host, by the site's name. */
export async function requestSite(site: WebSite): Promise<SiteAnswer> {
  const { address, port, name, isTls, hasAddressRule } = site;
  const host = name ?? "localhost";
  const scheme = isTls ? "https" : "http";
  const url = `${scheme}://${host}${port === (isTls ? 443 : 80) ? "" : `:${port}`}/`;
  try {
    const { status, body } = await get({ address, port, host, isTls });
    if (status === 200) return { url, ...(isStatus(body) ? { kind: "site" } : { kind: "other", status }) };
    if (status === 401) return { url, kind: "password" };
    if (status === 403) return { url, kind: "forbidden", isMeant: hasAddressRule };
    return { url, kind: "other", status };
  } catch (error) {
    return {
      url,
      kind: "refused",
      detail: error instanceof Error && "code" in error ? String(error.code) : String(error),
    };
  }
}

interface HttpRequest {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly isTls: boolean;
}

function get({ address, port, host, isTls }: HttpRequest): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      host: address,
      port,
      path: PATH,
      headers: { Host: host, Accept: "application/json" },
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // Its certificate is for the name, and whether it is valid is the browser's business.
      ...(isTls ? { rejectUnauthorized: false, servername: host } : {}),
    };
    const take = (response: IncomingMessage): void => {
      readBody(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      }, reject);
    };
    (isTls ? httpsRequest : httpRequest)(options, take).on("error", reject).end();
  });
}

/** Empty if it is too long. @throws the system's error if it does not come whole */
async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function isStatus(body: string): boolean {
  try {
    const status: unknown = JSON.parse(body);
    return isObject(status) && "schema_version" in status && "generated" in status;
  } catch {
    return false;
  }
}
