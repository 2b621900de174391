import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";

/** The name of a user on this system, from any of its databases; `null` if there is none. */
export function userName(userId: number): string | null {
  return nameIn("passwd", userId);
}

/** The same for a group. */
export function groupName(groupId: number): string | null {
  return nameIn("group", groupId);
}

/** Whether this system has a group of this name. */
export function findGroup(name: string): boolean {
  return spawnSync("getent", ["group", name], { timeout: 5000 }).status === 0;
}

/** Only used in messages about a problem, so it may cost a process. */
function nameIn(database: "passwd" | "group", id: number): string | null {
  const { status, stdout } = spawnSync("getent", [database, String(id)], { encoding: "utf8", timeout: 5000 });
  const name = status === 0 ? stdout.split(":", 1)[0] : undefined;
  return name === undefined || name === "" ? null : name;
}

/** The name of the user who runs this; `null` for root, and for one without a name. */
export function otherUser(): string | null {
  if (process.geteuid?.() === 0) return null;
  try {
    return userInfo().username;
  } catch {
    // In a container the user may have a number only.
    return null;
  }
}
