import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { StorySite, type StoryClient, type StoryConfig } from "../support/story-site.js";
import type { WithAfter } from "../support/temp-folder.js";

const ALICE: StoryClient = { commonName: "alice", since: "2026-11-20T20:00:00Z" };
const BOB: StoryClient = { commonName: "bob", since: "2026-11-21T07:30:00Z" };
const CAROL: StoryClient = { commonName: "carol", since: "2026-11-21T11:00:00Z" };

function minute(count: number): string {
  return new Date(Date.parse("2026-11-21T12:00:00Z") + count * 60_000).toISOString();
}

/** Carol has left, Alice and Bob are there, each on a server of their own. */
async function makeSite(t: WithAfter): Promise<StorySite> {
  const site = new StorySite(t, minute(0), { servers: ["berlin", "hamburg"] });
  await site.shows([ALICE, CAROL], "berlin").shows([BOB], "hamburg").run("gen");
  await site.becomes(minute(1)).shows([ALICE], "berlin").shows([BOB], "hamburg").genAsFullBuild("an end");
  return site;
}

test("an alias shows wherever the user does, and goes again", async (t) => {
  const site = await makeSite(t);
  for (const [index, aliases] of [{ carol: "Carol <C>" }, { carol: "C", bob: "B" }, { bob: "B" }, {}].entries()) {
    site.writeAliases(aliases);
    await site
      .becomes(minute(2 + 2 * index))
      .showsThemAgain()
      .genAsFullBuild(`aliases ${JSON.stringify(aliases)}`);
    assert.equal(site.page("users/carol/index.html").includes("Carol &lt;C&gt;"), index === 0);
    await site
      .becomes(minute(3 + 2 * index))
      .showsThemAgain()
      .genAsFullBuild("a quiet run");
  }
});

test("a user whose last session is pruned is gone, and who is connected goes on", async (t) => {
  const site = await makeSite(t);
  site.becomes(minute(2)).showsThemAgain();
  await site.runAsFullBuild("all of Carol's sessions", "prune", "--yes", "--user", "carol");
  assert.ok(!existsSync(join(site.out, "users/carol")));
  await site.becomes(minute(3)).shows([], "berlin").genAsFullBuild("Alice leaves");
  await site.runAsFullBuild("all of Alice's sessions", "prune", "--yes", "--user", "alice");
  await site
    .becomes(minute(4))
    .shows([{ ...CAROL, since: minute(4) }], "berlin")
    .genAsFullBuild("Carol is back");
});

test("what is pruned comes back with its backup", async (t) => {
  const site = await makeSite(t);
  site.becomes(minute(2)).showsThemAgain();
  const backup = join(site.folder, "backup.csv");
  const before = site.page("users/carol/index.html");
  await site.runAsFullBuild("Carol's session goes", "prune", "--yes", "--user", "carol", "--backup", backup);
  await site.becomes(minute(3)).showsThemAgain().genAsFullBuild("a quiet run");
  await site.runAsFullBuild("and comes back", "import", backup);
  assert.equal(site.page("users/carol/index.html"), before);
  await site.becomes(minute(4)).showsThemAgain().genAsFullBuild("a quiet run");
});

test("a server leaves the config: its sessions end, and are taken back when it is there again", async (t) => {
  const site = await makeSite(t);
  site.config = { servers: ["berlin"] };
  await site.becomes(minute(2)).showsThemAgain().genAsFullBuild("one server less");
  await site.becomes(minute(3)).showsThemAgain().genAsFullBuild("a quiet run");
  site.config = { servers: ["berlin", "hamburg"] };
  await site.becomes(minute(4)).showsThemAgain().genAsFullBuild("two again");
  await site.becomes(minute(5)).showsThemAgain().genAsFullBuild("a quiet run");
  site.config = { servers: ["hamburg", "berlin"] };
  await site.becomes(minute(6)).showsThemAgain().genAsFullBuild("in another order");
});

