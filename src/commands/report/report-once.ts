import {
  identifyFolder,
  openProblemMemory,
  fingerprintFile,
  type ProblemMemory,
  type ReportedProblem,
  type ReportedProblems,
} from "../../io/cache/problem-memory.js";
import type { Config } from "../../io/config/config.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { ProblemError, type ProblemKind } from "../../text/problem.js";
import type { LanguageHost } from "../flags/find-language.js";
import { EXIT_CODE_FAULT, PROBLEM_EXIT_CODES } from "./exit-code.js";
import { describeProblem, reportFault } from "./report-problem.js";
import type { Host } from "../../build/host.js";
import { writeWarning } from "./write-warning.js";

/** A problem with another text begins again. */
type ProblemChange = { readonly kind: "begins" } | { readonly kind: "ends"; readonly label: string };

/** Reports a problem when it begins and when it ends, but not in the runs between. */
export interface ProblemReporter {
  /**
   * From now on, problems belong to these folders: other folders at the same paths have their own. Messages about the
   * run itself are in the config's language.
   */
  readonly setFolders: (config: Pick<Config, "history" | "out" | "language">) => void;
  /**
   * @param topic what has the problem
   * @param problem the problem in this run; null: there is none
   * @param write writes the whole problem when it begins or changes, or that it has ended
   */
  readonly report: (topic: string, problem: ReportedProblem | null, write: (change: ProblemChange) => void) => void;
}

/**
 * Runs what cron runs every minute. A problem of the run itself gives one line when it begins and one when it ends;
 * every run has its own exit code. At a terminal, or with `--verbose`, every run reports its problems. So does every
 * run with a wrong command line, since such a run does nothing.
 *
 * @param job.key what distinguishes the job from others of this user
 * @param job.configPaths the problem is reported again when one of these files has changed, to show whether that helped
 * @param run returns the exit code; null if it did nothing because another run holds the lock
 * @throws ProblemError `usage`
 */
export async function runReportingOnce(
  job: { readonly key: string; readonly isWatched: boolean; readonly configPaths: readonly string[] },
  host: LanguageHost & Pick<Host, "memoryFolders" | "writeStderr">,
  run: (reporter: ProblemReporter) => Promise<number | null>,
): Promise<number> {
  let language: Language = "en";
  const memory = job.isWatched ? ALWAYS_REPORT : makeReporter(openProblemMemory(host.memoryFolders, job.key));
  const reporter: ProblemReporter = {
    ...memory,
    setFolders: (config) => {
      language = config.language;
      memory.setFolders(config);
    },
  };
  const reportRun = (problem: ReportedProblem | null, report: () => void): void => {
    reporter.report("run", problem, (change) => {
      if (change.kind === "begins") report();
      else writeWarning(host, worksAgain(language, change.label));
    });
  };
  try {
    const exitCode = await run(reporter);
    if (exitCode === null) return 0;
    reportRun(null, () => undefined);
    return exitCode;
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      reportRun({ label: "fault", signature: toFaultSignature(error) }, () => {
        reportFault(error, host);
      });
      return EXIT_CODE_FAULT;
    }
    const { problem, message } = error;
    if (problem.kind === "usage") throw error;
    const text = await describeProblem(error, host);
    reportRun({ label: problem.kind, signature: toSignature(problem.kind, message, job.configPaths) }, () => {
      host.writeStderr(text);
    });
    return PROBLEM_EXIT_CODES[problem.kind];
  }
}

/** @param label as it was remembered */
function worksAgain(language: Language, label: string): string {
  const t = messagesIn(language);
  const isKind = (text: string): text is keyof typeof t.run.before => text in t.run.before;
  return t.run.worksAgain(isKind(label) ? t.run.before[label] : label);
}

const ALWAYS_REPORT: ProblemReporter = {
  setFolders: () => undefined,
  report: (_topic, problem, write) => {
    if (problem !== null) write({ kind: "begins" });
  },
};

function makeReporter(memory: ProblemMemory): ProblemReporter {
  const known = new Map<string, ReportedProblem>(Object.entries(memory.read()));
  let places: readonly string[] = [];
  return {
    setFolders: ({ history, out }) => {
      places = [history, out];
    },
    report: (topic, problem, write) => {
      const before = known.get(topic);
      const signature = problem === null ? undefined : [problem.signature, ...places.map(identifyFolder)].join("; ");
      if (before?.signature === signature) return;
      if (problem !== null && signature !== undefined) {
        known.set(topic, { label: problem.label, signature });
        write({ kind: "begins" });
      } else if (before !== undefined) {
        known.delete(topic);
        write({ kind: "ends", label: before.label });
      }
      memory.write(Object.fromEntries(known) satisfies ReportedProblems);
    },
  };
}

/**
 * Equal for what people regard as the same problem. Which file fails first on a full disk changes from run to run,
 * and so does how long a lock has been held.
 *
 * @param what in English, whatever language it is reported in
 */
function toSignature(kind: ProblemKind, what: string, configPaths: readonly string[]): string {
  if (kind === "config") return [kind, what, ...configPaths.map(fingerprintFile)].join("; ");
  const [, systemCode] = /\((E[A-Z0-9]+)\)$/.exec(what) ?? [];
  if (systemCode !== undefined) return `${kind} ${systemCode}`;
  return kind === "locked" ? kind : `${kind} ${what}`;
}

/** The name and where it was thrown: the message may quote something else each time. */
function toFaultSignature(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return `${error.name} ${frames[0] ?? ""}`;
}
