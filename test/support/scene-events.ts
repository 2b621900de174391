import { rmSync } from "node:fs";
import { addDays, toLocalDay } from "../../src/history/local-day.js";
import { makeZone } from "../../src/status/zone.js";
import type { SiteCommand } from "./full-build.js";
import type { WrittenClient } from "./write-status.js";
import { SCENE_SERVERS, type VpnScene } from "./vpn-scene.js";

/** What a step of the test is about. */
export interface SceneStep {
  /** Run one after the other in the same minute; by default one `gen`. Only after the last one the site is compared. */
  readonly commands?: readonly SiteCommand[];
  /** Events that must come next, for the story to make sense. */
  readonly next?: readonly string[];
  /** The next run starts before the result of this one is compared. */
  readonly isUnseen?: true;
}

export type SceneEvent = (scene: VpnScene) => SceneStep | undefined;

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** What clients, servers and clocks do. */
export const LIFE_EVENTS: Readonly<Record<string, SceneEvent>> = {
  nothing: plain(() => undefined),
  "nothing again": plain(() => undefined),
  "no new status": () => undefined,
  "one joins": plain((scene) => {
    scene.join();
  }),
  "one joins the first server": plain((scene) => {
    scene.join(scene.anyName(), SCENE_SERVERS[0]);
  }),
  // As a TAP client of version 1, which is known by its first frame: days of which nothing is known show a session.
  "one shows up who has long been connected": plain((scene) => {
    const server = scene.anyServer();
    scene.join(scene.anyName(), server);
    const own = scene.clientsOf(server);
    const newest = own.pop();
    if (newest === undefined) return;
    const sinceSeconds = newest.connectedSinceSeconds - scene.random.below(40 * DAY_SECONDS);
    own.push({ ...newest, connectedSinceSeconds: sinceSeconds });
  }),
  "someone new joins": (scene) => {
    scene.join(`guest ${scene.nextNumber()}`);
    scene.lookAtAll();
    return { next: ["the newest leaves", scene.random.pick(["the newest is pruned", "nothing"])] };
  },
  "the newest leaves": plain((scene) => {
    for (const server of SCENE_SERVERS) {
      const own = scene.clientsOf(server);
      const newest = own.findIndex(({ commonName }) => commonName.startsWith("guest"));
      if (newest >= 0) own.splice(newest, 1);
    }
  }),
  "one leaves": plain((scene) => {
    scene.leave(scene.anyServer(), false);
  }),
  "the one who has been there longest leaves": plain((scene) => {
    scene.leave(SCENE_SERVERS[0], true);
  }),
  "one leaves, one joins": plain((scene) => {
    const server = scene.anyServer();
    scene.leave(server, true);
    scene.join(scene.anyName(), server);
  }),
  // Something that waits because it was made a moment ago must not wait for ever.
  "one joins seconds later": secondsLater((scene) => {
    scene.join(scene.anyName(), SCENE_SERVERS[0]);
  }),
  "one leaves seconds later": secondsLater((scene) => {
    scene.leave(SCENE_SERVERS[0], false);
  }),
  "all leave": plain((scene) => {
    scene.clients.set(scene.anyServer(), []);
  }),
  "a server restarts": plain((scene) => {
    const server = scene.anyServer();
    const again = scene.clientsOf(server).map((client) => {
      const connectedSinceSeconds = scene.nowSeconds - scene.random.below(20);
      return { ...client, connectedSinceSeconds, clientId: scene.nextNumber(), bytesReceived: 10, bytesSent: 20 };
    });
    scene.clients.set(server, again);
  }),
  "one moves": plain((scene) => {
    const own = scene.clientsOf(scene.anyServer());
    const [first] = own;
    if (first !== undefined) own[0] = { ...first, realAddress: `198.51.100.${scene.nextNumber() % 250}:5000` };
  }),
  "another cipher": changesOne(({ cipher }) => ({
    cipher: cipher === "AES-128-GCM" ? "CHACHA20-POLY1305" : "AES-128-GCM",
  })),
  "another tunnel address": changesOne(() => ({ virtualAddress: "10.8.1.1" })),
  "another IPv6 tunnel address": changesOne(({ virtualIpv6Address }) => ({
    virtualIpv6Address: virtualIpv6Address === "fd00::1:1" ? "fd00::1:2" : "fd00::1:1",
  })),
  "another username": changesOne(({ username }) => ({ username: username === "shared" ? "other" : "shared" })),
  "another client id": (scene) => changesOne(() => ({ clientId: 1000 + scene.nextNumber() }))(scene),
  "a counter is read wrongly": (scene) => {
    changesOne(({ bytesReceived, bytesSent }) => ({
      bytesReceived: Math.floor(bytesReceived * 0.9),
      bytesSent: Math.floor(bytesSent / 3),
    }))(scene);
    return { next: ["nothing"] };
  },
  "one name from two addresses": (scene) => {
    const name = scene.anyName();
    scene.join(name);
    scene.join(name);
    scene.lookAtAll();
    // Some minutes later, by time alone, they have overlapped for long enough to be told.
    return { next: ["four minutes", "two minutes", "nothing"] };
  },
  "a status is missing": (scene) => {
    rmSync(scene.statusPath(scene.anyServer()), { force: true });
    return undefined;
  },
  "a server goes dark": (scene) => {
    scene.dark.add(scene.anyServer());
    scene.lookAtAll();
    return { next: ["four minutes", "four minutes"] };
  },
  "all servers write again": plain((scene) => {
    scene.dark.clear();
  }),
  "two minutes": later(() => 2 * 60),
  "four minutes": later(() => 4 * 60),
  "a gap in monitoring": later(() => 2 * HOUR_SECONDS),
  "some hours": later(({ random }) => HOUR_SECONDS * (1 + random.below(9))),
  "some days": later(({ random }) => DAY_SECONDS * (1 + random.below(12))),
  "some weeks": later(({ random }) => DAY_SECONDS * (20 + random.below(30))),
  "just before midnight": later((scene) => secondsToMidnight(scene, 1) - 10),
  "just after midnight": later((scene) => secondsToMidnight(scene, 1) + 10),
  "just before the end of a month": later((scene) => secondsToMidnight(scene, daysToNextMonth(scene)) - 5),
  "just after the end of a month": later((scene) => secondsToMidnight(scene, daysToNextMonth(scene)) + 5),
  "the clock was set back": (scene) => {
    const back = HOUR_SECONDS * (1 + scene.random.below(30));
    scene.nowSeconds -= back;
    return { next: [`the clock is right again`] };
  },
  "the clock is right again": later(() => 31 * HOUR_SECONDS),
};

