import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI } from "./run-cli.js";
import { makeHost, runHere } from "./run-here.js";
import { tempFolderInMemory, type WithAfter } from "./temp-folder.js";
import { writeStatus } from "./write-status.js";

const CLIENTS_OF_EACH = 2;

/** Many servers with few clients each, watched by one `gen`. */
export class FleetPlace {
  readonly out: string;
  readonly history: string;
  readonly #folder: string;
  readonly #serverCount: number;
  readonly #toUser: (client: string) => string;
  #nowSeconds = Date.parse("2026-11-21T12:00:00Z") / 1000;
  readonly #startSeconds = this.#nowSeconds - 2 * 86_400;

  /** @param toUser the common name of a client, from one that no other client has */
  constructor(test: WithAfter, serverCount: number, toUser: (client: string) => string) {
    this.#folder = tempFolderInMemory(test);
    this.out = join(this.#folder, "out");
    this.history = join(this.#folder, "history");
    this.#serverCount = serverCount;
    this.#toUser = toUser;
    mkdirSync(this.out);
    const servers = this.#numbers().map(
      (number) => `[[server]]\nname = "server ${number}"\nstatus = "${number}.log"\n`,
    );
    writeFileSync(join(this.#folder, "site.toml"), ['timezone = "UTC"', "feed = true", ...servers].join("\n"));
  }

  /** A while later, each server shows so many of its clients. */
  async run(afterSeconds: number, clientsOfEach = CLIENTS_OF_EACH): Promise<void> {
    this.#nowSeconds += afterSeconds;
    for (const number of this.#numbers()) this.#writeStatus(number, clientsOfEach);
    await this.#gen();
  }

  /** A while later, no server has written anything. */
  async runWithoutNews(afterSeconds: number): Promise<void> {
    this.#nowSeconds += afterSeconds;
    await this.#gen();
  }

  #numbers(): readonly number[] {
    return Array.from({ length: this.#serverCount }, (_, number) => number);
  }

  #writeStatus(number: number, clientCount: number): void {
    const clients = Array.from({ length: clientCount }, (_, index) => ({
      commonName: this.#toUser(`user ${number} ${index}`),
      realAddress: `203.0.${number}.${index + 1}:4000`,
      virtualAddress: `10.8.${number}.${index + 2}`,
      bytesReceived: this.#nowSeconds - this.#startSeconds,
      bytesSent: 9 * (this.#nowSeconds - this.#startSeconds),
      connectedSinceSeconds: this.#startSeconds + 10 * number + index,
      username: "",
      clientId: index,
    }));
    const text = writeStatus({ updatedSeconds: this.#nowSeconds, clients }, { version: 2, release: "2.6" });
    writeFileSync(join(this.#folder, `${number}.log`), text);
  }

  async #gen(): Promise<void> {
    const folders = ["--config", "site.toml", "--history", this.history, "--out", this.out];
    const now = ["--now", new Date(this.#nowSeconds * 1000).toISOString()];
    const run = await runHere(["gen", ...folders, ...now], makeHost(CLI, this.#folder));
    assert.equal(run.status, 0, run.stderr);
  }
}
