import { accessSync, constants, statSync } from "node:fs";
import { ProblemError, type Words } from "../../text/problem.js";
import { errorCode } from "../files/file-problem.js";
import { findUntrusted } from "../files/find-untrusted.js";

interface NotifyCommand {
  /** An absolute path. */
  readonly command: string;
  /** Who runs it; null: root. */
  readonly nonRootUser: string | null;
}

/**
 * Whether the command may be run, as far as that can be told without running it.
 *
 * @throws ProblemError `config`
 */
export function refuseCommand({ command, nonRootUser }: NotifyCommand): void {
  const path = JSON.stringify(command);
  const refuse = (what: Words, fix: Words): never => {
    throw new ProblemError({ kind: "config", what, fix });
  };
  let isFile: boolean | null;
  try {
    isFile = statSync(command, { throwIfNoEntry: false })?.isFile() ?? null;
  } catch (error) {
    if (errorCode(error) === "EACCES") {
      return refuse(
        (t) => t.notify.hidden(path),
        (t) => t.notify.notExecutableFix(command),
      );
    }
    isFile = null;
  }
  if (isFile === null) {
    refuse(
      (t) => t.notify.missing(path),
      (t) => t.notify.missingFix,
    );
  }
  if (isFile === false) {
    refuse(
      (t) => t.notify.noFile(path),
      (t) => t.notify.noFileFix,
    );
  }
  try {
    accessSync(command, constants.X_OK);
  } catch {
    refuse(
      (t) => t.notify.notExecutable(path),
      (t) => t.notify.notExecutableFix(command),
    );
  }
  const untrusted = nonRootUser === null ? findUntrusted(command) : null;
  if (untrusted !== null) {
    refuse(
      (t) => t.notify.untrusted(path, JSON.stringify(untrusted.path), untrusted.why(t)),
      (t) => t.notify.untrustedFix,
    );
  }
}
