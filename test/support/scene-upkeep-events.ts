import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toLocalDay } from "../../src/history/local-day.js";
import { makeZone } from "../../src/status/zone.js";
import type { SceneEvent } from "./scene-events.js";
import { SCENE_SERVERS, type SceneConfig, type VpnScene } from "./vpn-scene.js";

/** Changes by an admin: to the config, to the program, to files. */
export const UPKEEP_EVENTS: Readonly<Record<string, SceneEvent>> = {
  "an alias": quietly((scene) => {
    const alias = scene.random.pick(["Alias", "alice", "<i>"]);
    writeFileSync(
      scene.aliasesPath,
      JSON.stringify({ [scene.anyName()]: `${alias} ${scene.nextNumber()}`, nobody: "N" }),
    );
  }),
  "broken aliases": quietly((scene) => {
    writeFileSync(scene.aliasesPath, "{ what");
  }),
  "no aliases": quietly((scene) => {
    writeFileSync(scene.aliasesPath, "{}");
  }),
  "certificates of the CA": quietly((scene) => {
    const lines = Array.from({ length: 3 }, () => {
      const expiry = toUtcTime(scene.nowSeconds + scene.random.below(80) * 86_400 - 20 * 86_400);
      const revocation = scene.random.next() < 0.3 ? toUtcTime(scene.nowSeconds - 86_400) : "";
      return [revocation === "" ? "V" : "R", expiry, revocation, "01", "unknown", `/CN=${scene.anyName()}`].join("\t");
    });
    writeFileSync(scene.certificatesPath, lines.map((line) => `${line}\n`).join(""));
  }),
  "a broken index of certificates": quietly((scene) => {
    writeFileSync(scene.certificatesPath, "what\n");
  }),
  "the title": changes("title", ["VPN", "Other <VPN>"]),
  "the language": changes("language", ["en", "de"]),
  "the time zone": changes("timezone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]),
  "the recent days": changes("recentDays", [1, 7, 30]),
  "when a status is stale": changes("staleAfter", ["5m", "10m", "1h"]),
  "whom sessions count for": changes("userFrom", ["common_name", "username"]),
  "keep some days": changes("keep", ["1d", "20d", "90d"]),
  "keep all": changes("keep", ["off"]),
  "one server more or less": changes("servers", [SCENE_SERVERS, SCENE_SERVERS.slice(0, 1), SCENE_SERVERS]),
  "the servers in another order": changes("servers", [[...SCENE_SERVERS].reverse()]),
  "a server was left out for a run": (scene) => {
    // Its sessions end there, and are resumed when they are seen again.
    scene.config.servers = SCENE_SERVERS.slice(0, 1);
    scene.lookAtAll();
    return { next: ["both servers", "nothing"] };
  },
  "both servers": changes("servers", [SCENE_SERVERS]),
  "another style": quietly(({ program, random }) => {
    program.append("dist/assets/site.css", `/* ${random.below(1000)} */`);
  }),
  "another icon": quietly(({ program, random }) => {
    program.append("assets/favicon.svg", `<!-- ${random.below(1000)} -->`);
  }),
  "another script": quietly(({ program, random }) => {
    program.append("dist/assets/main.js", `// ${random.below(1000)}\n`);
  }),
  "another version": quietly(({ program }) => {
    program.changeProgram();
  }),
  "the cache is gone": quietly((scene) => {
    scene.forgetCache();
  }),
  "the cache is damaged": quietly(({ history, random }) => {
    for (const path of filesIn(join(history, "cache"))) {
      if (random.next() < 0.5) writeFileSync(path, readFileSync(path, "utf8").replaceAll("key", "quay").slice(0, -9));
    }
  }),
  "a file of the cache is gone": quietly(({ history, random }) => {
    for (const path of filesIn(join(history, "cache"))) if (random.next() < 0.3) rmSync(path);
  }),
  "the cache is saved or put back": savesOrPutsBack("cache"),
  "the cache is put back or saved": savesOrPutsBack("cache"),
  "the history is saved or put back": savesOrPutsBack("."),
  "the history is put back or saved": savesOrPutsBack("."),
  "a day file is replaced by an editor": quietly(({ history, random }) => {
    for (const path of random.shuffled(filesIn(join(history, "sessions"))).slice(0, 2)) {
      writeFileSync(`${path}.edited`, readFileSync(path, "utf8").replaceAll("10.8.0.1", "10.8.0.9"));
      renameSync(`${path}.edited`, path);
    }
  }),
  "the newest day file is edited in its place": quietly(({ history }) => {
    for (const path of filesIn(join(history, "sessions")).slice(-1)) {
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("10.8.0.", "10.9.0."));
    }
  }),
  "a day file is gone": quietly(({ history, random }) => {
    for (const path of random.shuffled(filesIn(join(history, "sessions"))).slice(0, 1)) rmSync(path);
  }),
  "a usage file is replaced by an editor": quietly(({ history, random }) => {
    for (const path of random.shuffled(filesIn(join(history, "usage"))).slice(0, 1)) {
      writeFileSync(`${path}.edited`, readFileSync(path, "utf8").replaceAll(/,(\d+),(\d+)$/gm, ",$2,$1"));
      renameSync(`${path}.edited`, path);
    }
  }),
  "old samples are gone": quietly(({ history }) => {
    for (const path of filesIn(join(history, "samples")).slice(0, -1)) rmSync(path);
  }),
  "everything anew": () => ({ commands: [["gen", "--full"]] }),
  "twice in a minute": (scene) => {
    scene.lookAtAll();
    return { commands: [["gen"], ["gen"]] };
  },
  "one session is pruned": pruned((scene) =>
    scene.random
      .shuffled(scene.endedSessions())
      .slice(0, 1)
      .map(({ id }) => id),
  ),
  "the newest is pruned": pruned((scene) =>
    scene
      .endedSessions()
      .slice(-1)
      .map(({ id }) => id),
  ),
  "the oldest sessions are pruned": pruned((scene) =>
    scene
      .endedSessions()
      .slice(0, 3)
      .map(({ id }) => id),
  ),
  "a user is pruned": pruned((scene) => oneKnown(scene, "user")),
  "a server is pruned": pruned((scene) => (scene.random.next() < 0.2 ? oneKnown(scene, "server") : [])),
  "old sessions are pruned": pruned(({ random }) => ["--older-than", random.pick(["1d", "30d", "60d"])]),
  "a day is pruned": pruned((scene) => {
    const [file = "2020-01-01"] = scene.random.shuffled(scene.dayFiles());
    return ["--from", file.slice(0, 10), "--to", file.slice(0, 10)];
  }),
  "all ended sessions are pruned": pruned((scene) => (scene.random.next() < 0.2 ? ["--all"] : [])),
  "a backup is imported": (scene) => {
    scene.lookAtAll();
    const [backup] = scene.random.shuffled(scene.backups.filter((path) => existsSync(path)));
    return backup === undefined ? undefined : { commands: [["import", backup]] };
  },
  "sessions of another program are imported": (scene) => {
    scene.lookAtAll();
    const path = join(scene.folder, `web-${scene.nextNumber()}.csv`);
    writeFileSync(path, webSessions(scene));
    return { commands: [["import", "--server", scene.random.pick(scene.config.servers), path]] };
  },
  "archived statuses are imported": (scene) => {
    const paths = archive(scene);
    scene.lookAtAll();
    return { commands: [["import", "--server", SCENE_SERVERS[0], ...paths]] };
  },
};

