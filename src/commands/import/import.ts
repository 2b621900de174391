import { resolve } from "node:path";
import { allEnded } from "../../history/ended-sessions.js";
import { noChange, type InsertedRows } from "../../history/history-change.js";
import { mergeImports, type MergedBatch } from "../../history/merge-imports.js";
import type { Usage } from "../../history/usage.js";
import { readSources } from "../../io/history/read-history.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import { makeZone } from "../../status/zone.js";
import { commandTextsIn, type CommandTexts } from "../../text/i18n/command-texts.js";
import { nearestName } from "../../text/format/nearest-name.js";
import { inLanguage, ProblemError } from "../../text/problem.js";
import { checkFolders, refuseUnsafeFolders } from "../setup/check-folders.js";
import { cutRowReporter, reportCutFiles } from "../report/report-cut-rows.js";
import { writeWarning } from "../report/write-warning.js";
import { usageProblem } from "../flags/usage-problem.js";
import { PROBLEM_EXIT_CODES } from "../report/exit-code.js";
import { SITE_FLAGS, genSettings } from "../flags/gen-flags.js";
import { describeResult } from "./describe-result.js";
import type { FoundBatch } from "./found-batch.js";
import { findBatches } from "./import-batches.js";
import { listServers, observeSources, toKnownSources, type ListedServer } from "../update/observe-sources.js";
import { makeCommand } from "../flags/make-command.js";
import { readImportFile } from "./read-import-file.js";
import { readEndedServers, readLiveServers } from "../setup/history-servers.js";
import { refuseTrial } from "../setup/refuse-trial.js";
import { makeSite } from "../update/make-site.js";
import { recordChangedPast } from "../update/record-changed-past.js";
import { takeSources } from "../update/take-sources.js";
import { withPatientLock } from "../setup/with-lock.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import { changeHistory, openHistory } from "../../build/open-history.js";

/** `import`: adds sessions from other files to the history, and makes the site with them. */
export const importFiles = makeCommand({
  name: "import",
  flags: { server: { type: "string", value: "name", does: "importServer" }, ...SITE_FLAGS },
  takesOperands: true,
  run: ({ server: serverFlag, ...genFlags }, host, files) => {
    const settings = genSettings(genFlags, host);
    return inLanguage(settings.config.language, async () => {
      const texts = commandTextsIn(settings.config.language);
      if (files.length === 0) throw usageProblem(texts.import.noFile, texts.import.noFileFix);
      refuseUnsafeFolders(settings.config, host);
      await refuseTrial(genFlags, settings.config, host);
      return importInto(files, serverFlag, settings, host);
    });
  },
});

/** @returns the exit code */
async function importInto(
  paths: readonly string[],
  serverFlag: string | undefined,
  settings: GenSettings,
  host: Host,
): Promise<number> {
  const { language } = settings.config;
  const texts = commandTextsIn(language);
  const server = await findServer(serverFlag, settings, texts, host);
  const context = { zone: server.zone, encoding: server.encoding, nowSeconds: settings.nowSeconds, language };
  const files = paths.map((path) => readImportFile(resolve(host.currentFolder, path), context));
  const { batches: found, isComplete } = findBatches(files, {
    settings,
    texts,
    serverName: () => server.name ?? refuseMissingServer(server.others, texts),
    serverZone: server.zone,
    encoding: server.encoding,
    reportLeftOut: (path, why) => {
      if (settings.quiet) return;
      writeWarning(host, `${texts.import.leftOut} ${path}: ${why}`);
    },
  });
  if (found.length === 0) {
    throw new ProblemError({
      kind: "bad-source",
      what: () => texts.import.nothingUnderstood(files.length),
      fix: () => `${texts.import.nothingUnderstoodFix} ${texts.nothingChanged}`,
    });
  }

  const taken = await bringIn(found, settings, host);
  if (!settings.quiet) {
    for (const [index, batch] of taken.entries()) host.writeStdout(describeResult(batch, found[index], settings));
  }
  return isComplete ? 0 : PROBLEM_EXIT_CODES["bad-source"];
}

