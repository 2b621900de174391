import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openCase, type CaseFolder } from "../support/case-folder.js";
import { fileTree } from "../support/file-tree.js";
import type { WithAfter } from "../support/temp-folder.js";

const HISTORY = "h/sessions/2026-11-21.csv";

type Row = Readonly<Record<string, string>>;

describe("case 16: keep, and a clock that is ahead", () => {
  const FIVE = ["user0", "user1", "user2", "user3", "user4"];
  const AHEAD = "2027-06-09T08:00:00Z";
  const KEEP_BEGINS = /^openvpn-status-site: keep deletes nothing for now: /m;
  const KEEP_ENDS = /^openvpn-status-site: keep deletes again$/m;

  async function openWithFive(test: WithAfter): Promise<CaseFolder & { gen: Gen }> {
    const found = openCase(test, "16-clock-ahead-with-keep");
    const gen: Gen = (now) => found.run("gen", "--config", "c.toml", "--now", now);
    for (const [log, minute] of [
      ["0", "00"],
      ["1", "02"],
      ["2", "04"],
      ["3", "06"],
      ["4", "08"],
      ["5", "11"],
    ] as const) {
      found.copy(`${log}.log`, "status.log");
      assert.equal((await gen(`2026-11-21T08:${minute}:00Z`)).stderr, "");
    }
    return { ...found, gen };
  }
  type Gen = (now: string) => ReturnType<CaseFolder["run"]>;
  const users = ({ rows }: CaseFolder): readonly (string | undefined)[] => rows(HISTORY).map(({ user }) => user);

  it("deletes nothing where only the time now is ahead, and says so once at the beginning and once at the end", async (t) => {
    const found = await openWithFive(t);
    const first = await found.gen(AHEAD);
    assert.deepEqual([first.status, users(found)], [0, FIVE]);
    assert.match(first.stderr, KEEP_BEGINS);
    assert.equal((await found.gen("2027-06-09T08:01:00Z")).stderr, "");
    assert.equal((await found.gen("2027-06-10T08:01:00Z")).stderr, "");
    found.copy("6.log", "status.log");
    const last = await found.gen("2026-11-21T08:13:00Z");
    assert.deepEqual([last.status, users(found)], [0, FIVE]);
    assert.match(last.stderr, KEEP_ENDS);
    assert.equal((await found.gen("2026-11-21T08:14:00Z")).stderr, "");
  });

  it("deletes nothing where the status file is ahead too, in the first run and those after it", async (t) => {
    const found = await openWithFive(t);
    found.copy("ahead.log", "status.log");
    const first = await found.gen(AHEAD);
    assert.deepEqual([first.status, users(found)], [0, FIVE]);
    assert.match(first.stderr, KEEP_BEGINS);
    const ahead = found.read("ahead.log");
    for (const hour of [1, 12, 23]) {
      write(found, later(ahead, hour * 3600));
      assert.equal((await found.gen(new Date(Date.parse(AHEAD) + hour * 3_600_000).toISOString())).stderr, "");
      assert.deepEqual(users(found), FIVE);
    }
    found.copy("6.log", "status.log");
    await found.gen("2026-11-21T08:13:00Z");
    assert.deepEqual(users(found), FIVE);
  });

  it("deletes again once 24 hours of snapshots have followed: then the clock is believed", async (t) => {
    const found = await openWithFive(t);
    const ahead = found.read("ahead.log");
    for (const hour of [0, 12, 24]) {
      write(found, later(ahead, hour * 3600));
      await found.gen(new Date(Date.parse(AHEAD) + hour * 3_600_000).toISOString());
    }
    assert.equal(existsSync(join(found.folder, HISTORY)), false);
  });

  it("keeps the samples as well, which are kept for 62 days", async (t) => {
    const found = await openWithFive(t);
    const ahead = found.read("ahead.log");
    const before = found.read("h/samples/2026-11-21.csv");
    for (const hour of [0, 1, 2]) {
      write(found, later(ahead, hour * 3600));
      await found.gen(new Date(Date.parse(AHEAD) + hour * 3_600_000).toISOString());
    }
    assert.equal(found.read("h/samples/2026-11-21.csv"), before);
  });

  it("says it in German where the config does", async (t) => {
    const found = await openWithFive(t);
    const { stderr } = await found.run("gen", "--config", "c.toml", "--now", AHEAD, "--language", "de");
    assert.match(stderr, /^openvpn-status-site: keep löscht vorerst nichts: /m);
  });
});

