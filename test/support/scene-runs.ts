import assert from "node:assert/strict";
import { advanceHistory } from "../../src/history/advance-history.js";
import { makeEndedLookup } from "../../src/history/ended-sessions.js";
import { genSettings } from "../../src/commands/flags/gen-flags.js";
import { observeSources, toKnownSources } from "../../src/commands/observe-sources.js";
import { changeHistory, openHistory } from "../../src/commands/update-site.js";
import { makeZone } from "../../src/status/zone.js";
import { runMaybeKilled, type Kill } from "./kill-runs.js";
import { runHere } from "./run-here.js";
import type { VpnScene } from "./vpn-scene.js";

/** Done, or a source is missing or cannot be read: the site is made all the same. */
const SITE_IS_MADE: readonly (number | null)[] = [0, 65, 66];

export interface Place {
  readonly history: string;
  readonly out: string;
}

/** A command and what is its own among its arguments; the config, the folders and the time are added. */
export type SceneCommand = readonly [command: "gen" | "prune" | "import", ...more: string[]];

/** A site comes out the same whether it is made at once or in few or many parts. */
const MAX_SESSIONS_AT_ONCE = [150_000, 150_000, 20, 1];

/** Runs a command in this process. @throws AssertionError if it makes no site */
export async function runScene(scene: VpnScene, place: Place, command: SceneCommand): Promise<void> {
  const host = { ...scene.program.host(), maxSessionsAtOnce: scene.random.pick(MAX_SESSIONS_AT_ONCE) };
  const { status, stdout, stderr } = await runHere(argsOf(scene, place, command), host);
  assert.ok(SITE_IS_MADE.includes(status), `${command.join(" ")}: exit code ${status ?? "?"}: ${stdout}${stderr}`);
}

/** Runs a command as a process of its own that is killed if it comes so far. @returns whether it was */
export async function runSceneKilled(scene: VpnScene, command: SceneCommand, kill: Kill): Promise<boolean> {
  const argv = [scene.program.cli, ...argsOf(scene, scene, command)];
  const { signal, status, stderr } = await runMaybeKilled(argv, [scene.history, scene.out], kill);
  assert.ok(signal === "SIGKILL" || SITE_IS_MADE.includes(status), `${command.join(" ")}: ${status ?? "?"}: ${stderr}`);
  return signal === "SIGKILL";
}

/** Takes what the servers show into the history, without a site: for a past that is longer than the test. */
export async function takeIntoHistory(scene: VpnScene): Promise<void> {
  scene.writeConfig();
  const host = scene.program.host();
  const now = new Date(scene.nowSeconds * 1000).toISOString();
  const settings = genSettings({ config: scene.configPath, history: scene.history, out: scene.out, now }, host);
  const { config, nowSeconds } = settings;
  const history = openHistory(settings);
  const observed = await observeSources(config, toKnownSources(history), nowSeconds, host);
  const known = { ...history, ended: makeEndedLookup(history.ended), usageOf: history.ended.usageOf };
  const { change } = advanceHistory(known, observed, { ...config, nowSeconds, zone: makeZone(config.timezone) });
  changeHistory(history, change, settings);
}

function argsOf(scene: VpnScene, { history, out }: Place, [command, ...more]: SceneCommand): readonly string[] {
  const now = new Date(scene.nowSeconds * 1000).toISOString();
  const common = ["--config", scene.configPath, "--history", history, "--out", out, "--now", now, "-q"];
  return [command, ...common, ...more];
}
