import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { NAMES_OF_ONE_SLUG } from "./names-of-one-slug.js";
import { packageCopy, type PackageCopy } from "./package-copy.js";
import type { SeededRandom } from "./seeded-random.js";
import { writeStatus, type WrittenClient } from "./write-status.js";

export const SCENE_SERVERS = ["berlin", "ham<b>urg"] as const;
export type SceneServer = (typeof SCENE_SERVERS)[number];

/** Some of them share a slug, and each must keep its own. */
const NAMES = [
  ...NAMES_OF_ONE_SLUG,
  "alice",
  "Alice",
  "bob",
  "Bob, Smith",
  "=cmd|'x'",
  "carol@example.com",
  "__proto__",
  "../../etc",
  "ü 😀",
];

/** A session as the history has it; its user is by the config of now. */
export interface SceneRow {
  readonly id: string;
  readonly start: string;
  readonly server: string;
  readonly user: string;
}

type CsvRow = Readonly<Record<string, string>>;

/** What the config file says. */
export interface SceneConfig {
  title: string;
  language: "en" | "de";
  timezone: string;
  recentDays: number;
  staleAfter: "5m" | "10m" | "1h";
  keep: string;
  userFrom: "common_name" | "username";
  servers: readonly SceneServer[];
}

/**
 * Everything that a run of `gen` reads and that may have changed since the last one: servers, clients, files, the time.
 */
export class VpnScene {
  readonly folder: string;
  readonly random: SeededRandom;
  nowSeconds: number;
  readonly history: string;
  readonly out: string;
  readonly configPath: string;
  readonly aliasesPath: string;
  readonly certificatesPath: string;
  readonly program: PackageCopy;
  readonly clients = new Map<SceneServer, WrittenClient[]>(SCENE_SERVERS.map((server) => [server, []]));
  /** Servers that write no status for now. */
  readonly dark = new Set<SceneServer>();
  /** What `prune` has saved, to be imported. */
  readonly backups: string[] = [];
  readonly config: SceneConfig = {
    title: "VPN",
    language: "en",
    timezone: "Europe/Berlin",
    recentDays: 7,
    staleAfter: "5m",
    keep: "off",
    userFrom: "common_name",
    servers: ["berlin"],
  };
  #number = 0;

  constructor(folder: string, random: SeededRandom, nowSeconds: number) {
    this.folder = folder;
    this.random = random;
    this.nowSeconds = nowSeconds;
    this.history = join(folder, "history");
    this.out = join(folder, "out");
    this.configPath = join(folder, "site.toml");
    this.aliasesPath = join(folder, "aliases.json");
    this.certificatesPath = join(folder, "index.txt");
    this.program = packageCopy(join(folder, "program"));
    mkdirSync(this.history);
    writeFileSync(this.aliasesPath, "{}");
    writeFileSync(this.certificatesPath, "");
    this.lookAtAll();
  }

  /** A new one each time. */
  nextNumber(): number {
    this.#number += 1;
    return this.#number;
  }

  anyName(): string {
    return this.random.pick(NAMES);
  }

  anyServer(): SceneServer {
    return this.random.pick(SCENE_SERVERS);
  }

  clientsOf(server: SceneServer): WrittenClient[] {
    const own = this.clients.get(server);
    if (own === undefined) throw new Error(`no server ${server}`);
    return own;
  }

  join(commonName = this.anyName(), server = this.anyServer()): void {
    const number = this.nextNumber();
    this.clientsOf(server).push({
      commonName,
      realAddress: `203.0.113.${number % 250}:${40_000 + number}`,
      virtualAddress: `10.8.0.${number % 250}`,
      bytesReceived: number,
      bytesSent: 3 * number,
      connectedSinceSeconds: this.nowSeconds - this.random.below(50),
      username: number % 3 === 0 ? "shared" : "",
      clientId: number,
      ...(number % 2 === 0 ? { virtualIpv6Address: `fd00::${number}` } : {}),
    });
  }

  /** A client's row changes, as OpenVPN may write it for a session that continues. */
  change(server: SceneServer, toChange: (client: WrittenClient) => Partial<WrittenClient>): void {
    const own = this.clientsOf(server);
    if (own.length === 0) return;
    const place = this.random.below(own.length);
    this.clients.set(
      server,
      own.map((client, index) => (index === place ? { ...client, ...toChange(client) } : client)),
    );
  }

  /** A client disconnects: the first one (true), or any. */
  leave(server: SceneServer, isFirst: boolean): void {
    const own = this.clientsOf(server);
    own.splice(isFirst ? 0 : this.random.below(own.length), 1);
  }

  /** The servers write what they see now, except those that are dark. */
  lookAtAll(): void {
    for (const server of SCENE_SERVERS) if (!this.dark.has(server)) this.look(server);
  }

  statusPath(server: SceneServer): string {
    return join(this.folder, `${SCENE_SERVERS.indexOf(server)}.log`);
  }

  statusText(server: SceneServer): string {
    const status = { updatedSeconds: this.nowSeconds, clients: this.clientsOf(server) };
    return writeStatus(status, { version: 3, release: "2.6" });
  }

  writeConfig(): void {
    const { title, language, timezone, recentDays, staleAfter, keep, userFrom, servers } = this.config;
    const lines = [
      ...Object.entries({ title, language, timezone, keep, aliases: this.aliasesPath }),
      ["easyrsa_index", this.certificatesPath] as const,
      ...Object.entries({ stale_after: staleAfter, user_from: userFrom, recent_days: recentDays, command: "vpn-site" }),
      ["expected", ["alice", "b*", "nobody"]] as const,
    ].map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    const tables = servers.map((server) => {
      return `[[server]]\nname = ${JSON.stringify(server)}\nstatus = ${JSON.stringify(this.statusPath(server))}`;
    });
    writeFileSync(this.configPath, [...lines, "feed = true", ...tables].join("\n"));
  }

  /** Names of the day files of ended sessions, oldest first. */
  dayFiles(): readonly string[] {
    const folder = join(this.history, "sessions");
    mkdirSync(folder, { recursive: true });
    return readdirSync(folder).sort();
  }

  /** Ended sessions, in the order of their starts. */
  endedSessions(): readonly SceneRow[] {
    const rows = this.dayFiles().flatMap((name) => readRows(join(this.history, "sessions", name)));
    return rows.map((row) => this.#readRow(row)).sort((a, b) => (a.start < b.start ? -1 : 1));
  }

  /** The same with the running ones. */
  allSessions(): readonly SceneRow[] {
    const open = join(this.history, "open.csv");
    const running = existsSync(open) ? readRows(open).map((row) => this.#readRow(row)) : [];
    return [...this.endedSessions(), ...running];
  }

  #readRow({
    id = "",
    start = "",
    server = "",
    user = "",
    common_name: commonName = "",
    username = "",
  }: CsvRow): SceneRow {
    const name = this.config.userFrom === "username" ? username || commonName : commonName || username;
    return { id, start, server, user: name || user };
  }

  forgetCache(): void {
    rmSync(join(this.history, "cache"), { recursive: true, force: true });
  }

  private look(server: SceneServer): void {
    const grown = this.clientsOf(server).map((client) => ({
      ...client,
      bytesReceived: client.bytesReceived + 999,
      bytesSent: client.bytesSent + this.random.below(50_000),
    }));
    this.clients.set(server, grown);
    writeFileSync(this.statusPath(server), this.statusText(server));
  }
}

function readRows(path: string): readonly CsvRow[] {
  return parse(readFileSync(path, "utf8"), { columns: true });
}
