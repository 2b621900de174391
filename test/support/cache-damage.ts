import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What may happen to a file that the program left in its cache. */
export interface Damage {
  readonly what: string;
  /** @param other the same file of another history's cache */
  readonly damage: (path: string, other: string) => void;
}

function bytes(what: string, change: (bytes: Buffer) => Buffer | string): Damage {
  return {
    what,
    damage: (path) => {
      writeFileSync(path, change(readFileSync(path)));
    },
  };
}

/** @param at where in the file, from 0 to 1 */
function flipped(what: string, at: number): Damage {
  return bytes(what, (old) => {
    // Earlier damage may have emptied it, and no run may have needed it since.
    if (old.length === 0) return old;
    const place = Math.min(old.length - 1, Math.floor(old.length * at));
    const copy = Buffer.from(old);
    copy.writeUInt8((copy[place] ?? 0) ^ 1, place);
    return copy;
  });
}

function text(what: string, change: (text: string) => string): Damage {
  return bytes(what, (old) => change(old.toString("utf8")));
}

function replaced(what: string, make: (path: string, other: string) => void): Damage {
  return {
    what,
    damage: (path, other) => {
      rmSync(path, { recursive: true, force: true });
      make(path, other);
    },
  };
}

const HUGE: Damage = {
  what: "huge",
  damage: (path) => {
    truncateSync(path, 600e6);
  },
};

/** Damage that fits every file: what disks, kills, editors, backups and other users do. */
export const DAMAGES: readonly Damage[] = [
  replaced("gone", () => undefined),
  bytes("empty", () => ""),
  bytes("cut off", (old) => old.subarray(0, old.length / 2)),
  bytes("without its last byte", (old) => old.subarray(0, -1)),
  flipped("with a bit of its first byte flipped", 0),
  flipped("with a bit in its middle flipped", 0.5),
  flipped("with a bit of its last byte flipped", 1),
  bytes("as long, but all zeros", (old) => Buffer.alloc(old.length)),
  bytes("there twice", (old) => Buffer.concat([old, old])),
  text("null", () => "null"),
  text("{}", () => "{}"),
  text("with its numbers as texts", (old) => old.replace(/(?<=[:,[])\d+(?=[,\]}])/g, '"$&"')),
  text("with its lists as null", (old) => old.replace(/\[[^[\]]*\]/g, "null")),
  text("with other numbers", (old) => old.replace(/\d(?=\d*[,\]}])/g, "1")),
  text("with other names", (old) => old.replaceAll("alice", "mallo")),
  replaced("that of another history", (path, other) => {
    if (existsSync(other)) cpSync(other, path, { preserveTimestamps: true });
  }),
  HUGE,
  replaced("a folder", (path) => {
    mkdirSync(join(path, "inner"), { recursive: true });
  }),
  replaced("a pipe", (path) => execFileSync("mkfifo", [path])),
];

/**
 * What a stranger may put beside a file or in its place, so that the program reads or writes something that it must
 * not.
 */
export const PLANTED_LINKS: readonly Damage[] = [
  replaced("a link to a copy of it", (path, outside) => {
    symlinkSync(outside, path);
  }),
  replaced("a link to nothing", (path, outside) => {
    symlinkSync(`${outside}-that-is-not-there`, path);
  }),
];
