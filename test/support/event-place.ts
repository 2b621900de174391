import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GenPlace } from "./gen-place.js";

/** A place whose server has an event file. */
export interface EventPlace extends GenPlace {
  readonly events: string;
}

/** @param more lines of the config, before its servers */
export function makeEventPlace(folder: string, more = ""): EventPlace {
  const [history, out, status] = [join(folder, "history"), join(folder, "out"), join(folder, "status.log")];
  const [config, events] = [join(folder, "site.toml"), join(folder, "spool", "vpn.events")];
  mkdirSync(join(folder, "spool"), { recursive: true });
  const aliases = fileURLToPath(new URL("../fixtures/no-aliases.json", import.meta.url));
  const text = [
    'command = "openvpn-status-site"',
    `aliases = ${JSON.stringify(aliases)}`,
    'timezone = "UTC"',
    `history = ${JSON.stringify(history)}`,
    `out = ${JSON.stringify(out)}`,
    more,
    "[[server]]",
    'name = "vpn"',
    `status = ${JSON.stringify(status)}`,
    `events = ${JSON.stringify(events)}`,
  ];
  writeFileSync(config, `${text.join("\n")}\n`);
  return { folder, status, history, out, events, args: (now) => ["gen", "--config", config, "--now", now] };
}

/** What the hook tells of one client; times are ISO texts. */
export interface EventLine {
  readonly kind: "connect" | "disconnect";
  readonly since: string;
  readonly name: string;
  /** In seconds. */
  readonly duration?: number;
  readonly ip?: string;
  readonly port?: number;
  readonly tunnelIp?: string;
  readonly received?: number;
  readonly sent?: number;
  readonly version?: string;
  readonly platform?: string;
}

/** A line of an event file, with its line break. */
export function toEventLine(line: EventLine): string {
  const isEnd = line.kind === "disconnect";
  const fields = [
    "1",
    `client-${line.kind}`,
    Date.parse(line.since) / 1000,
    isEnd ? (line.duration ?? 0) : "",
    line.name,
    "",
    line.ip ?? "203.0.113.10",
    line.port ?? 40_000,
    line.tunnelIp ?? "10.8.0.2",
    "",
    isEnd ? (line.received ?? 0) : "",
    isEnd ? (line.sent ?? 0) : "",
    line.version ?? "2.6.14",
    line.platform ?? "linux",
    "",
  ];
  return `${fields.join("\t")}\n`;
}
