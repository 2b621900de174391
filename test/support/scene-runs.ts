import assert from "node:assert/strict";
import type { Place, SiteCommand } from "./full-build.js";
import { runMaybeKilled, type Kill } from "./kill-runs.js";
import type { PackageCopy } from "./package-copy.js";
import { runHere } from "./run-here.js";

/** A site with a config of its own, and the time that its runs have. */
export interface RunnableScene extends Place {
  readonly program: PackageCopy;
  readonly configPath: string;
  readonly nowSeconds: number;
}

/** Done, or a source is missing or cannot be read: the site is made all the same. */
const SITE_IS_MADE: readonly (number | null)[] = [0, 65, 66];

/** Runs a command in this process. @throws AssertionError if it makes no site */
export async function runScene(scene: RunnableScene, place: Place, command: SiteCommand): Promise<void> {
  const { status, stdout, stderr } = await runHere(toArgs(scene, place, command), scene.program.host());
  assert.ok(SITE_IS_MADE.includes(status), `${command.join(" ")}: exit code ${status ?? "?"}: ${stdout}${stderr}`);
}

/** Runs a command as a process of its own that is killed if it comes so far. @returns whether it was */
export async function runSceneKilled(scene: RunnableScene, command: SiteCommand, kill: Kill): Promise<boolean> {
  const argv = [scene.program.cli, ...toArgs(scene, scene, command)];
  const { signal, status, stderr } = await runMaybeKilled(argv, [scene.history, scene.out], kill);
  assert.ok(signal === "SIGKILL" || SITE_IS_MADE.includes(status), `${command.join(" ")}: ${status ?? "?"}: ${stderr}`);
  return signal === "SIGKILL";
}

function toArgs(scene: RunnableScene, { history, out }: Place, [command, ...more]: SiteCommand): readonly string[] {
  const now = new Date(scene.nowSeconds * 1000).toISOString();
  const common = ["--config", scene.configPath, "--history", history, "--out", out, "--now", now, "-q"];
  return [command, ...common, ...more];
}
