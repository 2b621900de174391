import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";
import type { SystemUser } from "./user-access.js";

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

/** A user by name or number; null if this system has none. */
export function findSystemUser(user: string | number): SystemUser | null {
  const entry = lookUp("passwd", String(user));
  if (entry === null) return null;
  const [name = "", , uid, gid] = entry.split(":");
  const { status, stdout } = spawnSync("id", ["-G", name], { encoding: "utf8", timeout: 5000 });
  const gids = status === 0 ? stdout.trim().split(" ").map(Number) : [Number(gid)];
  return { name, uid: Number(uid), gids };
}

/** Only used in messages about a problem, so it may cost a process. */
function nameIn(database: "passwd" | "group", id: number): string | null {
  return lookUp(database, String(id))?.split(":", 1)[0] ?? null;
}

/** An entry's line; null if there is none. */
function lookUp(database: "passwd" | "group", key: string): string | null {
  const { status, stdout } = spawnSync("getent", [database, key], { encoding: "utf8", timeout: 5000 });
  const line = status === 0 ? stdout.trim() : "";
  return line === "" || line.startsWith(":") ? null : line;
}

/** The name of the user who runs this; `null` for root, and for one without a name. */
export function nonRootUser(): string | null {
  if (process.geteuid?.() === 0) return null;
  try {
    return userInfo().username;
  } catch {
    // In a container, the user may have only a number.
    return null;
  }
}
