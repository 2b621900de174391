import type { Access } from "../../../io/files/user-access.js";
import type { Volume } from "../../../io/files/read-volume.js";
import { formatBytes } from "../../../text/format/format-bytes.js";
import { shellQuote } from "../../../text/format/shell-quote.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";
import { judgeMask } from "./masks.js";

/** The folder of the history or of the site. */
export interface FolderFacts {
  readonly what: "history" | "out";
  readonly path: string;
  readonly isFolder: boolean;
  /** The access of the user who runs gen. */
  readonly access: Access;
  /** Whether every user of this host may read it. */
  readonly isOpenToAll: boolean;
  /** Whether new files in it get its group, or the user's own is the same. */
  readonly keepsGroup: boolean;
  /** Null: it is not known. */
  readonly volume: Volume | null;
}

export interface FoldersFacts {
  readonly history: FolderFacts;
  readonly out: FolderFacts;
  /** Whether one of them is inside the other. */
  readonly isNested: boolean;
  /** The folder of the file for node_exporter; null: the config names none. */
  readonly metrics: MetricsFolderFacts | null;
}

interface MetricsFolderFacts {
  readonly file: string;
  readonly folder: string;
  /** Whether the user who runs gen may create a file there. */
  readonly access: Access;
}

/** A first build and its journal need less. */
const MIN_FREE_BYTES = 100e6;
const MIN_FREE_FILES = 10_000;

/** Whether the history is where nobody else reads it, and can grow. */
export function judgeHistoryFolder({ history, out, isNested }: FoldersFacts, context: Context): readonly Finding[] {
  const {
    t: { folder: t },
    commands,
  } = context;
  if (isNested) {
    const path = "/var/lib/openvpn-status-site/history";
    return [problem(t.history(history.path), t.nested(out.path), commands.setKey("history", path))];
  }
  return judgeFolder(history, t.history(history.path), context);
}

/** Whether the site can be written. */
export function judgeOutFolder({ out }: FoldersFacts, context: Context): readonly Finding[] {
  return judgeFolder(out, context.t.folder.out(out.path), context);
}

/** Whether the file for node_exporter can be written. No finding if there is none. */
export function judgeMetricsFolder({ metrics }: Pick<FoldersFacts, "metrics">, context: Context): readonly Finding[] {
  if (metrics === null) return [];
  const { folder: t, metrics: own } = context.t;
  const { commands, runner } = context;
  const { file, folder, access } = metrics;
  if (access.kind === "granted") return [ok(own.subject, file)];
  if (access.kind === "hidden") return [unknown(own.subject, t.hidden, commands.doctorAsRoot)];
  if (access.kind === "missing") {
    // Who has a folder of node_exporter is the admin's choice, so it may also be that the config names a wrong one.
    const make = `install -d -o ${shellQuote(runner.name)} ${shellQuote(folder)}`;
    return [problem(own.subject, own.missing(folder), commands.asRoot(make))];
  }
  const masked = judgeMask(own.subject, runner.name, access, context);
  if (masked !== null) return [masked];
  const at = shellQuote(access.at);
  const fix = access.isFolderOnWay ? `chmod a+x ${at}` : `setfacl -m ${shellQuote(`u:${runner.name}:rwx`)} ${at}`;
  return [problem(own.subject, t.denied(runner.name, access.at), commands.asRoot(fix))];
}

function judgeFolder(facts: FolderFacts, subject: string, context: Context): readonly Finding[] {
  const {
    t: { folder: t },
    commands,
    runner,
    language,
  } = context;
  const { what, path, isFolder, access, isOpenToAll, keepsGroup, volume } = facts;
  const folder = shellQuote(path);
  if (access.kind === "hidden") return [unknown(subject, t.hidden, commands.doctorAsRoot)];
  if (access.kind === "missing") return [problem(subject, t.missing, commands.gen())];
  if (!isFolder) return [problem(subject, t.noFolder, commands.asRoot(`mv ${folder} ${shellQuote(`${path}.old`)}`))];
  if (access.kind === "denied") {
    const masked = judgeMask(subject, runner.name, access, context);
    if (masked !== null) return [masked];
    const fix = access.isFolderOnWay
      ? `chmod a+x ${shellQuote(access.at)}`
      : `chown -R ${shellQuote(runner.name)} ${folder}`;
    return [problem(subject, t.denied(runner.name, access.at), commands.asRoot(fix))];
  }
  if (what === "history" && isOpenToAll)
    return [problem(subject, t.openToAll, commands.asRoot(`chmod o-rwx ${folder}`))];
  if (what === "out" && !keepsGroup) return [problem(subject, t.losesGroup, commands.asRoot(`chmod g+s ${folder}`))];
  if (volume === null) return [unknown(subject, t.hidden, commands.doctorAsRoot)];
  const { freeBytes, freeFiles } = volume;
  const free = formatBytes(language, freeBytes);
  // A volume is rarely filled by this folder.
  const volumeRoot = `"$(findmnt -no TARGET -T ${folder})"`;
  if (freeBytes < MIN_FREE_BYTES) {
    const list = `du -xh --max-depth=2 ${volumeRoot} | sort -h | tail -n 30`;
    return [problem(subject, t.full(free), commands.asRoot(list))];
  }
  if (freeFiles !== null && freeFiles < MIN_FREE_FILES) {
    const list = `du -x --inodes --max-depth=2 ${volumeRoot} | sort -n | tail -n 30`;
    return [problem(subject, t.noFiles(freeFiles), commands.asRoot(list))];
  }
  return [ok(subject, t.ok(free))];
}
