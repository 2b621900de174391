import { spawnSync } from "node:child_process";

/** A POSIX access control list (ACL): bits of permissions by who has them. */
export interface AccessList {
  readonly owner: number;
  /** By user id. */
  readonly users: ReadonlyMap<number, number>;
  /** The rights of the file's own group. */
  readonly group: number;
  /** By group id. */
  readonly groups: ReadonlyMap<number, number>;
  /** The most that `users`, `group` and `groups` give. The mode of the file shows it as the bits of the group. */
  readonly mask: number;
  readonly other: number;
}

/**
 * Reads the access lists of files and folders, with `getfacl` of the package acl.
 *
 * @param paths absolute and without links, which would be followed
 * @returns by path, only of those that have more than a mode; empty where `getfacl` is missing
 */
export function readAccessLists(paths: readonly string[]): ReadonlyMap<string, AccessList> {
  const { status, stdout } = spawnSync("getfacl", ["--absolute-names", "--numeric", "--skip-base", "-"], {
    input: paths.map((path) => `${path}\n`).join(""),
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
    maxBuffer: 2 ** 26,
    timeout: 10_000,
  });
  // It fails for files that are gone, and lists the others.
  return status === null ? new Map() : parseAccessLists(stdout);
}

/** Reads what `getfacl --numeric` prints. */
export function parseAccessLists(text: string): ReadonlyMap<string, AccessList> {
  return new Map(
    text.split("\n\n").flatMap((part) => {
      const name = /^# file: (.*)$/m.exec(part)?.[1];
      const list = parseList(part);
      return name === undefined || list === null ? [] : [[unescapeName(name), list] as const];
    }),
  );
}

function parseList(text: string): AccessList | null {
  const entries = [...text.matchAll(/^(user|group|mask|other):(\d*):([r-])([w-])([x-])/gm)].map(
    ([, kind, id = "", read, write, enter]) => ({
      kind,
      id: id === "" ? null : Number(id),
      bits: (read === "r" ? 4 : 0) + (write === "w" ? 2 : 0) + (enter === "x" ? 1 : 0),
    }),
  );
  const one = (kind: string): number | undefined =>
    entries.find((entry) => entry.kind === kind && entry.id === null)?.bits;
  const named = (kind: string): ReadonlyMap<number, number> =>
    new Map(entries.flatMap((entry) => (entry.kind === kind && entry.id !== null ? [[entry.id, entry.bits]] : [])));
  const [owner, group, mask, other] = [one("user"), one("group"), one("mask"), one("other")];
  // Without a mask there is no more than a mode.
  if (owner === undefined || group === undefined || mask === undefined || other === undefined) return null;
  return { owner, users: named("user"), group, groups: named("group"), mask, other };
}

/** `getfacl` writes odd bytes as `\012`. */
function unescapeName(name: string): string {
  const bytes = Buffer.from(name);
  const plain: number[] = [];
  for (let place = 0; place < bytes.length; place++) {
    const octal = /^\\([0-7]{3})/.exec(bytes.subarray(place, place + 4).toString("latin1"))?.[1];
    plain.push(octal === undefined ? (bytes[place] ?? 0) : Number.parseInt(octal, 8));
    if (octal !== undefined) place += 3;
  }
  return Buffer.from(plain).toString();
}
