import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OwnCalendar } from "./own-calendar.js";
import { packageCopy, type PackageCopy } from "./package-copy.js";
import type { SeededRandom } from "./seeded-random.js";
import { SoakOracle } from "./soak-oracle.js";
import { isThere, sighting } from "./story-truth.js";
import type { StoryConnection } from "./vpn-story.js";
import { writeStatus } from "./write-status.js";

export const SOAK_ZONE = "Europe/Berlin";
/** The last two write version 1, in which clients have no ids. */
const SERVERS = ["berlin", "oslo", "ham<b>urg", "paris", "old 2.3"] as const;
const WITHOUT_IDS: readonly string[] = SERVERS.slice(3);
const NAMES = ["alice", "Bob, Smith", "=cmd|'x'", "carol@example.com", "__proto__", "ü 😀", "dave", "erin", "frank"];
const HOUR_SECONDS = 3600;

/**
 * Five servers over a long time: who connects, and what the servers write. Nothing of it knows the program: what must be
 * in the history is told by its oracle.
 */
export class SoakWorld {
  readonly folder: string;
  readonly history: string;
  readonly out: string;
  readonly configPath: string;
  readonly program: PackageCopy;
  readonly random: SeededRandom;
  readonly calendar = OwnCalendar.of(SOAK_ZONE);
  readonly oracle = new SoakOracle(this.calendar);
  nowSeconds: number;
  keepDays: number | null = null;
  #connections: StoryConnection[] = [];
  readonly #darkUntil = new Map<string, number>();
  readonly #nextIds = new Map<string, number>();
  #number = 0;
  #lastSeconds: number;
  readonly #joinsPerDay: number;

  constructor(folder: string, random: SeededRandom, nowSeconds: number, joinsPerDay = 144) {
    this.#joinsPerDay = joinsPerDay;
    this.folder = folder;
    this.history = join(folder, "history");
    this.out = join(folder, "out");
    this.configPath = join(folder, "site.toml");
    this.program = packageCopy(join(folder, "program"));
    this.random = random;
    this.nowSeconds = nowSeconds;
    this.#lastSeconds = nowSeconds - 600;
    mkdirSync(this.history);
    this.writeConfig();
  }

  writeConfig(): void {
    const lines = [`timezone = "${SOAK_ZONE}"`, `keep = "${this.keepDays === null ? "off" : `${this.keepDays}d`}"`];
    const servers = SERVERS.map((server) => {
      const status = JSON.stringify(this.#statusPath(server));
      return `[[server]]\nname = ${JSON.stringify(server)}\nstatus = ${status}\ntimezone = "UTC"`;
    });
    writeFileSync(this.configPath, [...lines, 'command = "vpn-site"', "feed = true", ...servers].join("\n"));
  }

  /** @param local `2026-11-21 12:10:00` in the site's zone, by day: no hour that is there twice */
  toSeconds(local: string): number {
    const [day = "", clock = ""] = local.split(" ");
    const [hours = 0, minutes = 0] = clock.split(":").map(Number);
    return this.calendar.toDayStart(this.calendar.nextDay(day)) - 86_400 + hours * HOUR_SECONDS + minutes * 60;
  }

  /** A new one each time. */
  nextNumber(): number {
    this.#number += 1;
    return this.#number;
  }

  /** What has happened since the last time, and what the servers write of it. */
  look(): void {
    const { random, nowSeconds } = this;
    const elapsed = nowSeconds - this.#lastSeconds;
    // Some days have a restart, or a server that writes nothing for some hours.
    const joins = (elapsed * this.#joinsPerDay) / 86_400;
    for (let chance = joins; chance > 0; chance -= 1) if (random.next() < chance) this.#connect();
    if (random.next() < elapsed / (3 * 86_400)) this.#restart(random.pick(SERVERS));
    if (random.next() < elapsed / (5 * 86_400)) {
      this.#darkUntil.set(random.pick(SERVERS), nowSeconds + random.below(5 * HOUR_SECONDS));
    }
    for (const server of SERVERS) {
      const isDark = (this.#darkUntil.get(server) ?? 0) > nowSeconds;
      // One of them always writes: else `keep` would wait.
      if (!isDark || server === SERVERS[0]) this.#write(server);
    }
    this.#connections = this.#connections.filter((one) => {
      return one.endSeconds > nowSeconds || this.oracle.isShown(one);
    });
    this.#lastSeconds = nowSeconds;
  }

  #write(server: string): void {
    const here = this.#connections.filter((one) => one.server === server && isThere(one, this.nowSeconds));
    const seen = here.map((connection) => ({ connection, ...sighting(connection, this.nowSeconds, 0) }));
    this.oracle.see(server, this.nowSeconds, seen);
    const clients = seen.map(({ connection, bytesReceived, bytesSent }) => ({
      commonName: connection.user,
      realAddress: `203.0.113.${connection.port % 250}:${connection.port}`,
      virtualAddress: `10.8.${connection.port % 200}.${connection.port % 250}`,
      bytesReceived,
      bytesSent,
      connectedSinceSeconds: connection.startSeconds,
      username: "",
      ...(connection.clientId === "" ? {} : { clientId: Number(connection.clientId) }),
    }));
    const format = WITHOUT_IDS.includes(server)
      ? ({ version: 1, release: "2.3" } as const)
      : ({ version: server === SERVERS[1] ? 2 : 3, release: "2.6" } as const);
    writeFileSync(this.#statusPath(server), writeStatus({ updatedSeconds: this.nowSeconds, clients }, format));
  }

  #connect(server: string = this.random.pick(SERVERS), user = this.random.pick(NAMES)): void {
    const { random } = this;
    const startSeconds = this.#lastSeconds + 1 + random.below(this.nowSeconds - this.#lastSeconds);
    // Two of one name that began in the same second could not be told apart in the history.
    if (this.oracle.hasStart(server, user, startSeconds)) return;
    const seconds = random.pick([300, 3000, 4 * HOUR_SECONDS, 9 * HOUR_SECONDS, 40 * HOUR_SECONDS, 200 * HOUR_SECONDS]);
    const id = this.#nextIds.get(server) ?? 0;
    this.#nextIds.set(server, id + 1);
    this.#connections.push({
      server,
      user,
      startSeconds,
      endSeconds: startSeconds + 60 + random.below(seconds),
      clientId: WITHOUT_IDS.includes(server) ? "" : String(id),
      port: 1000 + (this.nextNumber() % 60_000),
      floatsSeconds: Infinity,
      bytesPerSecond: [1 + random.below(20_000), random.below(20_000)],
      splitSeconds: random.below(86_400),
      fallsEvery: 0,
    });
    this.oracle.start(server, user, startSeconds);
  }

  /** All connections end, client ids start again from 0, and most clients return. */
  #restart(server: string): void {
    this.#nextIds.set(server, 0);
    const left = this.#connections.filter((one) => one.server === server && isThere(one, this.nowSeconds));
    this.#connections = this.#connections.map((one) => {
      return left.includes(one) ? { ...one, endSeconds: this.#lastSeconds } : one;
    });
    for (const { user } of left) if (this.random.next() < 0.8) this.#connect(server, user);
  }

  #statusPath(server: string): string {
    return join(this.folder, `${(SERVERS as readonly string[]).indexOf(server)}.log`);
  }
}
