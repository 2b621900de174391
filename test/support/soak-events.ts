import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { SiteCommand } from "./full-build.js";
import { toOldestFormat } from "./oldest-format.js";
import type { ExpectedSession } from "./soak-oracle.js";
import type { SoakWorld } from "./soak-world.js";

const DAY_SECONDS = 86_400;

/** What is done to a history in one minute: to its files, and by commands. */
export interface SoakStep {
  readonly commands: readonly SiteCommand[];
  /** The oracle learns it when the commands are through. */
  readonly after: () => void;
  /** Of a killed command that must not be repeated when it is through: whether it is. @throws if it is so by half */
  readonly isThrough?: () => boolean;
}

type Row = Readonly<Record<string, string>>;

interface Backup {
  readonly path: string;
  readonly sessions: readonly ExpectedSession[];
}

/** What an admin does to a history over the years. */
export class SoakEvents {
  readonly #world: SoakWorld;
  readonly #backups: Backup[] = [];

  constructor(world: SoakWorld) {
    this.#world = world;
  }

  /** All ended sessions of a user, or one session, or all older than some days. */
  prune(): SoakStep {
    const { random, oracle, nowSeconds, history } = this.#world;
    const ended = oracle.sessions().filter(({ isOpen }) => !isOpen);
    const days = random.pick([2, 20, 70]);
    const one = ended.length === 0 ? undefined : random.pick(ended);
    if (one === undefined) return { commands: [["gen"]], after: () => undefined };
    const choices: readonly (readonly [string[], (session: ExpectedSession) => boolean])[] = [
      [["--user", one.user], ({ user }) => user === one.user],
      [[findId(history, one)], (session) => session === one],
      [["--older-than", `${days}d`], ({ endSeconds }) => endSeconds < nowSeconds - days * DAY_SECONDS],
    ];
    const [args, isChosen] = random.pick(choices);
    const path = join(this.#world.folder, `backup-${this.#world.nextNumber()}.csv`);
    const chosen = ended.filter(isChosen);
    return {
      isThrough: () => {
        const there = chosen.filter((session) => findRow(history, session) !== undefined).length;
        if (there > 0 && there < chosen.length) throw new Error(`prune left ${there} of ${chosen.length} sessions`);
        // `prune` does not overwrite a backup.
        if (there > 0) rmSync(path, { force: true });
        return there === 0 && chosen.length > 0;
      },
      commands: [["prune", ...args, "--yes", "--backup", path]],
      after: () => this.#backups.push({ path, sessions: oracle.delete(isChosen) }),
    };
  }

  /** What was pruned returns. */
  restore(): SoakStep {
    const { random, oracle } = this.#world;
    const known = this.#backups.filter(({ path }) => existsSync(path));
    if (known.length === 0) return this.importOther();
    const { path, sessions } = random.pick(known);
    const command: SiteCommand = ["import", path];
    return {
      commands: [command],
      after: () => {
        oracle.add(sessions);
        rmSync(path);
      },
    };
  }

  /** Sessions that another program has recorded: on days before, around noon, when no clock is changed. */
  importOther(): SoakStep {
    const { random, oracle, nowSeconds, folder } = this.#world;
    const server = "paris";
    const day = (days: number): string => new Date((nowSeconds - days * DAY_SECONDS) * 1000).toISOString().slice(0, 10);
    const path = join(folder, `web-${this.#world.nextNumber()}.csv`);
    const sessions = [1, 3, 30, 100].map((days) => {
      const minute = String(10 + random.below(50));
      const user = `imported ${this.#world.nextNumber()}`;
      const local = (hour: number): string => `${day(days)} ${hour}:${minute}:00`;
      return { user, row: [user, "192.0.2.9", "10.8.0.200", local(12), local(13), 3600].join(","), start: local(12) };
    });
    writeFileSync(
      path,
      ["user,public_ip,tunnel_ip,start,end,duration_s", ...sessions.map(({ row }) => row), ""].join("\n"),
    );
    const expected = sessions.map(({ user, start }): ExpectedSession => {
      const startSeconds = this.#world.toSeconds(start);
      return {
        server,
        user,
        startSeconds,
        endSeconds: startSeconds + 3600,
        isOpen: false,
        bytes: null,
        byDay: new Map(),
      };
    });
    const after = (): void => {
      oracle.add(expected);
    };
    return { commands: [["import", "--server", server, path]], after };
  }

  /** So far, the history was that of the oldest version. */
  upgrade(): SoakStep {
    toOldestFormat(this.#world.history);
    this.#world.program.changeProgram();
    return { commands: [["gen"]], after: () => undefined };
  }

  loseCache(): SoakStep {
    rmSync(join(this.#world.history, "cache"), { recursive: true, force: true });
    return { commands: [["gen"]], after: () => undefined };
  }
}

/** Of a session that has just ended, the row may still be in `open.csv`. */
function findId(history: string, session: ExpectedSession): string {
  const row = findRow(history, session);
  if (row?.["id"] === undefined) throw new Error(`the history has no session ${JSON.stringify(session)}`);
  return row["id"];
}

function findRow(history: string, { server, user, startSeconds }: ExpectedSession): Row | undefined {
  const start = new Date(startSeconds * 1000).toISOString().replace(".000", "");
  return [join(history, "sessions", `${start.slice(0, 10)}.csv`), join(history, "open.csv")]
    .filter((path) => existsSync(path))
    .flatMap((path): Row[] => parse(readFileSync(path, "utf8"), { columns: true }))
    .find((row) => row["server"] === server && row["user"] === user && row["start"] === start);
}
