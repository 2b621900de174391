import { ProblemError } from "../../text/problem.js";

/** Where a server's management interface listens. */
export type ManagementAddress =
  | { readonly kind: "unix"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

/** Whether a status path is the address of a management interface, which is not resolved against a folder. */
export function isManagementAddress(status: string): boolean {
  return /^(?:unix|tcp):/.test(status);
}

/**
 * Parses `unix:/path`, `tcp:HOST:PORT` or `tcp:[::1]:PORT`.
 *
 * @throws ProblemError of kind `config` for anything else
 */
export function parseManagementAddress(status: string): ManagementAddress {
  const path = /^unix:(\/.*)$/s.exec(status)?.[1];
  if (path !== undefined) return { kind: "unix", path };

  const [, bracketed, plain, digits] = /^tcp:(?:\[([^[\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(status) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host !== undefined && port >= 1 && port <= 65_535) return { kind: "tcp", host, port };

  throw new ProblemError({
    kind: "config",
    what: (t) => t.config.noAddress(JSON.stringify(status)),
    fix: (t) => t.config.noAddressFix,
  });
}
