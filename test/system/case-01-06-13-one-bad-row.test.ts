import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type CaseFolder, openCase } from "../support/case-folder.js";
import { fileTree } from "../support/file-tree.js";
import type { CliRun } from "../support/run-cli.js";

const NOW = "2026-05-14T10:10:20Z";
const SILENT: CliRun = { status: 0, stdout: "", stderr: "" };

interface SetAside {
  readonly line: number;
  readonly common_name: string | null;
  readonly reason: string;
}

interface SourceJson {
  readonly state: string;
  readonly rows_set_aside: readonly SetAside[];
}

interface ClientJson {
  readonly common_name: string;
  readonly confirmed: boolean;
}

const toStatus = (place: CaseFolder) =>
  place.statusJson() as { readonly sources: readonly SourceJson[]; readonly clients: readonly ClientJson[] };

function rowsSetAside(place: CaseFolder): readonly SetAside[] {
  const [source] = toStatus(place).sources;
  assert.equal(source?.state, "ok");
  return source.rows_set_aside;
}

const gen = (place: CaseFolder, file: string, now = NOW, ...more: readonly string[]) =>
  place.run("gen", "--status", file, "--name", "vpn", "--now", now, ...more);

const parse = (place: CaseFolder, file: string) => place.run("parse", join(place.folder, file));

const counters = (place: CaseFolder) =>
  place.rows("h/open.csv").map((row) => [row["user"], row["start"], row["bytes_received"], row["bytes_sent"]]);

describe("case 01: one client whose start lies far ahead", () => {
  it("is none of the parser's business", async (t) => {
    const run = await parse(openCase(t, "01-start-far-ahead"), "sample.log");
    assert.deepEqual([run.status, run.stderr], [0, ""]);
    const parsed = JSON.parse(run.stdout) as { clientList: Record<string, { connectedSince: string }> };
    assert.deepEqual(
      Object.values(parsed.clientList).map(({ connectedSince }) => connectedSince),
      ["2015-06-18T04:23:03Z", "2017-10-19T20:14:19Z"],
    );
  });

  it("is left out by gen and named, and the others are taken", async (t) => {
    const place = openCase(t, "01-start-far-ahead");
    const run = await gen(place, "ahead.log");
    assert.equal(run.status, 0);
    assert.match(
      run.stderr,
      /^openvpn-status-site: vpn \(.*ahead\.log\): 1 row of the status is set aside: line 5 \(dora\): /,
    );
    assert.equal(run.stderr.split("\n").length, 2);
    assert.deepEqual(counters(place), [["carl", "2026-05-14T06:10:00Z", "210500", "980700"]]);
    assert.deepEqual(rowsSetAside(place), [
      {
        line: 5,
        common_name: "dora",
        reason: 'expected Connected Since at most 400 days after the file\'s own time, got "2029-01-01T00:00:10Z"',
      },
    ]);
    for (const page of ["o/index.html", "o/servers/vpn/index.html"]) {
      assert.match(
        place.read(page),
        /<li>Line 5, <bdi>dora<\/bdi>: <bdi class="found" lang="en">expected Connected Since/,
      );
    }
  });
});

describe("case 06: an impossible counter of one client", () => {
  it("is left out by gen and named, and the others are taken", async (t) => {
    const place = openCase(t, "06-impossible-counter");
    assert.equal((await gen(place, "a.log")).status, 0);
    assert.deepEqual(counters(place), [["wim", "2026-05-14T10:00:00Z", "1000", "2000"]]);
    assert.deepEqual(rowsSetAside(place), [
      { line: 4, common_name: "vera", reason: 'expected Bytes Received below 2^53, got "18446744073709550000"' },
    ]);
  });

  it("is none of the parser's business", async (t) => {
    const run = await parse(openCase(t, "06-impossible-counter"), "a.log");
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /"bytesReceived": 18446744073709550000,/);
  });
});

describe("case 13: one odd row", () => {
  for (const [file, columns] of [
    ["longer.log", 14],
    ["shorter.log", 12],
  ] as const) {
    it(`of another width is left out by gen and named: ${file}`, async (t) => {
      const place = openCase(t, "13-one-odd-row");
      assert.equal((await gen(place, file)).status, 0);
      assert.deepEqual(counters(place), [["rob", "2026-05-14T09:53:20Z", "1000", "2000"]]);
      const [row, ...others] = rowsSetAside(place);
      assert.deepEqual([row?.line, row?.common_name, others], [5, "sue", []]);
      assert.ok(row?.reason.startsWith(`expected 13 fields as in the header, not ${columns}, got "CLIENT_LIST,sue,`));
    });
  }

  it("of an unknown kind is ignored", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    assert.deepEqual(await gen(place, "unknown-tag.log"), SILENT);
    assert.deepEqual(
      counters(place)
        .map(([user]) => user)
        .sort(),
      ["rob", "sue"],
    );
    assert.deepEqual(rowsSetAside(place), []);
  });
});

