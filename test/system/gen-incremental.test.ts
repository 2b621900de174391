import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { runCli } from "../support/run-cli.js";
import { assertTwins } from "../support/site-twins.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus, type WrittenClient } from "../support/write-status.js";

/** More steps, or the same ones again: `INCREMENTAL_STEPS=300 INCREMENTAL_SEED=7`. */
const STEPS = Number(process.env["INCREMENTAL_STEPS"] ?? 16);
const SEED = Number(process.env["INCREMENTAL_SEED"] ?? 4);
const ZONE = "Europe/Berlin";
/** An evening on which clocks go back: the first midnight comes soon, the change an hour or so after it. */
const START_SECONDS = Date.parse("2026-10-24T21:40:00Z") / 1000;
const STALE_AFTER_SECONDS = 300;
const NAMES = ["alice", "bob", "Bob, Smith", "=cmd|'x'", "carol@example.com"];

/** The same numbers for the same seed, from 0 to 1. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("a run makes what a full build makes, after whatever has happened since the last one", async (t) => {
  const random = makeRandom(SEED);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const folder = tempFolder(t);
  const [history, out] = [join(folder, "history"), join(folder, "out")];
  const [config, aliases] = [join(folder, "site.toml"), join(folder, "aliases.json")];
  mkdirSync(history);
  const servers = ["berlin", "hamburg"];
  const clients = new Map<string, WrittenClient[]>(servers.map((server) => [server, []]));
  let nowSeconds = START_SECONDS;
  let number = 0;
  let configured = 1;
  let title = "VPN";
  let keep = "off";

  const statusOf = (server: string): string => join(folder, `${server}.log`);
  const writeConfig = (): void => {
    const tables = servers
      .slice(0, configured)
      .map((server) => `[[server]]\nname = "${server}"\nstatus = "${statusOf(server)}"`);
    const head = `title = "${title}"\ntimezone = "${ZONE}"\nkeep = "${keep}"\naliases = "${aliases}"\n`;
    writeFileSync(config, [head, ...tables].join("\n"));
  };
  const look = (server: string): void => {
    const shown = (clients.get(server) ?? []).map((client) => ({
      ...client,
      bytesReceived: client.bytesReceived + 999,
    }));
    clients.set(server, shown);
    const status = { updatedSeconds: nowSeconds, clients: shown };
    writeFileSync(statusOf(server), writeStatus(status, { version: 3, release: "2.6" }));
  };
  const lookAtAll = (): void => {
    servers.forEach(look);
  };
  const joins = (): void => {
    number += 1;
    clients.get(pick(servers))?.push({
      commonName: pick(NAMES),
      realAddress: `203.0.113.${number % 250}:${40_000 + number}`,
      virtualAddress: `10.8.0.${number % 250}`,
      bytesReceived: number,
      bytesSent: 3 * number,
      connectedSinceSeconds: nowSeconds - Math.floor(random() * 50),
      username: "",
    });
    lookAtAll();
  };
  const events: Readonly<Record<string, () => void>> = {
    nothing: lookAtAll,
    "nothing again": lookAtAll,
    "nothing at all": () => undefined,
    joins: joins,
    "joins too": joins,
    leaves: () => {
      clients.get(pick(servers))?.shift();
      lookAtAll();
    },
    floats: () => {
      const own = clients.get(pick(servers)) ?? [];
      const [first] = own;
      if (first !== undefined) own[0] = { ...first, realAddress: `198.51.100.${number % 250}:5000` };
      lookAtAll();
    },
    "a status is missing": () => {
      rmSync(statusOf(pick(servers)), { force: true });
    },
    "a gap in monitoring": () => {
      nowSeconds += 2 * STALE_AFTER_SECONDS;
      lookAtAll();
    },
    "five minutes": () => {
      nowSeconds += 240;
      lookAtAll();
    },
    "some hours": () => {
      nowSeconds += 3600 * (1 + Math.floor(random() * 9));
      lookAtAll();
    },
    "an alias": () => {
      writeFileSync(aliases, JSON.stringify({ [pick(NAMES)]: `Alias ${number}` }));
    },
    "the title": () => {
      title = pick(["VPN", "Other <VPN>"]);
    },
    "another server": () => {
      configured = 3 - configured;
    },
    "keep days": () => {
      keep = pick(["off", "1d"]);
    },
    "the cache is gone": () => {
      rmSync(join(history, "cache"), { recursive: true, force: true });
    },
    "the cache is damaged": () => {
      for (const file of existsSync(join(history, "cache")) ? readdirSync(join(history, "cache")) : []) {
        const path = join(history, "cache", file);
        if (random() < 0.5) writeFileSync(path, readFileSync(path, "utf8").replaceAll("key", "quay").slice(0, -9));
      }
    },
    "a day file is touched by an editor": () => {
      const days = existsSync(join(history, "sessions")) ? readdirSync(join(history, "sessions")) : [];
      for (const day of days.slice(0, 1)) {
        const path = join(history, "sessions", day);
        writeFileSync(`${path}.edited`, readFileSync(path, "utf8").replaceAll("10.8.0.1,", "10.8.0.99,"));
        renameSync(`${path}.edited`, path);
      }
    },
  };
  const gen = async (place: { history: string; out: string }, ...more: string[]): Promise<void> => {
    const now = new Date(nowSeconds * 1000).toISOString();
    const run = await runCli([
      "gen",
      "--config",
      config,
      "--history",
      place.history,
      "--out",
      place.out,
      "--now",
      now,
      "-q",
      ...more,
    ]);
    assert.ok(run.status === 0 || run.status === 66, `exit code ${run.status ?? "?"}: ${run.stderr}`);
  };

  writeFileSync(aliases, "{}");
  lookAtAll();
  const tried: string[] = [];
  for (let step = 0; step < STEPS; step++) {
    nowSeconds += pick([20, 60, 60, 61]);
    const happened = pick(Object.keys(events));
    events[happened]?.();
    writeConfig();
    tried.push(happened);
    const fresh = { history: join(folder, `history-${step}`), out: join(folder, `out-${step}`) };
    cpSync(history, fresh.history, { recursive: true });
    rmSync(join(fresh.history, "cache"), { recursive: true, force: true });
    await gen({ history, out });
    await gen(fresh, "--full");
    assertTwins(out);
    assert.deepEqual(fileTree(out), fileTree(fresh.out), `seed ${SEED}, steps: ${tried.join(", ")}`);
    assert.deepEqual(
      [...fileTree(history)].filter(([path]) => !path.startsWith("cache")),
      [...fileTree(fresh.history)].filter(([path]) => !path.startsWith("cache")),
    );
    rmSync(fresh.history, { recursive: true });
    rmSync(fresh.out, { recursive: true });
  }
  t.diagnostic(`${STEPS} steps, each equal to a full build: ${tried.join(", ")}`);
});
