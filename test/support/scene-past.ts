import { runScene } from "./scene-runs.js";
import { SCENE_SERVERS, type VpnScene } from "./vpn-scene.js";

const DAY_SECONDS = 86_400;

/**
 * Some months of a VPN with few users, until now: days with sessions and many without, sessions of minutes and of
 * weeks, across ends of months and clock changes.
 */
export async function livePast(scene: VpnScene, days: number): Promise<void> {
  const { random } = scene;
  const untilSeconds = scene.nowSeconds;
  // The first check is right after midnight; otherwise the chart of its day changes with the interval of the last
  // checks (todo in affected-by-time.test.ts).
  scene.nowSeconds -= days * DAY_SECONDS + (scene.nowSeconds % DAY_SECONDS) - 60;
  scene.config.servers = SCENE_SERVERS;
  scene.join("alice", SCENE_SERVERS[0]);
  while (scene.nowSeconds < untilSeconds) {
    const own = scene.clientsOf(scene.anyServer());
    if (random.next() < 0.5) scene.join();
    // The first of a server's clients is connected for a long time.
    else if (own.length > 1) own.splice(1 + random.below(own.length - 1), 1);
    else if (random.next() < 0.2) own.splice(0, 1);
    scene.lookAtAll();
    scene.writeConfig();
    await runScene(scene, scene, ["gen"]);
    scene.nowSeconds += random.pick([200, 290, 3000, 30_000, 5 * DAY_SECONDS, 9 * DAY_SECONDS]);
  }
  scene.nowSeconds = untilSeconds;
}