test("a server that a pattern finds is on the page of all servers, which every page links to, also where its status cannot be read", async (t) => {
  const site = new StorySite(t, minute(0), { hasPattern: true });
  await site.shows([ALICE], "berlin").genAsFullBuild("one server");
  writeFileSync(join(site.folder, "aachen.log"), "no status\n");
  await site.becomes(minute(1)).shows([ALICE], "berlin").genAsFullBuild("another one");
  assert.match(site.page("users/index.html"), /servers\/index\.html/);
  assert.match(site.page("servers/index.html"), /href="aachen\/index\.html"/);
});

test("a server that left the config loses its charts with its last sample, at a midnight that is not the site's", async (t) => {
  const site = new StorySite(t, minute(0), { servers: ["berlin", "hamburg"], timezone: "Europe/Berlin" });
  await site.shows([ALICE], "berlin").shows([BOB], "hamburg").run("gen");
  site.config = { ...site.config, servers: ["berlin"] };
  for (const day of ["2026-11-22", "2026-11-23", "2026-11-24"]) {
    for (const time of ["23:58", "23:59", "00:00", "00:01"]) {
      const date = time < "12" ? new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) : day;
      await site.becomes(`${date}T${time}:30Z`).shows([ALICE], "berlin").genAsFullBuild("a minute");
    }
  }
});

test("another time zone moves sessions to other days", async (t) => {
  const site = await makeSite(t);
  for (const [index, timezone] of ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata", "UTC"].entries()) {
    site.config = { ...site.config, timezone };
    await site
      .becomes(minute(2 + 2 * index))
      .showsThemAgain()
      .genAsFullBuild(timezone);
    await site
      .becomes(minute(3 + 2 * index))
      .showsThemAgain()
      .genAsFullBuild("a quiet run");
  }
});

test("other words in the config, one after the other", async (t) => {
  const site = await makeSite(t);
  const config = site.config;
  const changes: readonly StoryConfig[] = [
    { title: "Other" },
    { language: "de" },
    { recent_days: 1 },
    { stale_after: "1h" },
    { user_from: "username" },
  ];
  for (const [index, change] of changes.entries()) {
    site.config = { ...config, ...change };
    await site
      .becomes(minute(2 + 2 * index))
      .showsThemAgain()
      .genAsFullBuild(JSON.stringify(change));
    await site
      .becomes(minute(3 + 2 * index))
      .showsThemAgain()
      .genAsFullBuild("a quiet run");
  }
});

test("someone takes a usage file away, and puts one there, of sessions that began in an earlier month", async (t) => {
  const running = (count: number): StoryClient => {
    return { commonName: "alice", since: "2026-10-25T10:00:00Z", bytesReceived: count * 1000, bytesSent: count * 3000 };
  };
  const site = new StorySite(t, "2026-11-02T12:00:00Z");
  for (const day of [2, 3, 4]) {
    await site
      .becomes(`2026-11-0${day}T12:00:00Z`)
      .shows([running(day), { ...ALICE, commonName: "dora", since: "2026-10-30T10:00:00Z", bytesReceived: day * 1000 }])
      .genAsFullBuild(`day ${day}`);
  }
  await site
    .becomes("2026-11-04T12:01:00Z")
    .shows([running(5)])
    .genAsFullBuild("one leaves");
  const [first, beyond] = ["2026-11-02", "2026-11-05"].map((day) => join(site.history, `usage/${day}.csv`)) as [
    string,
    string,
  ];
  // A clock that was ahead may have written a row of the day after the end.
  await site
    .becomes("2026-12-02T12:00:00Z")
    .shows([running(6)])
    .genAsFullBuild("a month later");
  writeFileSync(beyond, readFileSync(first));
  await site
    .becomes("2026-12-02T12:01:00Z")
    .shows([running(6)])
    .genAsFullBuild("a file more");
  rmSync(first);
  await site
    .becomes("2026-12-02T12:02:00Z")
    .shows([running(6)])
    .genAsFullBuild("a file less");
});

