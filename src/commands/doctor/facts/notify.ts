import { statSync } from "node:fs";
import { join } from "node:path";
import { readLastNotify } from "../../../io/cache/last-notify.js";
import { findUntrusted } from "../../../io/files/find-untrusted.js";
import { findStartFlaw } from "../../../io/notify/find-start-flaw.js";
import { ENTER, findAccess } from "../../../io/files/user-access.js";
import type { NotifyFacts } from "../judge/notify.js";
import type { Place } from "../place.js";

/** The bit that lets a user enter a folder lets the user execute a file. */
const EXECUTE = ENTER;

/** The command of `[notify]`; null: there is none. */
export function readNotifyFacts({ config, runner }: Place): NotifyFacts | null {
  const { notify, history } = config;
  if (notify === null) return null;
  const { command } = notify;
  const access = findAccess(runner, command, EXECUTE);
  const isThere = access.kind === "granted" || (access.kind === "denied" && !access.isFolderOnWay);
  const found = isThere ? statSync(command, { throwIfNoEntry: false }) : undefined;
  return {
    command,
    isFolder: found?.isDirectory() === true,
    // Root may execute what anybody may execute.
    access: runner.uid === 0 && found !== undefined && (found.mode & 0o111) === 0 ? toDenied(command) : access,
    untrusted: runner.uid === 0 && isThere ? findUntrusted(command) : null,
    startFlaw: isThere ? findStartFlaw(command) : null,
    last: readLastNotify(join(history, "cache")),
  };
}

function toDenied(at: string): NotifyFacts["access"] {
  return { kind: "denied", at, isFolderOnWay: false };
}