/** Something happens, and all servers write their status. */
function plain(act: (scene: VpnScene) => void): SceneEvent {
  return (scene) => {
    act(scene);
    scene.lookAtAll();
    return undefined;
  };
}

/** A client stays connected, and its row changes. */
function changesOne(toChange: (client: WrittenClient) => Partial<WrittenClient>): SceneEvent {
  return plain((scene) => {
    scene.change(scene.anyServer(), toChange);
  });
}

/** Soon after the run before, and a minute before the next one whose result is compared. */
function secondsLater(act: (scene: VpnScene) => void): SceneEvent {
  return (scene) => {
    scene.nowSeconds -= 45;
    act(scene);
    scene.lookAtAll();
    return { isUnseen: true, next: ["nothing"] };
  };
}

function later(secondsOf: (scene: VpnScene) => number): SceneEvent {
  return plain((scene) => {
    scene.nowSeconds += Math.max(60, secondsOf(scene));
  });
}

function secondsToMidnight({ nowSeconds, config }: VpnScene, days: number): number {
  const zone = makeZone(config.timezone);
  const day = addDays(toLocalDay(zone, nowSeconds), days);
  // No zone is further than this from UTC. In the first hour of a day no clock change happens that bisection would
  // miss.
  let [before, after] = [Date.parse(day) / 1000 - DAY_SECONDS, Date.parse(day) / 1000 + DAY_SECONDS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (toLocalDay(zone, middle) < day) before = middle;
    else after = middle;
  }
  return after - nowSeconds;
}

function daysToNextMonth({ nowSeconds, config }: VpnScene): number {
  const today = toLocalDay(makeZone(config.timezone), nowSeconds);
  let days = 1;
  while (addDays(today, days).slice(0, 7) === today.slice(0, 7)) days += 1;
  return days;
}