test("someone puts a usage file there that makes a session that has ended reach the next month", async (t) => {
  const alice = (count: number): StoryClient => ({
    ...ALICE,
    since: "2026-11-20T10:00:00Z",
    bytesReceived: count * 1000,
  });
  const site = new StorySite(t, "2026-11-29T12:00:00Z");
  await site.shows([alice(1)]).run("gen");
  await site
    .becomes("2026-11-30T12:00:00Z")
    .shows([alice(2)])
    .run("gen");
  await site.becomes("2026-11-30T12:01:00Z").shows([]).run("gen");
  await site.becomes("2026-12-02T12:00:00Z").shows([]).genAsFullBuild("two days later");
  const rows = readFileSync(join(site.history, "usage/2026-11-29.csv"));
  writeFileSync(join(site.history, "usage/2026-12-01.csv"), rows);
  await site.becomes("2026-12-02T12:01:00Z").shows([]).genAsFullBuild("a file more");
  rmSync(join(site.history, "usage/2026-12-01.csv"));
  await site.becomes("2026-12-02T12:02:00Z").shows([]).genAsFullBuild("and it is gone");
});

test("someone takes a usage file of the month before away, from a session that has ended in this one", async (t) => {
  const alice = (count: number): StoryClient => ({
    ...ALICE,
    since: "2026-10-30T10:00:00Z",
    bytesReceived: count * 1000,
  });
  const site = new StorySite(t, "2026-10-30T12:00:00Z");
  for (const [count, day] of ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"].entries()) {
    await site
      .becomes(`${day}T12:00:00Z`)
      .shows([alice(2 ** count)])
      .run("gen");
  }
  await site.becomes("2026-11-02T12:01:00Z").shows([]).run("gen");
  const before = site.page("history/2026-11/02/index.html");
  rmSync(join(site.history, "usage/2026-10-31.csv"));
  await site.becomes("2026-11-02T12:02:00Z").shows([]).genAsFullBuild("a file less");
  assert.notEqual(site.page("history/2026-11/02/index.html"), before, "its traffic counts on the last day");
});

test("someone swaps two usage files of a running session, whose sum stays the same", async (t) => {
  const site = new StorySite(t, "2026-11-02T12:00:00Z");
  for (const day of [2, 3, 4]) {
    await site
      .becomes(`2026-11-0${day}T12:00:00Z`)
      .shows([{ ...ALICE, since: "2026-11-02T10:00:00Z", bytesReceived: 1000 * 4 ** day }])
      .run("gen");
  }
  const before = site.page("charts/user_alice.svg");
  assert.match(before, /↑ 64\.0 kB/);
  const [one, other] = ["2026-11-02", "2026-11-03"].map((day) => join(site.history, `usage/${day}.csv`)) as [
    string,
    string,
  ];
  renameSync(one, `${one}.kept`);
  renameSync(other, one);
  renameSync(`${one}.kept`, other);
  await site.becomes("2026-11-04T12:01:00Z").showsThemAgain().genAsFullBuild("swapped");
  assert.notEqual(site.page("charts/user_alice.svg"), before);
});

test("another zone, and other names for users, count for sessions that have all ended", async (t) => {
  const site = new StorySite(t, "2026-11-02T12:00:00Z");
  const client = { ...ALICE, commonName: "Alice", username: "al", since: "2026-10-31T22:30:00Z" };
  const archived = [site.archive("2026-10-31T22:40:00Z", [client]), site.archive("2026-10-31T23:10:00Z", [])];
  await site.shows([]).run("import", ...archived);
  const changes: readonly (readonly [StoryConfig, string])[] = [
    [{ timezone: "Asia/Tokyo" }, "history/2026-11/01/index.html"],
    [{ users_ignore_case: true }, "users/alice/index.html"],
    [{ user_from: "username" }, "users/al/index.html"],
  ];
  for (const [index, [change, page]] of changes.entries()) {
    assert.throws(() => site.page(page));
    site.config = { ...site.config, ...change };
    await site
      .becomes(minute(index + 1))
      .shows([])
      .genAsFullBuild(JSON.stringify(change));
    assert.match(site.page(page), /<html/);
  }
});

