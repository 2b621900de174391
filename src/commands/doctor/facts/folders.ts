import { statSync } from "node:fs";
import { dirname } from "node:path";
import { ENTER, findAccess, READ, WRITE } from "../../../io/files/user-access.js";
import { readVolume } from "../../../io/files/read-volume.js";
import { areNested } from "../../../io/files/refuse-unsafe-folder.js";
import type { FolderFacts, FoldersFacts } from "../judge/folders.js";
import type { Place } from "../place.js";

const OTHERS = 0o005;
const SETGID = 0o2000;

/** The folders of the history and of the site. */
export function readFoldersFacts(place: Place): FoldersFacts {
  const { history, out } = place.config;
  return {
    history: readFolderFacts("history", place),
    out: readFolderFacts("out", place),
    isNested: areNested(history, out),
    metrics: readMetricsFolderFacts(place),
  };
}

function readFolderFacts(what: FolderFacts["what"], { config, runner }: Place): FolderFacts {
  const path = config[what];
  const access = findAccess(runner, path, READ | WRITE | ENTER);
  const found = access.kind === "hidden" || access.kind === "missing" ? undefined : statSync(path);
  return {
    what,
    path,
    isFolder: found?.isDirectory() ?? true,
    access,
    isOpenToAll: ((found?.mode ?? 0) & OTHERS) !== 0,
    keepsGroup: found === undefined || (found.mode & SETGID) !== 0 || found.gid === runner.gids[0],
    volume: readVolume(path),
  };
}

function readMetricsFolderFacts({ config: { metrics }, runner }: Place): FoldersFacts["metrics"] {
  if (metrics.file === null) return null;
  const folder = dirname(metrics.file);
  return { file: metrics.file, folder, access: findAccess(runner, folder, WRITE | ENTER) };
}