/** ASN.1's UTCTime. */
function toUtcTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().replaceAll(/\D/g, "").slice(2, 14)}Z`;
}

/** Something changes on disk, while the servers keep running. */
function quietly(act: (scene: VpnScene) => void): SceneEvent {
  return (scene) => {
    act(scene);
    scene.lookAtAll();
    return undefined;
  };
}

function changes<Key extends keyof SceneConfig>(key: Key, values: readonly SceneConfig[Key][]): SceneEvent {
  return quietly(({ config, random }) => {
    const others = values.filter((value) => value !== config[key]);
    config[key] = random.pick(others.length === 0 ? values : others);
  });
}

/**
 * Arguments of `prune` for a user or server that the history knows; none where it knows none, or where a run before it may
 * let go of the last session: an unknown name is refused.
 */
function oneKnown(scene: VpnScene, what: "user" | "server"): readonly string[] {
  const [row] = scene.config.keep === "off" ? scene.random.shuffled(scene.allSessions()) : [];
  return row === undefined ? [] : [`--${what}`, row[what]];
}

/** @param chosen arguments of `prune` that choose sessions; none: nothing happens */
function pruned(chosen: (scene: VpnScene) => readonly string[]): SceneEvent {
  return (scene) => {
    scene.lookAtAll();
    const which = chosen(scene);
    if (which.length === 0) return undefined;
    const backup = join(scene.folder, `backup-${scene.nextNumber()}.csv`);
    scene.backups.push(backup);
    return { commands: [["prune", "--yes", "--backup", backup, ...which]] };
  };
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return paths.map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
}

/** Saves something of the history folder, or puts back what was saved, while `out/` and the rest went on. */
function savesOrPutsBack(part: "cache" | "."): SceneEvent {
  return quietly(({ folder, history }) => {
    const [own, saved] = [join(history, part), join(folder, `saved-${part === "." ? "history" : part}`)];
    const [from, to] = existsSync(saved) ? [saved, own] : [own, saved];
    if (!existsSync(from)) return;
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true, preserveTimestamps: true });
    if (from === saved) rmSync(saved, { recursive: true });
  });
}

/** As OpenVPN Status Web wrote them: of yesterday, of months ago, of a name that nobody had. */
function webSessions(scene: VpnScene): string {
  const zone = makeZone("UTC");
  const rows = [1, 5, 40, 90].map((days) => {
    const startSeconds = scene.nowSeconds - days * 86_400 - scene.random.below(80_000);
    const end = startSeconds + scene.random.below(100_000);
    const clock = (seconds: number): string =>
      `${toLocalDay(zone, seconds)} ${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
    const user = scene.random.pick([scene.anyName().replaceAll(/[,"]/g, ""), `imported ${scene.nextNumber()}`]);
    return [user, "192.0.2.9", "10.8.0.200", clock(startSeconds), clock(Math.min(end, scene.nowSeconds)), "1"].join();
  });
  return ["user,public_ip,tunnel_ip,start,end,duration_s", ...rows, ""].join("\n");
}

/** Three statuses of a day some weeks ago, in which one comes and one goes. */
function archive(scene: VpnScene): readonly string[] {
  const { nowSeconds } = scene;
  const before = scene.clientsOf(SCENE_SERVERS[0]);
  const paths = [0, 1, 2].map((hour) => {
    scene.nowSeconds = nowSeconds - (30 + scene.random.below(3)) * 86_400 + hour * 3600;
    const path = join(scene.folder, `archive-${scene.nextNumber()}.log`);
    scene.clients.set(SCENE_SERVERS[0], []);
    if (hour < 2) scene.join(scene.anyName(), SCENE_SERVERS[0]);
    writeFileSync(path, scene.statusText(SCENE_SERVERS[0]));
    return path;
  });
  scene.clients.set(SCENE_SERVERS[0], before);
  scene.nowSeconds = nowSeconds;
  return paths;
}