async function bringIn(
  found: readonly FoundBatch[],
  settings: GenSettings,
  host: Host,
): Promise<readonly MergedBatch[]> {
  const { config, nowSeconds } = settings;
  const claim = { madeBy: "gen", full: settings.full } as const;
  checkFolders(config, claim, host);
  return withPatientLock(config.history, async () => {
    const stored = openHistory(settings, host.programVersion, { checksAllFiles: true });
    const observed = await observeSources(config, toKnownSources(stored), nowSeconds, host);
    // First the sources: a session that they show is running, whatever end the files give it.
    const { history: before, formerSent } = await takeSources(stored, observed, settings, host);
    const batches = found.map(({ batch }) => batch);
    const { inserted, taken } = mergeImports([...before.open, ...allEnded(before.ended)], batches, {
      ...config,
      nowSeconds,
    });
    const change = { ...noChange(before), inserted: withoutStoredUsage(inserted, before) };
    const history = changeHistory(before, change, cutRowReporter(settings, host));
    const report = await makeSite({ history, observed, claim, stopAtSeconds: null }, settings, host);
    if (!settings.quiet) reportCutFiles(history.rows, settings.config, null, host);
    const changedUsers = new Set(inserted.sessions.map(({ row: { user } }) => user));
    await recordChangedPast(report, { former: formerSent, changedUsers }, settings);
    return taken;
  });
}

/** If someone removed a session's row by hand, its usage rows are still there: they count once. */
function withoutStoredUsage(inserted: InsertedRows, { ended }: StoredHistory): InsertedRows {
  const toKey = ({ day, id }: Usage): string => `${day} ${id}`;
  const stored = new Set(ended.findUsage(inserted.sessions.map(({ row }) => row)).map(toKey));
  return { ...inserted, usage: inserted.usage.filter(({ row }) => !stored.has(toKey(row))) };
}

interface ServerOfImport extends Pick<ListedServer, "zone" | "encoding"> {
  /** `null`: unknown. */
  readonly name: string | null;
  readonly others: readonly string[];
}

/**
 * The server that `--server` names, else the only configured one. A backup needs none.
 *
 * @throws ProblemError `usage` for an unknown server, if any server is known: a mistyped name would create one
 */
async function findServer(
  flag: string | undefined,
  { config }: GenSettings,
  texts: CommandTexts,
  host: Host,
): Promise<ServerOfImport> {
  const listed = await listServers(config, readSources(config.history), host);
  const others = listed.map(({ server }) => server);
  const name = flag ?? (others.length === 1 ? (others[0] ?? null) : null);
  const found = listed.find(({ server }) => server === name);
  if (flag !== undefined && found === undefined) refuseUnknownServer(flag, others, config.history, texts);
  return { name, zone: found?.zone ?? makeZone(host.systemZone), encoding: found?.encoding ?? null, others };
}

function refuseMissingServer(others: readonly string[], { import: t }: CommandTexts): never {
  throw usageProblem(t.whichServer(others), t.whichServerFix);
}

function refuseUnknownServer(
  name: string,
  listed: readonly string[],
  history: string,
  { import: t, prune: { nearest: didYouMean }, nothingChanged }: CommandTexts,
): void {
  const known = [...new Set([...listed, ...readLiveServers(history), ...readEndedServers(history)])];
  if (known.length === 0 || known.includes(name)) return;
  const nearest = nearestName(name, known);
  const quoted = known.map((server) => JSON.stringify(server)).join(", ");
  const fix = nearest === undefined ? t.knownServers(quoted) : didYouMean(JSON.stringify(nearest));
  throw usageProblem(t.unknownServer(JSON.stringify(name)), `${fix} ${nothingChanged}`);
}
