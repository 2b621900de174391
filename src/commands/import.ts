import { resolve } from "node:path";
import { allEnded } from "../history/ended-sessions.js";
import { noChange } from "../history/history-change.js";
import { parseWebSessions } from "../history/parse-web-sessions.js";
import { replaySnapshots } from "../history/replay-snapshots.js";
import { takeImports, type BatchTaken, type ImportBatch } from "../history/take-imports.js";
import { sameLocalTime } from "../history/time-readings.js";
import { readSources } from "../io/read-history.js";
import { makeZone } from "../status/zone.js";
import { commandTextsIn } from "../text/command-texts.js";
import { visibleText } from "../text/visible-text.js";
import { ProblemError } from "../text/problem.js";
import { checkFolders } from "./check-folders.js";
import { EXIT_CODE_OF_PROBLEM } from "./exit-code.js";
import type { FlagTable } from "./flag-table.js";
import { SITE_FLAGS, genSettings, type GenSettings } from "./gen-flags.js";
import { commandHelp } from "./help-text.js";
import { listServers, observeSources, type ListedServer } from "./observe-sources.js";
import { describeRow } from "./describe-row.js";
import { readFlags } from "./read-flags.js";
import { readImportFile, type ImportFile } from "./read-import-file.js";
import { changeHistory, openHistory, updateSite } from "./update-site.js";
import { withPatientLock } from "./with-lock.js";
import type { World } from "./world.js";

const IMPORT_FLAGS = {
  server: { type: "string", value: "NAME", does: "whose sessions they are, where several servers are configured" },
  ...SITE_FLAGS,
} as const satisfies FlagTable;

/** `import`: brings sessions from elsewhere into the history, and makes the site with them. */
export async function importFiles(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = readFlags("import", IMPORT_FLAGS, args);
  if (values.help === true) {
    world.writeStdout(commandHelp("import", IMPORT_FLAGS));
    return 0;
  }
  const { server: serverFlag, ...ofGen } = values;
  if (positionals.length === 0) {
    throw usage(
      "import is given no file",
      "Name an openvpn-sessions.csv, a backup of prune, or archived status files.",
    );
  }
  const settings = genSettings(ofGen, world);
  const server = await serverOfImport(serverFlag, settings, world);
  const context = { zone: server.zone, encoding: server.encoding, nowSeconds: settings.nowSeconds };
  const files = positionals.map((path) => readImportFile(resolve(world.currentFolder, path), context));
  const batches = batchesOf(files, server, settings, world);
  if (batches.length === 0) throw nothingUnderstood(files);

  const taken = await bringIn(batches, settings, world);
  if (!settings.quiet) for (const batch of taken) world.writeStdout(`${resultOf(batch)}\n`);
  return files.some(({ kind }) => kind === "not-understood") ? EXIT_CODE_OF_PROBLEM["bad-source"] : 0;
}

async function bringIn(
  batches: readonly ImportBatch[],
  settings: GenSettings,
  world: World,
): Promise<readonly BatchTaken[]> {
  const { config, nowSeconds } = settings;
  const claim = { madeBy: "gen", full: settings.full } as const;
  checkFolders(config, claim);
  return withPatientLock(config.history, async () => {
    const before = openHistory(settings);
    const observed = await observeSources(config, before.sources, nowSeconds, world);
    const { inserted, taken } = takeImports([...before.open, ...allEnded(before.ended)], batches, {
      keepSeconds: config.keepSeconds,
      nowSeconds,
    });
    const after = changeHistory(before, { ...noChange(before), inserted }, settings);
    await updateSite(after, observed, settings, claim, world);
    return taken;
  });
}

/** What the files bring, in their order; status files are one series. What cannot be read is said and left out. */
function batchesOf(
  files: readonly ImportFile[],
  server: ServerOfImport,
  settings: GenSettings,
  world: World,
): readonly ImportBatch[] {
  const zone = makeZone(settings.config.timezone);
  const leftOut = (path: string, why: string): void => {
    if (!settings.quiet) world.writeStderr(`openvpn-status-site: left out: ${visibleText(`${path}: ${why}`)}\n`);
  };
  const batches = files.flatMap((file): readonly ImportBatch[] => {
    switch (file.kind) {
      case "backup":
        return [{ kind: "backup", label: file.path, rows: file.rows }];
      case "web-sessions": {
        const found = parseWebSessions(file.text, { server: nameOf(server), zone });
        for (const { line, why } of found.leftOut) leftOut(file.path, `line ${line}: ${why}`);
        return [{ kind: "sessions", label: file.path, sessions: found.sessions, usage: [] }];
      }
      case "not-understood":
        leftOut(file.path, file.why);
        return [];
      case "status":
        for (const row of file.rowsSetAside) leftOut(file.path, describeRow(row));
        return [];
    }
  });
  const archive = files.flatMap((file) => (file.kind === "status" ? [file.snapshot] : []));
  if (archive.length === 0) return batches;
  const snapshots = archive.map((snapshot) => ({ server: nameOf(server), ...snapshot }));
  const { sessions, usage } = replaySnapshots(snapshots, { ...settings.config, zone });
  const imported = sessions.map((session) => {
    return { session, startReadings: sameLocalTime(session.startSeconds, server.zone) };
  });
  const label = archive.length === 1 ? "1 status file" : `${archive.length} status files`;
  return [...batches, { kind: "sessions", label, sessions: imported, usage }];
}

interface ServerOfImport extends Pick<ListedServer, "zone" | "encoding"> {
  /** `null`: it cannot be told. */
  readonly name: string | null;
  readonly others: readonly string[];
}

/** `--server`, else the only one configured. A backup needs none. */
async function serverOfImport(
  flag: string | undefined,
  { config }: GenSettings,
  world: World,
): Promise<ServerOfImport> {
  const listed = await listServers(config, readSources(config.history), world);
  const others = listed.map(({ server }) => server);
  const name = flag ?? (others.length === 1 ? (others[0] ?? null) : null);
  const found = listed.find(({ server }) => server === name);
  return { name, zone: found?.zone ?? makeZone(world.systemZone), encoding: found?.encoding ?? null, others };
}

function nameOf({ name, others }: ServerOfImport): string {
  if (name !== null) return name;
  const found = others.length === 0 ? "none is configured" : `${others.length} are configured: ${others.join(", ")}`;
  throw usage(`import cannot tell which server the sessions are of: ${found}`, "Name it: --server NAME.");
}

function resultOf({ label, imported, known, expired }: BatchTaken): string {
  const more = [
    ...(known > 0 ? [`${known} known already`] : []),
    ...(expired > 0 ? [`${expired} older than is kept`] : []),
  ];
  return visibleText([`${label}: ${commandTextsIn("en").sessions(imported)} imported`, ...more].join(", "));
}

function nothingUnderstood(files: readonly ImportFile[]): ProblemError {
  return new ProblemError({
    kind: "bad-source",
    what: files.length === 1 ? "the file cannot be imported" : `none of ${files.length} files can be imported`,
    fix: "Give an openvpn-sessions.csv with its header, a backup of prune, or whole status files. Nothing was changed.",
  });
}

function usage(what: string, fix: string): ProblemError {
  return new ProblemError({ kind: "usage", what, fix });
}
