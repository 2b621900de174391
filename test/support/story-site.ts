import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runAsFullBuild, type Place, type SiteCommand, type Step } from "./full-build.js";
import { at } from "./make-session.js";
import { CLI, type CliRun } from "./run-cli.js";
import { makeHost, runHere } from "./run-here.js";
import { tempFolderInMemory, type WithAfter } from "./temp-folder.js";
import { writeStatus, type WrittenClient } from "./write-status.js";

/** Done, or a source is missing or cannot be read: the site is made all the same. */
const SITE_IS_MADE: readonly (number | null)[] = [0, 65, 66];

/** Keys of the config file, as far as a story sets them. */
export interface StoryConfig {
  readonly servers?: readonly string[];
  /** In place of servers: each status file that there is. */
  readonly hasPattern?: true;
  readonly timezone?: string;
  readonly user_from?: "common_name" | "username";
  readonly users_ignore_case?: boolean;
  readonly keep?: string;
  readonly title?: string;
  readonly language?: string;
  readonly recent_days?: number;
  readonly stale_after?: string;
  readonly geoip?: string;
  readonly easyrsa_index?: string;
}

/** What a story sets of a client; the rest has defaults. */
export type StoryClient = Pick<WrittenClient, "commonName"> &
  Partial<WrittenClient> & {
    /** When it connected, in ISO 8601. */
    readonly since: string;
  };

/** Servers, their clients, a history and its site, at a time that a test moves on as it likes. */
export class StorySite implements Place {
  readonly folder: string;
  readonly history: string;
  readonly out: string;
  config: StoryConfig;
  /** How often a run may ask for the time before it is over, as if each file took long. */
  asksBeforeTimeIsUp = Infinity;
  /** The program and its system. */
  host = { ...makeHost(CLI, "/"), systemZone: "UTC" };
  #now: string;
  readonly #clients = new Map<string, readonly StoryClient[]>();

  /** @param now in ISO 8601; nothing has happened by then */
  constructor(test: WithAfter, now: string, config: StoryConfig = {}) {
    this.folder = tempFolderInMemory(test);
    this.history = join(this.folder, "history");
    this.out = join(this.folder, "out");
    this.config = config;
    this.#now = now;
    mkdirSync(this.history);
    this.writeAliases({});
  }

  writeAliases(aliases: Readonly<Record<string, string>>): void {
    writeFileSync(join(this.folder, "aliases.json"), JSON.stringify(aliases));
  }

  /** Sets the time; servers write nothing by themselves. */
  becomes(now: string): this {
    this.#now = now;
    return this;
  }

  /** A server writes its status: these clients are connected. */
  shows(clients: readonly StoryClient[], server = "vpn"): this {
    this.#clients.set(server, clients);
    writeFileSync(this.statusPath(server), toStatusText(this.#now, clients));
    return this;
  }

  /** All servers, or one, write their status again with the same clients. */
  showsThemAgain(...servers: readonly string[]): this {
    for (const [server, clients] of this.#clients) {
      if (servers.length === 0 || servers.includes(server)) this.shows(clients, server);
    }
    return this;
  }

  /**
   * A status file of a time, for `import`. @returns its path
   *
   * @returns its path
   */
  archive(time: string, clients: readonly StoryClient[]): string {
    const path = join(this.folder, `archive-${time.replaceAll(":", "")}.log`);
    writeFileSync(path, toStatusText(time, clients));
    return path;
  }

  /**
   * Runs a command that must fail. @returns what it prints
   *
   * @returns what it says
   */
  async fail(status: number, ...command: SiteCommand): Promise<string> {
    const run = await this.tryToRun(...command);
    assert.equal(run.status, status, run.stderr);
    return run.stderr;
  }

  /** Runs a command that may fail. */
  tryToRun(...command: SiteCommand): Promise<CliRun> {
    return this.#start(this, command);
  }

  /** Runs a command without comparing the result. */
  async run(...command: SiteCommand): Promise<void> {
    await this.#runIn(this, command);
  }

  /** Runs a command. @throws AssertionError unless it leaves what a full build makes */
  async runAsFullBuild(what: string, ...command: SiteCommand): Promise<void> {
    await this.#runAsFullBuild({ what }, command);
  }

  /** The same where someone has changed files of `out/`. */
  async mendAsFullBuild(what: string, ...command: SiteCommand): Promise<void> {
    await this.#runAsFullBuild({ what, before: new Map() }, command);
  }

  async genAsFullBuild(what: string): Promise<void> {
    await this.runAsFullBuild(what, "gen");
  }

  /** The text of a file of the site. */
  page(path: string): string {
    return readFileSync(join(this.out, path), "utf8");
  }

  async #runAsFullBuild(step: Pick<Step, "what" | "before">, command: SiteCommand): Promise<void> {
    const { folder } = this;
    const run = (place: Place, one: SiteCommand): Promise<void> => this.#runIn(place, one);
    await runAsFullBuild({ ...step, folder, place: this, run, what: `${step.what}, at ${this.#now}` }, command);
  }

  async #runIn(place: Place, command: SiteCommand): Promise<void> {
    const { status, stdout, stderr } = await this.#start(place, command);
    const what = `${command.join(" ")} at ${this.#now}: exit code ${status ?? "?"}`;
    assert.ok(SITE_IS_MADE.includes(status), `${what}: ${stdout}${stderr}`);
    // If all is well, cron has nothing to send.
    if (command[0] === "gen" && status === 0) assert.equal(stdout + stderr, "", what);
  }

  #start({ history, out }: Place, [command, ...more]: SiteCommand): Promise<CliRun> {
    this.#writeConfig();
    const folders = ["--config", join(this.folder, "site.toml"), "--history", history, "--out", out];
    let asked = 0;
    const elapsedSeconds = (): number => (++asked > this.asksBeforeTimeIsUp ? 100 : 0);
    return runHere([command, ...folders, "--now", this.#now, "-q", ...more], { ...this.host, elapsedSeconds });
  }

  #writeConfig(): void {
    const { servers = ["vpn"], hasPattern = false, timezone = "UTC", ...more } = this.config;
    const keys = { aliases: join(this.folder, "aliases.json"), command: "vpn-site", timezone, ...more };
    const lines = Object.entries(keys).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    const tables = hasPattern
      ? [`[[server]]\nstatus = ${JSON.stringify(this.statusPath("*"))}`]
      : servers.map((server) => {
          return `[[server]]\nname = ${JSON.stringify(server)}\nstatus = ${JSON.stringify(this.statusPath(server))}`;
        });
    rmSync(join(this.folder, "site.toml"), { force: true });
    writeFileSync(join(this.folder, "site.toml"), [...lines, ...tables, ""].join("\n"));
  }

  statusPath(server: string): string {
    return join(this.folder, `${server}.log`);
  }
}

function toStatusText(time: string, clients: readonly StoryClient[]): string {
  const rows = clients.map(({ since, ...client }): WrittenClient => {
    const own = 100 + (Buffer.from(client.commonName).reduce((sum, byte) => sum + byte, 0) % 100);
    return {
      realAddress: `203.0.113.${own}:40000`,
      virtualAddress: `10.8.0.${own}`,
      bytesReceived: 1000,
      bytesSent: 3000,
      connectedSinceSeconds: at(since),
      username: "",
      clientId: own,
      ...client,
    };
  });
  return writeStatus({ updatedSeconds: at(time), clients: rows }, { version: 2, release: "2.6" });
}
