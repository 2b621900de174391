import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { filesWith } from "../support/find-text.js";
import { makeNotifyPlace, NOTIFY_START, QUIET, type NotifyPlace, type Told } from "../support/notify-place.js";
import { mayHaveEvents } from "../../src/commands/notify/may-have-events.js";
import { sendEvents } from "../../src/commands/notify/send-events.js";
import { readLastNotify } from "../../src/io/cache/last-notify.js";
import { acquireLock } from "../../src/io/history/lock.js";
import { readCache } from "../../src/io/cache/cache-file.js";
import { isAsWritten } from "../../src/io/cache/shape.js";
import { CLI, ownEnvironment, runCli, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";

const HOST = makeHost(CLI, "/");
const gen = (place: NotifyPlace, minutes: number, ...more: readonly string[]): Promise<CliRun> =>
  runHere(place.args("gen", minutes, ...more), HOST);
const checkOf = (place: NotifyPlace, minutes: number): Promise<CliRun> => runHere(place.args("check", minutes), HOST);
const titles = (runs: readonly (readonly Told[])[]): readonly (readonly string[])[] =>
  runs.map((run) => run.map(({ title }) => title));

describe("what the command of [notify] is told", () => {
  it("is who comes and goes and which source changes, from the next run on, once", async (t) => {
    const place = makeNotifyPlace(t, { head: ["feed = true"] });
    place.connect(0, "alice");
    assert.deepEqual(await gen(place, 0), QUIET);
    assert.deepEqual(place.told(), [], "what was there before is not told");
    place.connect(1, "alice", "robert");
    await gen(place, 1);
    place.connect(2, "robert");
    await gen(place, 2);
    place.connect(3, "robert");
    await gen(place, 3);
    assert.deepEqual(titles(place.told()), [["robert connected"], ["alice disconnected"]]);
    const [connected, gone] = place.told().flat();
    assert.equal(connected?.time, "2026-11-21T10:51:00Z");
    assert.equal(gone?.text, "berlin · after 11 min 00 s · download 2.0 kB, upload 1.0 kB");
    const session = gone["session"] as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      [session["user"], session["end"], session["duration_s"], session["bytes_sent"]],
      ["alice", "2026-11-21T11:01:00Z", 660, 2000],
    );
    const feed = readFileSync(join(place.out, "feed.xml"), "utf8");
    for (const { id, title } of [connected, gone] as Told[]) {
      assert.ok(feed.includes(`<id>${id}</id>\n<title>${title}</title>`), "as in the feed");
    }
    rmSync(join(place.folder, "berlin.log"));
    const { status } = await gen(place, 4);
    assert.equal(status, 66);
    place.connect(5, "robert");
    await gen(place, 5);
    assert.deepEqual(titles(place.told()).slice(2), [["berlin: missing"], ["berlin: ok"]]);
    assert.deepEqual(
      place.told()[2]?.map(({ kind, state, server }) => [kind, state, server]),
      [["source", "missing", "berlin"]],
    );
    assert.ok(place.sent().every(({ sent, text }) => sent !== "" && text === ""));
    assert.equal(new Set(place.sent().map(({ id }) => id)).size, 4);
  });

  it("is of notices, with their kind and user, but not what was known when it was switched on", async (t) => {
    const place = makeNotifyPlace(t);
    place.setNotify(null);
    writeFileSync(join(place.folder, "openvpn-aliases.json"), '{"carol": "Carol C."}');
    const day = 24 * 60;
    place.connect(0, "alice");
    await gen(place, 0);
    // A history is old enough after a week to know who is new.
    place.connect(8 * day, "alice", "robert");
    await gen(place, 8 * day);
    place.setNotify([]);
    place.connect(8 * day + 1, "alice", "robert");
    await gen(place, 8 * day + 1);
    assert.deepEqual(place.told(), []);
    place.connect(8 * day + 2, "alice", "robert", "carol");
    await gen(place, 8 * day + 2);
    const notices = place
      .told()
      .flat()
      .filter(({ kind }) => kind === "notice");
    assert.ok(
      notices.some(({ notice, user, alias }) => notice === "first-session" && user === "carol" && alias === "Carol C."),
    );
    assert.ok(
      notices.every(({ user }) => user === "carol"),
      JSON.stringify(notices),
    );
    assert.match(notices[0]?.title ?? "", /^carol \(Carol C\.\): /);
    const count = place.told().length;
    place.connect(8 * day + 3, "alice", "robert", "carol");
    await gen(place, 8 * day + 3);
    await gen(place, 8 * day + 3, "--full");
    assert.equal(place.told().length, count, "once");
  });

  it("is of a gap in monitoring when it ends, once, with the id of the feed, also over the end of a month", async (t) => {
    const place = makeNotifyPlace(t, { head: ["feed = true"] });
    const toldGaps = (): readonly Told[] =>
      place
        .told()
        .flat()
        .filter(({ notice }) => notice === "gap");
    const look = async (minutes: number, ...names: readonly string[]): Promise<void> => {
      place.connect(minutes, ...names);
      await gen(place, minutes);
    };
    // From Saturday on; on Saturday there is a short gap, too.
    for (const minutes of [0, 1, 2, 3, 60, 61]) await look(minutes, "alice");
    const sixDays = 6 * 1440;
    await look(sixDays, "alice");
    await look(sixDays + 1, "alice");
    assert.deepEqual(
      toldGaps().map(({ title }) => title),
      ["No status was read 11:03 – 12:00 (57 min).", "No status was read 12:01 – 2026-11-27 11:00 (5 d 22 h 59 min)."],
    );
    const status = readFileSync(join(place.out, "status.json"), "utf8");
    assert.match(status, /No status was read 12:01 – 2026-11-27/);
    // Nobody is connected when it ends: December has no page.
    await look(sixDays + 2);
    await look(sixDays + 5 * 1440);
    const gaps = toldGaps();
    assert.equal(gaps[2]?.title, "No status was read 11:02 – 2026-12-02 11:00 (4 d 23 h 58 min).");
    await look(sixDays + 5 * 1440 + 1, "alice");
    await look(sixDays + 5 * 1440 + 2, "alice");
    assert.equal(toldGaps().length, 3);
    const feed = readFileSync(join(place.out, "feed.xml"), "utf8");
    for (const { id, title } of gaps) {
      assert.equal(feed.split(`<id>${id}</id>\n<title>${title}</title>`).length, 2, title);
    }
    for (const month of ["2026-11", "2026-12"]) {
      assert.match(readFileSync(join(place.out, `notices/${month}.html`), "utf8"), /11:02 – 2026-12-02 11:00/, month);
    }
  });

  it("names a user without a name as the pages do", async (t) => {
    const place = makeNotifyPlace(t, { head: ["feed = true", 'language = "de"'] });
    place.connect(0, "alice");
    await gen(place, 0);
    place.connect(8 * 1440, "alice", "");
    await gen(place, 8 * 1440);
    const ofNobody = place
      .told()
      .flat()
      .filter(({ user }) => user === "");
    const isKind = (kind: string) => (told: Told) => told.kind === kind;
    assert.equal(ofNobody.find(isKind("connect"))?.title, "(ohne Namen) hat sich verbunden");
    assert.match(ofNobody.find(isKind("notice"))?.title ?? "", /^\(ohne Namen\): verband sich/);
    const feed = readFileSync(join(place.out, "feed.xml"), "utf8");
    assert.match(feed, /<title>\(ohne Namen\) hat sich verbunden<\/title>/);
    assert.match(feed, /<title>\(ohne Namen\): verband sich/);
    assert.doesNotMatch(feed, /<title> /);
  });

  it("is what kinds says, and a kind that is added later brings nothing old", async (t) => {
    const place = makeNotifyPlace(t);
    place.setNotify(['kinds = ["disconnect"]']);
    place.connect(0, "alice");
    await gen(place, 0);
    place.connect(8 * 1440, "carol");
    await gen(place, 8 * 1440);
    assert.deepEqual(titles(place.told()), [["alice disconnected"]]);
    place.setNotify([]);
    place.connect(8 * 1440 + 1, "carol", "eva");
    await gen(place, 8 * 1440 + 1);
    assert.ok(
      place
        .told()
        .flat()
        .every(({ user }) => user !== "carol"),
    );
    assert.ok(titles(place.told()).flat().includes("eva connected"));
  });

  it("is not what was due of a kind that was switched off meanwhile", async (t) => {
    const place = makeNotifyPlace(t);
    const fail = '[ ! -e "$(dirname "$0")/fails" ] || exit 1';
    place.command(fail, `{ cat; echo END; } >> ${join(place.folder, "told.log")}`);
    writeFileSync(join(place.folder, "fails"), "");
    const day = 24 * 60;
    place.connect(0, "alice");
    await gen(place, 0);
    // A first session also has a notice.
    place.connect(8 * day, "alice", "carol");
    await gen(place, 8 * day);
    place.connect(8 * day + 1, "carol");
    await gen(place, 8 * day + 1);
    const dueKinds = (): readonly string[] => [
      ...new Set(
        place
          .sent()
          .filter(({ sent }) => sent === "")
          .map(({ kind }) => kind),
      ),
    ];
    assert.deepEqual(dueKinds(), ["connect", "notice", "disconnect"]);
    assert.match((await checkOf(place, 8 * day + 1)).stdout, /^OPENVPN WARNING - \d+ events are not told/);
    place.setNotify(['kinds = ["disconnect", "source"]']);
    // The command of another run is still running, so this one tells nothing.
    const lock = await acquireLock(place.history, { waitMs: 0, name: "notify-lock" });
    assert.ok(lock.kind !== "taken");
    await gen(place, 8 * day + 2);
    lock.release();
    assert.deepEqual(dueKinds(), ["disconnect"]);
    assert.match((await checkOf(place, 8 * day + 2)).stdout, /events are not told/, "some are still due");
    place.setNotify(['kinds = ["source"]']);
    await gen(place, 8 * day + 3);
    assert.deepEqual(dueKinds(), []);
    assert.match((await checkOf(place, 8 * day + 3)).stdout, /^OPENVPN OK/, "nothing is untold");
    rmSync(join(place.folder, "fails"));
    place.setNotify([]);
    place.connect(8 * day + 4, "carol");
    await gen(place, 8 * day + 4);
    await gen(place, 8 * day + 5, "--full");
    assert.deepEqual(place.told().flat(), [], "nor told when the kind comes back");
    place.connect(8 * day + 6, "carol", "robert");
    await gen(place, 8 * day + 6);
    assert.equal(place.told().flat()[0]?.title, "robert connected");
    const last = readLastNotify(join(place.history, "cache"));
    place.setNotify(['kinds = ["source"]']);
    place.connect(8 * day + 7, "carol");
    await gen(place, 8 * day + 7);
    assert.deepEqual(readLastNotify(join(place.history, "cache")), last, "when something was told last stays known");
  });

  it("is nothing of the time in which it was switched off", async (t) => {
    const place = makeNotifyPlace(t);
    place.connect(0, "alice");
    await gen(place, 0);
    place.command("exit 1");
    place.connect(1, "alice", "robert");
    await gen(place, 1);
    assert.ok(place.sent().some(({ sent }) => sent === ""));
    place.setNotify(null);
    place.connect(2, "alice");
    await gen(place, 2);
    assert.equal(existsSync(join(place.history, "sent.csv")), false);
    place.setNotify([]);
    place.command(`{ cat; echo END; } >> ${place.folder}/told.log`);
    place.connect(3, "alice", "carol");
    await gen(place, 3);
    place.connect(4, "alice", "carol", "eva");
    await gen(place, 4);
    assert.deepEqual(titles(place.told()), [["eva connected"]]);
  });

  it("is told after an outage, whatever clocks say", async (t) => {
    const place = makeNotifyPlace(t);
    place.connect(0, "alice");
    await gen(place, 0);
    // Nothing ran for three days.
    place.connect(3 * 1440, "robert");
    await gen(place, 3 * 1440);
    const gap = "No status was read 11:00 – 2026-11-24 11:00 (3 d 0 h 00 min).";
    assert.deepEqual(titles(place.told()), [["alice disconnected", "robert connected", gap]]);
    // The clock of this host and of the server is a year behind now, and is set again.
    place.connect(-365 * 1440, "robert", "eva");
    await gen(place, -365 * 1440);
    place.connect(3 * 1440 + 2, "robert", "carol");
    await gen(place, 3 * 1440 + 2);
    assert.ok(titles(place.told()).flat().includes("carol connected"));
    const ids = place
      .told()
      .flat()
      .map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("is told by the next run if one cannot make the site", async (t) => {
    const place = makeNotifyPlace(t);
    place.connect(0, "alice");
    await gen(place, 0);
    const page = join(place.out, "status.json");
    rmSync(page);
    mkdirSync(join(page, "x"), { recursive: true });
    place.connect(1, "alice", "robert");
    const { status } = await gen(place, 1);
    assert.notEqual(status, 0);
    assert.deepEqual(place.told(), []);
    rmSync(page, { recursive: true });
    place.connect(2, "robert");
    assert.deepEqual(await gen(place, 2), QUIET);
    assert.deepEqual(titles(place.told()), [["robert connected", "alice disconnected"]]);
  });

  it("is told once, however many sites there are", async (t) => {
    const place = makeNotifyPlace(t);
    const config = readFileSync(place.config, "utf8");
    writeFileSync(place.config, `${config}\n[[site]]\nout = "team"\n[[site]]\nout = "wall"\nusers = "names"\n`);
    place.connect(0, "alice");
    await gen(place, 0);
    place.connect(1, "alice", "robert");
    await gen(place, 1);
    assert.deepEqual(titles(place.told()), [["robert connected"]]);
    assert.deepEqual(await filesWith(place.folder, 'command = "on-event"'), ["config.toml"]);
  });
});

describe("sent.csv", () => {
  it("loses what prune deletes, and notices that only the deletion or an import causes are not sent", async (t) => {
    const place = makeNotifyPlace(t);
    place.command("exit 1");
    place.connect(0, "alice");
    await gen(place, 0);
    place.connect(8 * 1440, "robert-7");
    await gen(place, 8 * 1440);
    place.connect(8 * 1440 + 1, "carol");
    await gen(place, 8 * 1440 + 1);
    assert.ok(place.sent().some(({ user }) => user === "robert-7"));
    const prune = place.args("prune", 8 * 1440 + 2, "--user", "robert-7", "--yes", "--quiet");
    assert.deepEqual(await runHere(prune, HOST), QUIET);
    assert.deepEqual(await filesWith(place.folder, "robert-7"), []);
    assert.ok(place.sent().every(({ user }) => user !== "robert-7"));
    assert.ok(
      place.sent().some(({ user, sent }) => user === "carol" && sent === ""),
      "others stay due",
    );
    place.command(`{ cat; echo END; } >> ${place.folder}/told.log`);
    place.connect(8 * 1440 + 3, "carol");
    await gen(place, 8 * 1440 + 3);
    const told = place.told().flat();
    assert.ok(!JSON.stringify(told).includes("robert-7"));
    assert.ok(told.some(({ kind, user }) => kind === "notice" && user === "carol"));
    assert.ok(told.some(({ title }) => title === "alice disconnected"));

    const web = join(place.folder, "web.csv");
    const rows = ["user,public_ip,tunnel_ip,start,end,duration_s"];
    for (const user of ["dora", "emil"])
      rows.push(`${user},192.0.2.9,10.8.0.9,2026-11-29 10:00:00,2026-11-29 10:30:00,1800`);
    writeFileSync(web, `${rows.join("\n")}\n`);
    const { status } = await runHere(place.args("import", 8 * 1440 + 4, web, "--quiet"), HOST);
    assert.equal(status, 0);
    const before = place.told().length;
    place.connect(8 * 1440 + 5, "carol");
    await gen(place, 8 * 1440 + 5);
    assert.equal(place.told().length, before, "what was brought in is not told");
    assert.ok(
      place.sent().some(({ user, sent }) => user === "dora" && sent !== ""),
      "its notices are known",
    );
  });

  it("keeps a notice that is due when prune deletes another session of its user", async (t) => {
    const place = makeNotifyPlace(t);
    const day = 8 * 1440;
    place.connect(0, "alice");
    await gen(place, 0);
    place.command("exit 1");
    for (const [minutes, ...names] of [
      [day, "alice", "carol"],
      [day + 1, "alice"],
      [day + 2, "alice", "carol"],
    ] as const) {
      place.connect(minutes, ...names);
      await gen(place, minutes);
    }
    const noticesOf = (): readonly string[] =>
      place.sent().flatMap(({ what, user, sent }) => (user === "carol" ? [`${what} ${sent}`] : []));
    assert.deepEqual(noticesOf(), ["first-session "]);
    const prune = place.args("prune", day + 3, "--user", "carol", "--yes");
    assert.match((await runHere(prune, HOST)).stdout, /1 session/);
    assert.deepEqual(noticesOf(), ["first-session "]);
    place.command(`{ cat; echo END; } >> ${place.folder}/told.log`);
    place.connect(day + 4, "alice", "carol");
    await gen(place, day + 4);
    assert.equal(
      place
        .told()
        .flat()
        .filter(({ notice }) => notice === "first-session").length,
      1,
    );
  });

  it("keeps what keep leaves: a user's new notice is told once, though old sessions leave", async (t) => {
    const place = makeNotifyPlace(t, { head: ['keep = "20d"'] });
    place.connect(0, "alice");
    await gen(place, 0);
    for (let day = 1; day <= 20; day += 1) {
      place.connect(1440 * day, "carol");
      await gen(place, 1440 * day);
      if (day > 6) continue;
      place.connect(1440 * day + 1, "alice", "carol");
      await gen(place, 1440 * day + 1);
    }
    place.setNetwork(101);
    // Alice is there from another network, which is a notice, when her old session leaves.
    place.connect(1440 * 20 + 1, "alice", "carol");
    await gen(place, 1440 * 20 + 1);
    assert.ok(place.sent().some(({ user, what }) => user === "alice" && what === "new-address"));
    for (let minute = 1440 * 20 + 2; minute < 1440 * 20 + 6; minute += 1) {
      place.connect(minute, "alice", "carol");
      await gen(place, minute);
    }
    assert.ok(
      !(await filesWith(join(place.history, "sessions"), "alice")).includes("2026-11-21.csv"),
      "the old one has left",
    );
    const notices = place
      .told()
      .flat()
      .filter(({ kind }) => kind === "notice");
    assert.equal(new Set(notices.map(({ id }) => id)).size, notices.length);
  });

  it("stops a run if it cannot be understood, as any file of the history", async (t) => {
    const place = makeNotifyPlace(t);
    place.connect(0, "alice");
    await gen(place, 0);
    writeFileSync(join(place.history, "sent.csv"), "id,kind,time,sent\nx,hello,2026-11-21T11:00:00Z,\n");
    place.connect(1, "robert");
    const { status, stderr } = await gen(place, 1);
    assert.equal(status, 65);
    assert.match(stderr, /sent\.csv: line 2: kind: expected one of connect, /);
  });
});

/** What a command may do that should not do anything to the site. */
const BAD: readonly {
  readonly what: string;
  readonly make: (place: NotifyPlace) => void;
  readonly says: RegExp;
}[] = [
  {
    what: "hangs, with a child that ignores signals",
    make: ({ command, folder }) =>
      void command("(trap '' TERM INT HUP; sleep 300) &", `echo $! > ${folder}/child`, "sleep 300"),
    says: /was killed: it took longer than 1 s\. Let it give up earlier/,
  },
  {
    what: "fails",
    make: ({ command }) => void command("cat > /dev/null", "echo out", "echo 'no route' >&2", "exit 3"),
    says: /ended with exit code 3\. Run it by hand .*It said: "no route"$/,
  },
  {
    what: "is missing",
    make: ({ folder }) => {
      rmSync(join(folder, "on-event"));
    },
    says: /does not exist\. Put the command there/,
  },
  {
    what: "is a folder",
    make: ({ folder }) => {
      rmSync(join(folder, "on-event"));
      mkdirSync(join(folder, "on-event"));
    },
    says: /is not a file\. Name the program itself/,
  },
  {
    what: "is not executable",
    make: ({ folder }) => {
      chmodSync(join(folder, "on-event"), 0o644);
    },
    says: /may not be executed\. Let the user .*chmod a\+rx/,
  },
  {
    what: "has no interpreter",
    make: ({ folder }) => {
      writeFileSync(join(folder, "on-event"), "#!/no/such/interpreter\n");
    },
    says: /cannot be started \(ENOENT\)\. Its first line must name/,
  },
  { what: "is killed", make: ({ command }) => void command("kill -9 $$"), says: /was ended by SIGKILL/ },
  {
    what: "writes without end to both outputs, and closes its input",
    make: ({ command }) =>
      void command(
        "exec < /dev/null",
        "yes 'a long line of output' | head -c 3000000",
        "yes 'a long line of errors' | head -c 3000000 >&2",
        "exit 1",
      ),
    says: /ended with exit code 1\. .*It said: "a/,
  },
];

describe("a command that", () => {
  for (const { what, make, says } of BAD) {
    it(`${what} does not touch the site, is said once, and is told all when it works again`, async (t) => {
      const place = makeNotifyPlace(t);
      const other = makeNotifyPlace(t);
      other.setNotify(null);
      place.setNotify(['timeout = "1s"', 'kinds = ["connect", "disconnect", "source"]']);
      const env = { XDG_RUNTIME_DIR: tempFolder(t) };
      const run = (minutes: number): Promise<CliRun> => runCli(place.args("gen", minutes), { env, timeoutMs: 20_000 });
      const step = async (minutes: number, ...names: readonly string[]): Promise<CliRun> => {
        place.connect(minutes, ...names);
        other.connect(minutes, ...names);
        const done = await run(minutes);
        await gen(other, minutes);
        return done;
      };
      assert.deepEqual(await step(0, "alice"), QUIET);
      make(place);
      const first = await step(1, "alice", "robert");
      assert.equal(first.status, 0);
      assert.match(first.stderr.trimEnd(), says);
      assert.equal(first.stderr.split("\n").length, 2, first.stderr);
      if (existsSync(join(place.folder, "child"))) {
        const child = `/proc/${readFileSync(join(place.folder, "child"), "utf8").trim()}/stat`;
        // Where nobody reaps it, it is a zombie.
        assert.ok(!existsSync(child) || readFileSync(child, "utf8").includes(") Z "), "what it had started is gone");
      }
      assert.doesNotMatch(first.stderr, /\n +at /);
      assert.deepEqual(await step(2, "robert"), QUIET, "it is said once");
      // The path of each status file is in its site.
      const pages = (one: NotifyPlace): unknown =>
        [...fileTree(one.out)].map(([path, text]) => [path, text?.replaceAll(one.folder, "")]);
      const plain = (one: NotifyPlace): unknown =>
        (pages(one) as [string, string][]).filter(([path]) => /\.(html|json)$/.test(path) && !path.includes("gz"));
      assert.deepEqual(plain(place), plain(other));
      assert.deepEqual(place.told(), []);
      assert.equal(place.sent().filter(({ sent }) => sent === "").length, 2);
      const check = await runHere(place.args("check", 2), HOST);
      assert.equal(check.status, 1, check.stdout);
      assert.match(check.stdout, /^OPENVPN WARNING - .*2 events are not told: \[notify\] command: /);
      rmSync(join(place.folder, "on-event"), { recursive: true, force: true });
      place.command(`{ cat; echo END; } >> ${place.folder}/told.log`);
      const last = await step(3, "robert");
      assert.deepEqual([last.status, last.stdout], [0, ""]);
      const again = /^is (missing|a folder|not executable)$/.test(what) ? "can be run" : "works";
      assert.equal(last.stderr, `openvpn-status-site: The command of [notify] ${again} again\n`);
      assert.deepEqual(titles(place.told()), [["robert connected", "alice disconnected"]]);
      assert.deepEqual(await step(4, "robert"), QUIET);
      assert.equal(place.told().length, 1);
      assert.equal((await runHere(place.args("check", 4), HOST)).status, 0);
    });
  }

  it("is missing is said before there is anything to tell, in each language, and not in a quiet run", async (t) => {
    for (const [language, begins, ends] of [
      [
        "en",
        /^openvpn-status-site: \[notify\] command: "\S+on-event" does not exist\. Put the command there.*\n$/,
        /can be run again/,
      ],
      ["de", /^openvpn-status-site: \[notify\] command: "\S+on-event" .*\n$/, /kann wieder ausgeführt werden/],
    ] as const) {
      const place = makeNotifyPlace(t, { head: [`language = "${language}"`] });
      const env = { XDG_RUNTIME_DIR: tempFolder(t) };
      const run = async (minutes: number, ...more: readonly string[]): Promise<CliRun> => {
        place.connect(minutes);
        return runCli(place.args("gen", minutes, ...more), { env });
      };
      assert.deepEqual(await run(0), QUIET);
      rmSync(join(place.folder, "on-event"));
      assert.deepEqual(await run(1, "-q"), QUIET);
      const first = await run(2);
      assert.equal(first.status, 0);
      assert.match(first.stderr, begins);
      assert.deepEqual(await run(3), QUIET);
      place.command("true");
      chmodSync(join(place.folder, "on-event"), 0o644);
      assert.notEqual((await run(4)).stderr, "", "it is another problem");
      chmodSync(join(place.folder, "on-event"), 0o755);
      assert.match((await run(5)).stderr, ends);
      assert.deepEqual(await run(6), QUIET);
      // Switched off, it is forgotten without a word.
      rmSync(join(place.folder, "on-event"));
      assert.match((await run(7)).stderr, begins);
      place.setNotify(null);
      assert.deepEqual(await run(8), QUIET);
      place.setNotify([]);
      assert.match((await run(9)).stderr, begins);
    }
  });

  it("fails is said in the language of the site, and so is that it works again", async (t) => {
    const place = makeNotifyPlace(t, { head: ['language = "de"'] });
    const env = { XDG_RUNTIME_DIR: tempFolder(t) };
    const run = async (minutes: number, ...names: readonly string[]): Promise<string> => {
      place.connect(minutes, ...names);
      return (await runCli(place.args("gen", minutes), { env })).stderr;
    };
    await run(0, "alice");
    place.command("echo 'no route' >&2", "exit 3");
    assert.match(
      await run(1, "alice", "robert"),
      /^openvpn-status-site: \[notify\] command: ".*" endete mit dem Rückgabewert 3\. .* Er sagte: "no route"\n$/,
    );
    place.command("cat > /dev/null");
    assert.equal(await run(2, "robert"), "openvpn-status-site: Der Befehl von [notify] funktioniert wieder\n");
  });

  it("fails, is taken away and comes back is said to fail again", async (t) => {
    const place = makeNotifyPlace(t);
    const env = { XDG_RUNTIME_DIR: tempFolder(t) };
    const said: string[] = [];
    const names = ["alice", "robert", "carol"];
    place.connect(0);
    await runCli(place.args("gen", 0), { env });
    place.command("exit 1");
    for (const [step, isOn] of [true, true, false, true, true].entries()) {
      place.setNotify(isOn ? [] : null);
      place.connect(step + 1, names[step % 3] ?? "");
      said.push((await runCli(place.args("gen", step + 1), { env })).stderr);
    }
    assert.deepEqual(
      said.map((text) => text !== ""),
      [true, false, false, false, true],
    );
  });

  it("hangs does not keep the next run from its work, nor is it started twice", async (t) => {
    const place = makeNotifyPlace(t);
    place.setNotify(['timeout = "6s"']);
    place.connect(0, "alice");
    await gen(place, 0);
    place.command(`echo started >> ${place.folder}/starts`, "sleep 60");
    place.connect(1, "alice", "robert");
    const slow = runCli(place.args("gen", 1));
    while (!existsSync(join(place.folder, "starts"))) await new Promise((resolve) => setTimeout(resolve, 20));
    place.connect(2, "alice", "robert", "carol");
    const startedAt = performance.now();
    assert.deepEqual(await gen(place, 2), QUIET);
    const took = performance.now() - startedAt;
    assert.match(readFileSync(join(place.out, "status.json"), "utf8"), /"carol"/);
    assert.equal(readLastNotify(join(place.history, "cache")), null, "how it goes is not known yet");
    const prune = await runHere(place.args("prune", 2, "--all", "--yes"), HOST);
    assert.equal(prune.status, 0);
    assert.ok(performance.now() - startedAt < 5500, "nobody waits for it");
    assert.ok(took < 4000, `${took} ms`);
    assert.equal((await slow).status, 0);
    assert.equal(readFileSync(join(place.folder, "starts"), "utf8"), "started\n");
    place.command(`{ cat; echo END; } >> ${place.folder}/told.log`);
    place.connect(3, "alice", "robert", "carol");
    await gen(place, 3);
    assert.deepEqual(titles(place.told()), [["robert connected", "carol connected"]]);
  });

  it("runs while another one is killed finds its change completed before it notes anything", async (t) => {
    const place = makeNotifyPlace(t);
    place.connect(0, "alice");
    await gen(place, 0);
    const change = { path: "samples/2020-01-01.csv", content: "time,server,clients,bytes_received,bytes_sent\n" };
    writeFileSync(join(place.folder, "journal"), `${JSON.stringify({ journal: 1, changes: [change] })}\n`);
    place.command(`cat > ${place.folder}/got`, `mv ${place.folder}/journal ${place.history}/journal`);
    place.connect(1, "alice", "robert");
    assert.deepEqual(await gen(place, 1), QUIET);
    assert.ok(existsSync(join(place.history, change.path)));
    assert.ok(place.sent().every(({ sent }) => sent !== ""));
  });

  it("was told by another run meanwhile is not told again", async (t) => {
    const place = makeNotifyPlace(t);
    place.connect(0, "alice");
    await gen(place, 0);
    place.connect(1, "alice", "robert");
    await gen(place, 1);
    const [{ id } = { id: "" }] = place.sent();
    const notify = { command: join(place.folder, "on-event"), kinds: [], timeoutSeconds: 5 };
    const send = (lines: ReadonlyMap<string, string | null>) =>
      sendEvents({ lines }, { history: place.history }, notify, NOTIFY_START, { nonRootUser: null });
    assert.deepEqual(await send(new Map([[id, "{}\n"]])), { kind: "sent", count: 0 });
    assert.equal(place.told().length, 1);
  });

  it("is not thought of in a quiet run: all has been noted", async (t) => {
    const place = makeNotifyPlace(t);
    const cached = (name: string): unknown => readCache(join(place.history, "cache", name), isAsWritten());
    for (const minutes of [0, 1]) {
      place.connect(minutes, "alice");
      await gen(place, minutes);
      const { key } = cached("build.json") as { readonly key: string };
      assert.equal(cached("noted.json"), key);
      assert.equal(mayHaveEvents(place.history, key), false);
      assert.equal(mayHaveEvents(place.history, "another"), true);
      assert.equal(mayHaveEvents(place.history, null), true);
    }
  });

  it("leaves something in the background may finish it, but no longer than the timeout", async (t) => {
    const place = makeNotifyPlace(t);
    place.setNotify(['timeout = "2s"']);
    place.connect(0, "alice");
    await gen(place, 0);
    place.command(
      `cat > ${place.folder}/got`,
      `(sleep 0.5; echo done > ${place.folder}/late) &`,
      `(sleep 5; echo no > ${place.folder}/too-late) &`,
    );
    place.connect(1, "alice", "robert");
    const startedAt = performance.now();
    assert.deepEqual(await gen(place, 1), QUIET);
    assert.ok(performance.now() - startedAt < 4500);
    assert.ok(existsSync(join(place.folder, "late")));
    assert.ok(place.sent().every(({ sent }) => sent !== ""));
    await new Promise((resolve) => setTimeout(resolve, 4000));
    assert.equal(existsSync(join(place.folder, "too-late")), false);
  });

  it("another user could change is not run by root", { skip: process.geteuid?.() !== 0 }, async (t) => {
    const place = makeNotifyPlace(t);
    place.connect(0, "alice");
    await gen(place, 0);
    chmodSync(join(place.folder, "on-event"), 0o777);
    place.connect(1, "alice", "robert");
    const { status, stderr } = await runCli(place.args("gen", 1), { env: ownEnvironment() as Record<string, string> });
    assert.equal(status, 0);
    assert.match(stderr, /root does not run .*on-event.* can be changed by everyone/);
    assert.deepEqual(place.told(), []);
  });
});

it("is bounded: of what is due for too long the oldest is left out, and that is told", async (t) => {
  const place = makeNotifyPlace(t);
  place.connect(0, "alice");
  await gen(place, 0);
  const rows = Array.from(
    { length: 5003 },
    (_, number) => `urn:uuid:${number},source,2026-11-21T10:00:00Z,,,,berlin,/x,stale,,`,
  );
  const path = join(place.history, "sent.csv");
  writeFileSync(path, `${readFileSync(path, "utf8").trimEnd()}\n${rows.join("\n")}\n`);
  place.connect(1, "alice", "robert");
  await gen(place, 1);
  const told = place.told().flat();
  assert.equal(told.length, 5001);
  assert.deepEqual([told[0]?.kind, told[0]?.["count"], told[0]?.title], ["left-out", 4, "4 older events are left out"]);
  assert.equal(told.at(-1)?.title, "robert connected");
  place.connect(2, "alice");
  await gen(place, 2);
  assert.deepEqual(
    titles(place.told()).slice(1),
    [["alice disconnected"]].map(() => ["robert disconnected"]),
  );
  assert.ok(place.sent().length <= 501, String(place.sent().length));
});