describe("a row that cannot be read for a while", () => {
  /** The file of case 13 at a minute after 10:10, changed. */
  const write = (place: CaseFolder, minute: number, change: (text: string) => string): string => {
    const text = readFileSync(join(place.folder, "unknown-tag.log"), "utf8");
    const at = text.replace(
      "2026-05-14 10:10:00,1778753400",
      `2026-05-14 10:${10 + minute}:00,${1778753400 + 60 * minute}`,
    );
    const changed = change(at);
    writeFileSync(join(place.folder, "live.log"), changed);
    return `2026-05-14T10:${10 + minute}:20Z`;
  };
  const as = (text: string) => text;
  const withoutLine = (start: string) => (text: string) => text.replace(new RegExp(`^${start}.*\n`, "gm"), "");
  const bad = (text: string) => text.replace(",3000,4000,", ",18446744073709550000,4000,");
  const worse = (text: string) => text.replace(",3000,4000,", ",3000,four,");

  it("is said when it begins and when it ends, ends nothing, and its session goes on where it was", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    const runs: (readonly [minute: number, change: (text: string) => string])[] = [
      [0, as],
      [1, bad],
      [2, worse],
      [3, bad],
      [4, as],
      [5, as],
    ];
    const said: string[] = [];
    for (const [minute, change] of runs) {
      const run = await gen(place, "live.log", write(place, minute, change));
      assert.equal(run.status, 0);
      said.push(run.stderr.replace(/ \(\S*live\.log\)/, "").replace(/: line 5.*/, ": …"));
      const sue = place.rows("h/open.csv").find(({ user }) => user === "sue");
      const isProven = change === as;
      assert.equal(
        sue?.["last_seen"],
        `2026-05-14T10:${isProven ? 10 + minute : 10}:00Z`,
        "nothing proves it meanwhile",
      );
      const live = toStatus(place).clients.find((client) => client.common_name === "sue");
      assert.equal(live?.confirmed, isProven);
    }
    const begins = "openvpn-status-site: vpn: 1 row of the status is set aside: …\n";
    const ends = "openvpn-status-site: vpn: all rows of the status are used again\n";
    assert.deepEqual(said, ["", begins, "", "", ends, ""]);
    assert.match(
      place.read("h/sources.csv"),
      /^server,source,snapshot_time,state,state_since,reported,.*\n.*,ok,[^,]*,no,.*\n$/,
    );
  });

  it("makes the same pages in a run that goes on and in a full one", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    await gen(place, "live.log", write(place, 0, as));
    const now = write(place, 1, bad);
    await gen(place, "live.log", now);
    const before = fileTree(join(place.folder, "o"));
    await gen(place, "live.log", now, "--full");
    assert.deepEqual(fileTree(join(place.folder, "o")), before);
  });

  it("ends its session at the last proof once it is gone", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    await gen(place, "live.log", write(place, 0, as));
    await gen(place, "live.log", write(place, 1, bad));
    assert.match(place.read("h/sources.csv"), /,no rows,.*\n$/);
    await gen(place, "live.log", write(place, 2, withoutLine("CLIENT_LIST,sue")));
    const [sue] = place.rows("h/sessions/2026-05-14.csv");
    assert.deepEqual([sue?.["user"], sue?.["end"]], ["sue", "2026-05-14T10:10:00Z"]);
  });

  it("is remembered over runs in which there is no status", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    await gen(place, "live.log", write(place, 0, bad));
    writeFileSync(join(place.folder, "live.log"), "");
    assert.match((await gen(place, "live.log", "2026-05-14T10:11:20Z")).stderr, /empty/);
    const back = await gen(place, "live.log", write(place, 2, bad));
    assert.match(back.stderr, /^.*ok again \(was empty\)\n$/);
  });

  it("in the routing table and in the statistics refuses nothing and is named", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    const now = write(place, 0, (text) =>
      text.replace("ROUTING_TABLE,10.8.0.3,", "ROUTING_TABLE,10.8.0.300,").replace("length,0", "length,-"),
    );
    assert.equal((await gen(place, "live.log", now)).status, 0);
    assert.equal(counters(place).length, 2);
    assert.deepEqual(
      rowsSetAside(place).map(({ line, common_name }) => [line, common_name]),
      [
        [8, "sue"],
        [9, null],
      ],
    );
  });

  it("among many is named on the page if it is one of the first, and in status.json in any case", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    const rows = Array.from({ length: 25 }, (_, index) => `CLIENT_LIST,user${index},x\n`).join("");
    const run = await gen(
      place,
      "live.log",
      write(place, 0, (text) => text.replace("HEADER,ROUTING", `${rows}$&`)),
    );
    assert.match(
      run.stderr,
      /: 25 rows of the status are set aside: line 6 \(user0\): .*; line 8 \(user2\): .*; and 22 more\. /,
    );
    assert.doesNotMatch(run.stderr, /user3/);
    const html = place.read("o/index.html");
    assert.match(html, /<li>Line 25, <bdi>user19<\/bdi>/);
    assert.match(html, /<li>and 5 more<\/li>/);
    assert.doesNotMatch(html, /user20/);
    assert.equal(rowsSetAside(place).length, 25);
  });

  it("is set aside even if it is no row at all: a name with a line break, and another program's text", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    await gen(place, "live.log", write(place, 0, as));
    const odd = (text: string) =>
      text.replace("HEADER,ROUTING", "Killed\nCLIENT_LIST,eve\nmore,192.0.2.9:1,10.8.0.9\n$&");
    const run = await gen(place, "live.log", write(place, 1, odd));
    assert.equal(run.status, 0);
    assert.match(run.stderr, /: 3 rows of the status are set aside: line 6: .*; line 7 \(eve\): .*; line 8: /);
    assert.deepEqual(
      place
        .rows("h/open.csv")
        .map(({ user, last_seen }) => [user, last_seen])
        .sort(),
      [
        ["rob", "2026-05-14T10:11:00Z"],
        ["sue", "2026-05-14T10:11:00Z"],
      ],
    );
    assert.deepEqual(
      rowsSetAside(place).map(({ line, common_name }) => [line, common_name]),
      [
        [6, null],
        [7, "eve"],
        [8, null],
      ],
    );
    assert.match(
      (await gen(place, "live.log", write(place, 2, as))).stderr,
      /all rows of the status are used again\n$/,
    );
  });

  it("shows a hostile name as text, on pages in German and on a terminal", async (t) => {
    const place = openCase(t, "13-one-odd-row");
    const name = "<img src=x onerror=alert(1)>\u202e\u001b[31m";
    const now = write(place, 0, (text) => bad(text).replaceAll(",sue,", `,${name},`));
    const run = await gen(place, "live.log", now, "--language", "de");
    assert.doesNotMatch(run.stderr, /[\u0000-\u0009\u000b-\u001f\u202e]/);
    assert.match(run.stderr, /1 Zeile des Status ist ausgelassen: line 5 \(<img/);
    for (const page of ["o/index.html", "o/servers/vpn/index.html"]) {
      const html = place.read(page);
      assert.match(html, /<li>Zeile 5, <bdi>&lt;img/);
      assert.doesNotMatch(html, /<img|[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
    assert.equal(rowsSetAside(place)[0]?.common_name, name);
    assert.doesNotMatch(place.read("o/status.json"), /<img/);
  });
});

describe("a file that is torn", () => {
  // What is left of an old route of version 2, and of an old client of version 1.
  const tagged = (text: string) => text.replace("ROUTING_TABLE,10.8.0.2,rob", "2,rob");
  const titled = () => `OpenVPN CLIENT LIST
Updated,2026-05-14 10:10:00
Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since
rob,203.0.113.1:4001,1000,2000,2026-05-14 09:53:20
13.2:4002,3000,4000,2026-05-14 10:01:40
ROUTING TABLE
Virtual Address,Common Name,Real Address,Last Ref
10.8.0.2,rob,203.0.113.1:4001,2026-05-14 10:09:55
GLOBAL STATS
Max bcast/mcast queue length,0
END
`;
  for (const [version, tear, line] of [
    [2, tagged, 7],
    [1, titled, 5],
  ] as const) {
    it(`is refused by gen and import, not set aside in part: version ${version}`, async (t) => {
      const place = openCase(t, "13-one-odd-row");
      writeFileSync(join(place.folder, "torn.log"), tear(place.read("unknown-tag.log")));
      const run = await gen(place, "torn.log");
      assert.equal(run.status, 65);
      assert.match(run.stderr, new RegExp(`invalid: [Ll]ine ${line}: expected `));
      assert.deepEqual(place.rows("h/open.csv"), []);
      const [source] = toStatus(place).sources;
      assert.deepEqual([source?.state, source?.rows_set_aside], ["invalid", []]);
      const imported = await place.run("import", "--server", "vpn", "--now", "2026-05-15T00:00:00Z", "torn.log");
      assert.equal(imported.status, 65);
      assert.match(imported.stderr, new RegExp(`left out: .*torn\\.log: line ${line}: expected `));
    });
  }
});

describe("import of an archived status file with a bad row", () => {
  it("takes the other rows and names the one that is left out", async (t) => {
    const place = openCase(t, "06-impossible-counter");
    const run = await place.run("import", "--server", "vpn", "--now", "2026-05-15T00:00:00Z", "a.log");
    assert.equal(run.status, 0);
    assert.match(
      run.stderr,
      /left out: .*a\.log: line 4 \(vera\): expected Bytes Received below 2\^53, got "18446744073709550000"\n/,
    );
    assert.deepEqual(
      place.rows("h/sessions/2026-05-14.csv").map(({ user }) => user),
      ["wim"],
    );
  });
});