test("someone takes a day file away, and puts it back", async (t) => {
  const site = await makeSite(t);
  const archived = [
    site.archive("2026-10-07T09:00:00Z", [{ ...CAROL, commonName: "dora", since: "2026-10-07T08:00:00Z" }]),
    site.archive("2026-10-07T10:00:00Z", []),
  ];
  await site
    .becomes(minute(2))
    .showsThemAgain()
    .run("import", "--server", "berlin", ...archived);
  const [file, page] = [join(site.history, "sessions/2026-10-07.csv"), "users/dora/index.html"];
  renameSync(file, join(site.folder, "kept.csv"));
  await site.becomes(minute(3)).showsThemAgain().genAsFullBuild("a day file less");
  assert.throws(() => site.page(page));
  renameSync(join(site.folder, "kept.csv"), file);
  await site.becomes(minute(4)).showsThemAgain().genAsFullBuild("and it is back");
  assert.match(site.page(page), /dora/);
});

test("a folder that someone takes out of the site is back after the next run", async (t) => {
  const site = await makeSite(t);
  for (const [index, folder] of ["assets", "charts", "downloads", "history", "servers", "users"].entries()) {
    rmSync(join(site.out, folder), { recursive: true });
    await site
      .becomes(minute(2 + index))
      .showsThemAgain()
      .mendAsFullBuild(`without ${folder}`, "gen");
  }
});

type Damage = readonly [what: string, damage: (path: string, outside: string) => void];

const DAMAGES: readonly Damage[] = [
  [
    "edited",
    (path) => {
      writeFileSync(path, "edited by hand");
    },
  ],
  [
    "deleted",
    (path) => {
      rmSync(path);
    },
  ],
  [
    "replaced by a link",
    (path, outside) => {
      rmSync(path);
      symlinkSync(outside, path);
    },
  ],
];

/** Of each kind: made every minute, made when something happens, hardly ever made; charts, downloads, gzip copies. */
const PATHS = [
  "index.html",
  "users/index.html",
  "users/carol/2026-11/index.html",
  "history/2026-11/20/index.html",
  "charts/timeline_2026-11-20.svg",
  "downloads/access-review.xlsx",
  "downloads/openvpn-history_2026-11.csv",
  "history/2026-11/20/index.html.gz",
  "status.json",
];

for (const [what, damage] of DAMAGES) {
  test(`a file of the site that is ${what} is put back by the first run of a day, and by --full`, async (t) => {
    const site = await makeSite(t);
    const outside = join(site.folder, "outside.txt");
    writeFileSync(outside, "precious");
    const hurt = (): void => {
      for (const path of PATHS) damage(join(site.out, path), outside);
    };
    hurt();
    await site.becomes(minute(2)).showsThemAgain().run("gen");
    await site.becomes("2026-11-22T00:00:30Z").showsThemAgain().mendAsFullBuild("a first run of a day", "gen");
    hurt();
    await site.becomes("2026-11-22T00:01:30Z").showsThemAgain().mendAsFullBuild("--full", "gen", "--full");
    hurt();
    // In a run that makes most of them anew, nothing is written through what someone has put there.
    await site.becomes("2026-11-22T00:02:30Z").shows([], "berlin").shows([], "hamburg").run("gen");
    await site.becomes("2026-11-22T00:03:30Z").showsThemAgain().mendAsFullBuild("--full", "gen", "--full");
    assert.equal(readFileSync(outside, "utf8"), "precious");
  });
}

test("a folder in the place of a file of the site is refused until someone moves it away", async (t) => {
  for (const path of ["index.html", "history/2026-11/20/index.html.gz", "charts/timeline_2026-11-20.svg"]) {
    const site = await makeSite(t);
    const full = join(site.out, path);
    rmSync(full);
    mkdirSync(full);
    writeFileSync(join(full, "kept.txt"), "of someone else");
    const said = await site.becomes("2026-11-22T00:00:30Z").showsThemAgain().fail(73, "gen");
    // Of a gzip copy, the file beside it is named.
    assert.ok(said.includes(full.replace(/\.gz$/, "")), said);
    assert.equal(readFileSync(join(full, "kept.txt"), "utf8"), "of someone else");
    rmSync(full, { recursive: true });
    await site.becomes("2026-11-22T00:01:30Z").showsThemAgain().mendAsFullBuild(`${path} is free again`, "gen");
  }
});
