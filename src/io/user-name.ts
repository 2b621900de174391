import { spawnSync } from "node:child_process";

/** What this system calls a user, from wherever it has its users; `null` if it knows none of that number. */
export function userName(userId: number): string | null {
  // Only for an error message, so that it may cost a process.
  const { status, stdout } = spawnSync("getent", ["passwd", String(userId)], { encoding: "utf8", timeout: 5000 });
  const name = status === 0 ? stdout.split(":", 1)[0] : undefined;
  return name === undefined || name === "" ? null : name;
}