describe("case 17: one run with a clock that is behind", () => {
  const facts = ({ start, end, last_seen: seen, duration_s: duration, gone_by: gone, ...row }: Row): unknown[] => [
    start,
    end,
    seen,
    duration,
    gone,
    row["bytes_received"],
    row["bytes_sent"],
  ];
  for (const [file, now] of [
    ["behind-hour.log", "2026-11-21T08:00:00Z"],
    ["behind-2024.log", "2024-06-01T00:00:00Z"],
    ["behind-1970.log", "1970-01-01T00:00:40Z"],
  ] as const) {
    it(`leaves the session that was open its three hours: ${file}`, async (t) => {
      const found = openCase(t, "17-clock-behind");
      const gen = (status: string, time: string): ReturnType<CaseFolder["run"]> =>
        found.run("gen", "--name", "vpn", "--status", status, "--now", time);
      for (const [index, minute] of ["08:57", "08:58", "08:59", "09:00"].entries()) {
        await gen(`${index}.log`, `2026-11-21T${minute}:00Z`);
      }
      const open = found.read("h/open.csv");
      assert.equal((await gen(file, now)).status, 0);
      assert.equal(found.read("h/open.csv"), open);
      for (const n of [1, 2]) assert.equal((await gen(`right-${n}.log`, `2026-11-21T09:0${4 + n}:00Z`)).status, 0);
      assert.deepEqual(readdirSync(join(found.folder, "h/sessions")), ["2026-11-21.csv"]);
      assert.deepEqual(found.rows(HISTORY).map(facts), [
        [
          "2026-11-21T06:00:00Z",
          "2026-11-21T09:00:00Z",
          "2026-11-21T09:00:00Z",
          "10800",
          "2026-11-21T09:05:00Z",
          "1003",
          "2",
        ],
      ]);
    });
  }
});

describe("case 21: a start at a build date", () => {
  const NAME = "21-start-at-a-build-date";
  const UNSET = /start as the server(&#39;|')s unset clock wrote it/;
  const gen = (found: CaseFolder, status: string, time: string, ...more: string[]): ReturnType<CaseFolder["run"]> =>
    found.run("gen", "--name", "vpn", "--status", status, "--now", `2026-11-21T${time}:00Z`, ...more);
  const filesIn = ({ folder }: CaseFolder): number => fileTree(join(folder, "o")).size;
  const months = ({ folder }: CaseFolder): readonly string[] =>
    readdirSync(join(folder, "o/history")).filter((name) => /^\d{4}-\d{2}$/.test(name));
  const hours = ({ read }: CaseFolder, user: string): string | undefined =>
    /<dt>Hours<\/dt>\s*<dd[^>]*>([^<]*)</.exec(read(`o/users/${user}/index.html`))?.[1];
  const alice = (found: CaseFolder, path: string): Row | undefined =>
    found.rows(path).find(({ user }) => user === "alice");

  for (const [log, start] of [
    ["2018.log", "2018-01-01T00:00:10Z"],
    ["2001.log", "2001-06-01T00:00:00Z"],
  ] as const) {
    it(`counts from the last snapshot without the session, on one day: ${log}`, async (t) => {
      const found = openCase(t, NAME);
      await gen(found, "before.log", "07:59");
      await gen(found, log, "08:00");
      assert.ok(filesIn(found) < 150, `${filesIn(found)} files`);
      assert.deepEqual(months(found), ["2026-11"]);
      const row = alice(found, "h/open.csv");
      assert.deepEqual([row?.["start"], row?.["counted_from"]], [start, "2026-11-21T07:59:00Z"]);
      const live = found.statusJson() as { clients: { user: string; start: string; duration_s: number }[] };
      const shown = live.clients.find(({ user }) => user === "alice");
      assert.deepEqual([shown?.start, shown?.duration_s], [start, 60]);
      const table = /<table class="live"[^>]*>[^]*?<\/table>/.exec(found.read("o/index.html"))?.[0] ?? "";
      assert.match(table, new RegExp(`datetime="${start}">[^<]*</time> <small>${UNSET.source}`));
      assert.match(found.read("o/index.html"), new RegExp(`<dt>Start</dt><dd>[^<]*\\(${UNSET.source}\\)</dd>`));

      await gen(found, "end.log", "08:01");
      assert.deepEqual(months(found), ["2026-11"]);
      assert.ok(filesIn(found) < 150, `${filesIn(found)} files`);
      assert.equal(hours(found, "alice"), "0.0");
      const path = `h/sessions/${start.slice(0, 10)}.csv`;
      const ended = alice(found, path);
      assert.deepEqual([ended?.["end"], ended?.["duration_s"]], ["2026-11-21T08:00:00Z", "60"]);
      for (const page of ["o/history/2026-11/21/index.html", "o/users/alice/index.html"]) {
        const html = found.read(page);
        const cell = `datetime="${start}">${start.slice(0, 10)}[^<]*</time> <small>${UNSET.source}</small></td>`;
        assert.match(html, new RegExp(cell), page);
        assert.match(
          html,
          new RegExp(
            `${cell}\\s*<td[^>]*><time[^>]*>08:00</time><small>–08:01</small></td>\\s*<td[^>]*>1 min 00 s</td>`,
          ),
          page,
        );
      }
      assert.match(found.read("o/downloads/openvpn-history_all.csv"), /"?alice"?,.*,60,/);
    });
  }

  it("counts for at most 31 days before the first look where there was no snapshot", async (t) => {
    const found = openCase(t, NAME);
    await gen(found, "2018.log", "08:00");
    await gen(found, "end.log", "08:01");
    assert.deepEqual(months(found), ["2026-10", "2026-11"]);
    assert.equal(alice(found, "h/sessions/2018-01-01.csv")?.["duration_s"], String(31 * 86_400));
    assert.ok(filesIn(found) < 450, `${filesIn(found)} files`);
  });

  it("is selected by the day on which it is listed, and is gone from there when it is pruned", async (t) => {
    const found = openCase(t, NAME);
    await gen(found, "before.log", "07:59");
    await gen(found, "2018.log", "08:00");
    await gen(found, "end.log", "08:01");
    const day = ["--from", "2026-11-21", "--to", "2026-11-21"];
    const pruned = await found.run(
      "prune",
      ...day,
      "--user",
      "alice",
      "--yes",
      "--name",
      "vpn",
      "--status",
      "end.log",
      "--now",
      "2026-11-21T08:02:00Z",
    );
    assert.deepEqual([pruned.status, pruned.stdout], [0, "1 session deleted.\n"], pruned.stderr);
    assert.equal(existsSync(join(found.folder, "h/sessions/2018-01-01.csv")), false);
    assert.doesNotMatch(found.read("o/history/2026-11/21/index.html"), /alice/);
  });

  it("gives the same pages whether they are made step by step or all at once, in German too", async (t) => {
    const found = openCase(t, NAME);
    await gen(found, "before.log", "07:59", "--language", "de");
    await gen(found, "2018.log", "08:00", "--language", "de");
    await gen(found, "end.log", "08:01", "--language", "de");
    assert.match(found.read("o/users/alice/index.html"), /Beginn nach der nicht gestellten Uhr des Servers/);
    const step = fileTree(join(found.folder, "o"));
    rmSync(join(found.folder, "o"), { recursive: true });
    rmSync(join(found.folder, "h/cache"), { recursive: true });
    await gen(found, "end.log", "08:01", "--language", "de");
    assert.deepEqual([...fileTree(join(found.folder, "o")).keys()], [...step.keys()]);
    for (const [path, content] of step) {
      if (!path.endsWith(".gz")) assert.equal(fileTree(join(found.folder, "o")).get(path), content, path);
    }
  });
});

function write({ folder }: CaseFolder, text: string): void {
  writeFileSync(join(folder, "status.log"), text);
}

/** A status file without clients, written so many seconds later. */
function later(text: string, seconds: number): string {
  return text.replace(/^TIME,[^,]*,(\d+)$/m, (_, time: string) => {
    const then = Number(time) + seconds;
    return `TIME,${new Date(then * 1000).toISOString().slice(0, 19).replace("T", " ")},${then}`;
  });
}
