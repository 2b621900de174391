import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeCommands, type CommandPlace } from "../../src/commands/doctor/doctor-commands.js";
import { formatInterval } from "../../src/commands/doctor/format-interval.js";
import type { Context, Finding } from "../../src/commands/doctor/finding.js";
import {
  judgeCertificates,
  type CertificatesFacts,
  type IndexFacts,
  type ServerCertificateFacts,
} from "../../src/commands/doctor/judge/certificates.js";
import {
  judgeHistoryFolder,
  judgeMetricsFolder,
  judgeOutFolder,
  type FolderFacts,
} from "../../src/commands/doctor/judge/folders.js";
import { judgeHooks, type EventFileFacts, type HookFacts } from "../../src/commands/doctor/judge/hooks.js";
import { judgeIntervals } from "../../src/commands/doctor/judge/intervals.js";
import { judgeLastRun, type LastRunFacts } from "../../src/commands/doctor/judge/last-run.js";
import { judgeOpenvpnConfigs } from "../../src/commands/doctor/judge/openvpn-configs.js";
import { judgeLock } from "../../src/commands/doctor/judge/lock.js";
import { judgePublished, type PublishedFacts } from "../../src/commands/doctor/judge/published.js";
import { judgeSchedule, type Schedule } from "../../src/commands/doctor/judge/schedule.js";
import { judgeMaxClients } from "../../src/commands/doctor/judge/max-clients.js";
import { judgeNotify, type NotifyFacts } from "../../src/commands/doctor/judge/notify.js";
import { judgeServiceLimits } from "../../src/commands/doctor/judge/service-limits.js";
import { judgeAliases, judgeCountries, type SiteFilesFacts } from "../../src/commands/doctor/judge/site-files.js";
import { judgeSourceVersions } from "../../src/commands/doctor/judge/source-versions.js";
import { judgeSourceWriters } from "../../src/commands/doctor/judge/source-writers.js";
import { judgeSources, type SourceFacts } from "../../src/commands/doctor/judge/sources.js";
import {
  judgeAnswers,
  judgeWebAccess,
  judgeWebSites,
  type ServedSite,
} from "../../src/commands/doctor/judge/web-sites.js";
import type { Access, SystemUser } from "../../src/io/files/user-access.js";
import type { CertificateState } from "../../src/site/certificates/certificates.js";
import type { IgnoredCronJob } from "../../src/io/system/find-cron-job.js";
import { doctorTextsIn } from "../../src/text/i18n/doctor-texts.js";
import { tempFolder } from "../support/temp-folder.js";

const RUNNER: SystemUser = { name: "vpn", uid: 1001, gids: [1001, 50] };
const PLACE: CommandPlace = {
  isRoot: true,
  startWords: ["openvpn-status-site"],
  configPath: "/etc/x y.toml",
  hasKeys: true,
  currentFolder: "/home/x",
  history: "/h",
  out: "/o",
  user: "vpn",
  hasService: false,
  sources: ["/run/a.log", "/run/b.log"],
  servers: ["/run/a.log", "/run/b.log"].map((status) => {
    return { status, writtenStatus: status, events: null, timezone: null };
  }),
};
const CONTEXT: Context = {
  t: doctorTextsIn("en"),
  language: "en",
  dateFormat: "iso",
  commands: makeCommands(PLACE),
  runner: RUNNER,
  service: null,
};
const FOLDER: FolderFacts = {
  what: "history",
  path: "/h",
  isFolder: true,
  access: { kind: "granted" },
  isOpenToAll: false,
  keepsGroup: true,
  volume: { freeBytes: 5e9, freeFiles: 1_000_000 },
};

function said(findings: readonly Finding[]): string {
  return findings.map((one) => `${one.verdict}: ${one.found}`).join("\n");
}

const CRON: Schedule = { kind: "cron", path: "/c", everySeconds: 300 };
const server = {
  ...{ configPath: "/etc/openvpn/a.conf", statusPath: "/run/a.log", statusSeconds: 60, unit: "openvpn@a" },
  ...{
    isServer: true,
    status: null,
    statusVersion: null,
    networks: [],
    user: null,
    logPath: null,
    scriptSecurity: 1,
  },
  ...{ clientConnect: null, clientDisconnect: null, maxClients: 100, isStatusThere: true, isRead: true },
};

describe("the folders of history and site", () => {
  const judge = (change: Partial<FolderFacts>): string =>
    said(
      judgeHistoryFolder({ history: { ...FOLDER, ...change }, out: FOLDER, isNested: false, metrics: null }, CONTEXT),
    );
  it("need space, and room for files", () => {
    assert.equal(judge({}), "ok: 5.0 GB are free");
    assert.equal(judge({ volume: { freeBytes: 100e6, freeFiles: 10_000 } }), "ok: 100.0 MB are free");
    assert.equal(judge({ volume: { freeBytes: 99e6, freeFiles: null } }), "problem: only 99.0 MB are free");
    assert.equal(judge({ volume: { freeBytes: 5e9, freeFiles: null } }), "ok: 5.0 GB are free");
    assert.match(judge({ volume: { freeBytes: 5e9, freeFiles: 9999 } }), /^problem: only 9999 more files fit/);
    assert.match(judge({ volume: null }), /^unknown: /);
  });
  it("say in the reader's language how much is free, and list what fills the volume that they are on", (t) => {
    const german: Context = { ...CONTEXT, t: doctorTextsIn("de"), language: "de" };
    const find = (volume: FolderFacts["volume"], path: string): Finding => {
      const folders = { history: { ...FOLDER, path, volume }, out: FOLDER, isNested: false, metrics: null };
      const [found] = judgeHistoryFolder(folders, german);
      assert.ok(found !== undefined);
      return found;
    };
    assert.match(find({ freeBytes: 5e9, freeFiles: null }, "/h").found, /5,0 GB/);
    const path = join(tempFolder(t), "it's $HOME here");
    mkdirSync(path);
    for (const volume of [
      { freeBytes: 1e6, freeFiles: null },
      { freeBytes: 5e9, freeFiles: 3 },
    ]) {
      const found = find(volume, path);
      const [, target] =
        /^du -xh? .*(\$\(.*\))" \| sort -[hn] \| tail -n 30$/.exec("command" in found ? found.command : "") ?? [];
      assert.match(found.found, /^nur (1,0 MB|noch 3)/);
      // Only the volume, which is all of this system's disk: the list itself would take minutes.
      const run = spawnSync("sh", ["-c", `stat -c %d:%i "${target}"`], { encoding: "utf8" });
      const { dev } = statSync(path);
      assert.match(run.stdout, new RegExp(`^${dev}:\\d+\n$`), run.stderr);
    }
  });
  it("must be folders", () => {
    assert.equal(judge({ isFolder: false }), "problem: it is not a folder");
  });
  it("may be open to all only if they are the site", () => {
    const out = { ...FOLDER, what: "out", isOpenToAll: true } as const;
    assert.match(said(judgeOutFolder({ history: FOLDER, out, isNested: false, metrics: null }, CONTEXT)), /^ok/);
    assert.match(judge({ isOpenToAll: true }), /^problem: every user/);
    assert.match(judge({ keepsGroup: false }), /^ok/);
  });
});

describe("what programs read of the site", () => {
  const judge = (kind: PublishedFacts["kind"], ageSeconds: number | null = null): string =>
    judgePublished({ path: "/o/status.json", kind, ageSeconds }, CONTEXT)
      .map((one) => `${one.subject} ${one.verdict}: ${one.found}${one.verdict === "ok" ? "" : ` | ${one.command}`}`)
      .join();
  it("is there, can be understood, and has a time that may be right", () => {
    const gen = "runuser -u vpn -- openvpn-status-site gen --config '/etc/x y.toml'";
    assert.equal(judge("status", 75), "/o/status.json ok: 1 min 15 s old");
    assert.equal(judge("status", -300), "/o/status.json ok: 0 s old");
    assert.equal(
      judge("status", -301),
      `/o/status.json problem: made 5 min 01 s ahead of now, by a clock that was wrong: check it (timedatectl) | ${gen}`,
    );
    assert.equal(judge("missing"), `/o/status.json problem: it is missing | ${gen}`);
    assert.match(judge("damaged"), /^\/o\/status.json problem: it was not written by gen.* gen .* --full$/);
    assert.deepEqual(judgePublished(null, CONTEXT), []);
    assert.match(judge("unreadable"), /^\/o\/status.json unknown: .* doctor /);
  });
});

describe("the folder of metrics_file", () => {
  const judge = (access: Access): string =>
    judgeMetricsFolder({ metrics: { file: "/m n/a.prom", folder: "/m n", access } }, CONTEXT)
      .map((one) => `${one.verdict}: ${one.found}${one.verdict === "ok" ? "" : ` | ${one.command}`}`)
      .join();
  it("must be there, and take a file", () => {
    assert.deepEqual(judgeMetricsFolder({ metrics: null }, CONTEXT), []);
    assert.equal(judge({ kind: "granted" }), "ok: /m n/a.prom");
    assert.match(judge({ kind: "hidden" }), /^unknown: /);
    assert.match(
      judge({ kind: "missing" }),
      /^problem: the folder \/m n does not exist: gen fails .* \| install -d -o vpn '\/m n'$/,
    );
    const denied = { kind: "denied", at: "/m n", isFolderOnWay: false } as const;
    assert.match(judge(denied), /^problem: vpn, .* may not write here: \/m n \| setfacl -m u:vpn:rwx '\/m n'$/);
    assert.match(judge({ ...denied, at: "/", isFolderOnWay: true }), /\| chmod a\+x \/$/);
    assert.match(judge({ ...denied, enoughMask: "rwx" }), /mask does not \| setfacl -m m::rwx '\/m n'$/);
  });
});

describe("certificates", () => {
  const index: IndexFacts = { path: "/p/i 1", access: { kind: "granted" }, isGiven: false, flaw: "", count: 2 };
  const own: ServerCertificateFacts = {
    ...{ path: "/s.crt", server: null, kind: "server", access: { kind: "granted" }, flaw: "" },
    expiry: { state: "valid", day: "2027-01-02" },
  };
  const judge = (facts: Partial<CertificatesFacts>, context = CONTEXT): string =>
    judgeCertificates({ index: null, servers: [], ...facts }, context)
      .map((one) => [one.verdict, one.subject, one.found, ...(one.verdict === "ok" ? [] : [one.command])].join(" | "))
      .join("\n");
  it("need not be named", () => {
    assert.equal(judge({}), "ok | certificates | the config names none");
    assert.equal(judge({ index }), "ok | certificates | 2 names in /p/i 1");
  });
  it("of a server must be valid for a while", () => {
    const dated = (state: CertificateState): string =>
      judge({ servers: [{ ...own, server: "berlin", expiry: { state, day: "2027-01-02" } }] });
    assert.equal(judge({ servers: [own] }), "ok | certificate of /s.crt | valid until 2027-01-02");
    assert.match(
      judge({ servers: [own] }, { ...CONTEXT, t: doctorTextsIn("de"), language: "de", dateFormat: "dmy-dots" }),
      /gültig bis 02\.01\.2027$/,
    );
    assert.equal(dated("valid"), "ok | certificate of berlin | valid until 2027-01-02");
    assert.match(
      dated("expires-soon"),
      /^problem \| certificate of berlin \| expires on 2027-01-02: .* \| openssl x509 /,
    );
    assert.match(dated("expired"), /^problem \| certificate of berlin \| expired on 2027-01-02: .* \| openssl x509 /);
    assert.match(
      judge({ servers: [{ ...own, kind: "ca", flaw: "odd", expiry: null }] }),
      /^problem \| CA's .* \| odd \| vi /,
    );
    assert.match(judge({ servers: [{ ...own, access: { kind: "hidden" } }] }), /^unknown \| /);
  });
  it("of clients are given to whoever makes the site, each folder that is closed too", () => {
    const closed = { kind: "denied", at: "/p", isFolderOnWay: true } as const;
    const file = { kind: "denied", at: "/p/i 1", isFolderOnWay: false } as const;
    assert.match(
      judge({ index: { ...index, access: closed } }),
      /chgrp \+1001 \/p '\/p\/i 1' && chmod g\+x \/p && chmod g\+r /,
    );
    assert.match(
      judge({ index: { ...index, access: { ...closed, at: "/" } } }),
      /chgrp \+1001 \/ \/p '\/p\/i 1' && chmod g\+x \/ \/p && /,
    );
    assert.match(
      judge({ index: { ...index, access: file } }),
      /\| chgrp \+1001 '\/p\/i 1' && chmod g\+r '\/p\/i 1' && printf /,
    );
    const percent = judge({ index: { ...index, path: "/p/%d", access: file } });
    assert.match(percent, /\| chgrp \+1001 \S+%d\S* && .*root chgrp \+1001 \S*\\%d/);
    assert.match(
      judge({ index: { ...index, access: { kind: "hidden" } } }),
      /^unknown \| certificates \| no permission/,
    );
  });
  it("of clients are given by the service where it runs as that user", () => {
    const access = { kind: "denied", at: "/p/i 1", isFolderOnWay: false } as const;
    const settings = (user: string): Context => ({
      ...CONTEXT,
      service: { path: "/u", settings: new Map([["User", [user]]]), isEnabled: true, tmpfiles: [] },
    });
    const dropIn = judge({ index: { ...index, access } }, settings("vpn"));
    assert.match(
      dropIn,
      /'ExecStartPre=\+-\/bin\/chmod g\+r "\/p\/i 1"' > \S+\/certificates\.conf && systemctl daemon-reload$/,
    );
    assert.match(judge({ index: { ...index, access } }, settings("other")), /\| chgrp /);
    const given = judge({ index: { ...index, access, isGiven: true } }, settings("vpn"));
    assert.equal(given, "ok | certificates | systemd lets vpn read it, before each run");
    assert.match(
      judge({ index: { ...index, access, isGiven: true, flaw: "odd" } }),
      /^problem \| certificates \| odd \| vi /,
    );
  });
});

describe("a command that mends", () => {
  it("begins with sudo where root must run it, also if it consists of several", () => {
    const { asRoot, gen } = makeCommands({ ...PLACE, isRoot: false });
    assert.equal(asRoot("chmod g+r /x"), "sudo chmod g+r /x");
    assert.equal(asRoot("a > /x && b 'c'"), `sudo sh -c 'a > /x && b '\\''c'\\'''`);
    assert.equal(asRoot("sed -i 's|a;b|c|' /x"), "sudo sed -i 's|a;b|c|' /x");
    assert.equal(gen(), "sudo runuser -u vpn -- openvpn-status-site gen --config '/etc/x y.toml'");
    assert.equal(CONTEXT.commands.asRoot("a > /x && b"), "a > /x && b");
  });
  it("starts a run as whoever makes the site", () => {
    const commands = makeCommands({ ...PLACE, configPath: null, user: null });
    assert.equal(commands.gen("-v"), "openvpn-status-site gen --history /h --out /o -v");
    const service = makeCommands({ ...PLACE, hasService: true });
    assert.equal(service.gen(), "systemctl start openvpn-status-site.service");
    assert.match(service.gen("--full"), /^runuser -u vpn -- /);
  });
  it("names all servers in a config that has named none", () => {
    const commands = makeCommands({ ...PLACE, configPath: null, servers: [] });
    const tables = (...lines: readonly string[]): string => lines.map((line) => `'${line}'`).join(" ");
    const [a, b, c] = ["a", "b", "c"].map((name) => `status = "/run/${name}.log"`);
    assert.equal(
      commands.addServer("/run/c.log"),
      `printf '%s\\n' ${tables("[[server]]", a ?? "", "[[server]]", b ?? "", "[[server]]", c ?? "")} >> /home/x/openvpn-status-site.toml`,
    );
    assert.match(
      commands.setServerKey("/run/b.log", "timezone", "UTC"),
      /a\.log"' '\[\[server\]\]' 'status = "\/run\/b\.log"' 'timezone = "UTC"' >> /,
    );
    assert.match(
      CONTEXT.commands.addServer("/run/c.log"),
      /^printf '%s\\n' '\[\[server\]\]' 'status = "\/run\/c\.log"' >> '\/etc\/x y\.toml'$/,
    );
  });
});

describe("what is judged by itself", () => {
  const judge = (change: object): string =>
    said(judgeOpenvpnConfigs({ servers: [{ ...server, ...change }], unreadable: [], hasSource: true }, CONTEXT));
  it("a status that the unit names is a status", () => {
    assert.equal(judge({}), "ok: writes its status every 1 min: /run/a.log");
    assert.match(judge({ isStatusThere: false }), /^problem: has no “status” directive/);
    assert.match(judge({ statusSeconds: 61 }), /^problem: writes its status only every 1 min 01 s/);
  });
  it("no config is well where the status comes from elsewhere", () => {
    const none = { servers: [], unreadable: [] };
    assert.match(said(judgeOpenvpnConfigs({ ...none, hasSource: true }, CONTEXT)), /^ok: no server/);
    assert.equal(said(judgeOpenvpnConfigs({ ...none, hasSource: false }, CONTEXT)), "");
    const hidden = { servers: [], unreadable: ["/etc/openvpn/server"], hasSource: true };
    assert.equal(said(judgeOpenvpnConfigs(hidden, CONTEXT)), "unknown: no permission to read /etc/openvpn/server");
  });
  it("a lock may be held for five minutes", () => {
    const held = (seconds: number): string =>
      said(judgeLock({ holder: { processId: 7, heldSeconds: seconds } }, CONTEXT));
    assert.match(held(300), /^ok: a run has been going on/);
    assert.match(held(301), /^problem: a run hangs/);
  });
  it("runs by something else are seen by the distances of their snapshots, not by one run", () => {
    const schedule = { kind: "none", unreadable: [], ignored: null } as const;
    const toSeconds = (minutes: readonly number[]): readonly number[] => minutes.map((count) => 60 * count);
    const judged = (...minutesAgo: readonly number[]): string =>
      said(judgeSchedule({ schedule, snapshotAges: [[7], toSeconds(minutesAgo)] }, CONTEXT));
    const regular = "ok: something starts them at regular intervals";
    const none = "problem: nothing here starts gen regularly: neither systemd nor cron";
    assert.equal(judged(), none);
    assert.equal(judged(1), none, "by hand, just now");
    assert.equal(judged(12, 1), none, "twice");
    assert.equal(judged(10.5, 5.5, 0.5), regular);
    assert.equal(judged(10.4, 5.5, 0.5), none, "too short a time");
    assert.equal(judged(11, 10, 9, 8, 6, 5, 4, 3, 2, 1), regular, "one is missing");
    assert.equal(judged(12, 11.5, 11, 1), none, "tried, and once more later");
    assert.equal(judged(20, 12, 4), regular);
    assert.equal(judged(21, 12, 4), none, "the first was too long ago");
    assert.equal(judged(19, 17, 15, 13, 11, 9, 7, 5), regular);
    assert.equal(judged(19, 17, 15, 13, 11, 9, 7, 5.1), none, "they ended");
    const hidden = { kind: "none", unreadable: ["/var/spool/cron/crontabs"], ignored: null } as const;
    assert.match(said(judgeSchedule({ schedule: hidden, snapshotAges: [] }, CONTEXT)), /^unknown/);
  });
  it("a job that cron ignores is named, unless runs are regular", () => {
    const judged = (name: string, why: IgnoredCronJob["why"], ages: readonly number[] = []): string => {
      const ignored = { path: `/etc/cron.d/${name}`, why };
      const schedule = { kind: "none", unreadable: ["/x"], ignored } as const;
      return judgeSchedule({ schedule, snapshotAges: [ages] }, CONTEXT)
        .map((one) => `${one.verdict}: ${one.found}${one.verdict === "ok" ? "" : ` | ${one.command}`}`)
        .join();
    };
    assert.equal(
      judged("a b.c", "name"),
      "problem: cron ignores /etc/cron.d/a b.c: its name has other characters than A-Z, a-z, 0-9, _ and - | mv -n '/etc/cron.d/a b.c' /etc/cron.d/a-b-c",
    );
    assert.equal(
      judged("a", "owner"),
      "problem: cron ignores /etc/cron.d/a: root does not own it | chown root: /etc/cron.d/a && chmod go-w /etc/cron.d/a",
    );
    assert.match(judged("a", "mode"), /^problem: cron ignores \S+a: others than root may write to it \| chown root: /);
    assert.match(judged("a.b", "name", [900, 600, 300]), /^ok/);
  });
  it("a site that is closed to this host may be open to others", () => {
    const site: ServedSite["site"] = {
      ...{ kind: "nginx", configPath: "/c", roots: [], name: null, address: "127.0.0.1", port: 80, isTls: false },
      ...{ passwordFile: null, isOpen: false, hasAddressRule: true },
    };
    const answers = (isMeant: boolean): string => {
      const served: ServedSite = {
        ...{ site, user: "www-data", access: { kind: "granted" }, group: "www-data", passwordAccess: null },
        answer: { url: "http://localhost/", kind: "forbidden", isMeant },
      };
      const facts = { out: "/o", sites: [served], installed: [], unused: null, unreadable: [] };
      return said(judgeAnswers(facts, CONTEXT));
    };
    assert.match(answers(true), /^ok/);
    assert.match(answers(false), /^problem: answers 403/);
  });
  it("where no web server is, one is installed", () => {
    const [finding] = judgeWebSites({ out: "/o", sites: [], installed: [], unused: null, unreadable: [] }, CONTEXT);
    assert.ok(finding?.verdict === "problem");
    assert.match(
      finding.command,
      /^apt install nginx-light && openvpn-status-site print nginx --config '\/etc\/x y\.toml' > \/etc\/nginx\/conf\.d\//,
    );
  });
  it("an interval has no seconds that are none", () => {
    assert.deepEqual(
      [10, 60, 90, 600, 3600].map((seconds) => formatInterval("en", seconds)),
      ["10 s", "1 min", "1 min 30 s", "10 min", "1 h"],
    );
  });
});

const SOURCE: SourceFacts = {
  ...{ server: "a", source: "/run/a.log", isManagement: false, state: "ok", detail: "", advice: null },
  ...{ access: { kind: "granted" }, isGivenAccess: false, version: 2, zone: "UTC", fittingZone: null },
  ...{
    ageSeconds: 5,
    stepSeconds: 60,
    writers: [{ id: 1, name: "openvpn" }],
    openvpn: null,
    notRead: [],
    maxClients: null,
  },
};

describe("sources", () => {
  it("must be there", () => {
    assert.equal(said(judgeSources([], CONTEXT)), "problem: no status file is configured or found");
    assert.equal(said(judgeSources([SOURCE], CONTEXT)), "ok: a status, 5 s old");
  });
  it("that whoever asks may not read may be read by whoever makes the site", () => {
    const hidden = { ...SOURCE, state: "unreadable" } as const;
    assert.match(said(judgeSources([hidden], CONTEXT)), /^unknown: no permission/);
    const access: Access = { kind: "denied", at: "/run", isFolderOnWay: true };
    assert.match(said(judgeSources([{ ...hidden, access }], CONTEXT)), /^problem: /);
    assert.match(said(judgeSources([{ ...hidden, isManagement: true }], CONTEXT)), /^problem: /);
  });
  it("that no server here writes restart none: the config may name another file than it should", () => {
    const judge = (change: Partial<SourceFacts>): string =>
      [judgeSources, judgeSourceWriters]
        .flatMap((judgement) => judgement([{ ...SOURCE, ...change, writers: [] }], CONTEXT))
        .map((one) => `${one.found} | ${one.verdict === "ok" ? "" : one.command}`)
        .join("\n");
    const missing = { state: "missing", detail: "no file matches it" } as const;
    const edit = "vi '/etc/x y.toml'";
    assert.equal(judge(missing), `The file does not exist. (no file matches it) | ${edit}`);
    assert.equal(
      judge({ ...missing, notRead: ["/run/c.log", "/run/d.log"] }),
      `The file does not exist. (no file matches it) OpenVPN writes its status here to /run/c.log, /run/d.log | ${edit}`,
    );
    assert.doesNotMatch(judge({ ...missing, notRead: ["/run/c.log"], isManagement: true }), /here/);
    const folder = { state: "invalid", detail: "it is a folder, not a file" } as const;
    assert.match(judge(folder), /\| vi \S+ \S+\nno process writes it \| vi \S+ \S+$/);
    assert.match(
      judge({ state: "stale" }),
      /\| systemctl status 'openvpn\*@\*'\n.*\| systemctl status 'openvpn\*@\*'$/,
    );
    const own = { openvpn: server, notRead: ["/run/c.log"] };
    assert.equal(
      judge({ ...missing, ...own }),
      "The file does not exist. (no file matches it) | systemctl restart openvpn@a",
    );
    assert.match(judge({ ...folder, ...own }), /\| systemctl restart openvpn@a\n.*\| systemctl restart openvpn@a$/);
  });
  it("that two servers write in turn are a problem, for every user", () => {
    const judge = (change: Partial<SourceFacts>): string => {
      const facts: SourceFacts = { ...SOURCE, advice: "two-writers", ...change };
      const found = [judgeSources, judgeSourceWriters].flatMap((judgement) => judgement([facts], CONTEXT));
      return found.map((one) => `${one.verdict}: ${one.found} | ${one.verdict === "ok" ? "" : one.command}`).join("\n");
    };
    const inTurn = /^problem: two servers seem to write it in turn \| grep -rsn '\S+status\S+' \/etc\/openvpn$/;
    assert.match(judge({}), inTurn);
    assert.match(judge({ writers: [], openvpn: server }), inTurn, "a restart would change nothing");
    assert.match(judge({ writers: null }), inTurn, "also if only root could see them");
    const two = [1, 2].map((id) => ({ id, name: "openvpn" }));
    assert.match(judge({ writers: two }), /^problem: several processes write it: openvpn \(1\), openvpn \(2\) \| ps /);
    assert.match(judge({ isManagement: true }), /^ok: /);
  });
  it("have a writer, unless they are copied", () => {
    const judge = (change: Partial<SourceFacts>): string =>
      said(judgeSourceWriters([{ ...SOURCE, ...change }], CONTEXT));
    assert.equal(judge({}), "ok: openvpn (1)");
    assert.match(judge({ writers: [] }), /^ok: no process of this host/);
    assert.match(judge({ writers: [], state: "stale" }), /^problem: no process writes it/);
    assert.match(judge({ writers: null }), /^unknown/);
    const command = (...writers: readonly (readonly [number, string])[]): string =>
      judgeSourceWriters([{ ...SOURCE, writers: writers.map(([id, name]) => ({ id, name })) }], CONTEXT)
        .map((finding) => ("command" in finding ? finding.command : ""))
        .join();
    assert.match(command([1, "openvpn"], [2, "cp"]), /kill 2$/);
    assert.match(command([1, "cp"], [2, "openvpn"]), /kill 1$/, "never OpenVPN");
    assert.match(command([1, "a"], [2, "b"]), /kill 2$/, "the one that came last");
    assert.match(command([1, "openvpn"], [2, "openvpn"]), /ps -o pid,lstart,args -p 1,2$/, "only an admin can tell");
    assert.equal(judge({ state: "missing" }) + judge({ isManagement: true }), "");
  });
  it("have OpenVPN's max-clients, if the config has one at all", () => {
    const judge = (change: Partial<SourceFacts>): string =>
      said(judgeMaxClients([{ ...SOURCE, openvpn: server, ...change }], CONTEXT));
    assert.equal(judge({}) + judge({ openvpn: null, maxClients: 7 }), "");
    assert.equal(judge({ maxClients: 100 }), "ok: 100");
    assert.equal(
      judge({ maxClients: 99 }),
      "problem: 99 in the site's config, but OpenVPN accepts 100 (“max-clients” in /etc/openvpn/a.conf; without it 1024)",
    );
  });
  it("of version 1 have local times", () => {
    const judge = (change: Partial<SourceFacts>): string =>
      said(judgeSourceVersions([{ ...SOURCE, ...change }], CONTEXT));
    assert.equal(judge({}), "ok: status-version 2");
    assert.match(judge({ version: 1 }), /^ok: status-version 1, with local times of UTC/);
    assert.equal(judge({ version: null }), "");
  });
  it("are read as often as they are written, or each minute", () => {
    const openvpn = { ...server, statusSeconds: 10 };
    const judge = (stepSeconds: number | null, statusSeconds = 10, schedule: Schedule = CRON): string =>
      said(
        judgeIntervals(
          { sources: [{ ...SOURCE, stepSeconds, openvpn: { ...openvpn, statusSeconds } }], schedule },
          CONTEXT,
        ),
      );
    assert.equal(judge(null), "");
    assert.equal(judge(150), "ok: a new status every 2 min 30 s");
    assert.match(
      judge(151),
      /^problem: a new status only every 2 min 31 s; OpenVPN writes one every 10 s; cron runs every 5 min$/,
    );
    assert.match(judge(300, 120), /^ok/);
    assert.match(judge(151, 10, { kind: "cron", path: "/c", everySeconds: null }), /every 10 s$/);
    assert.match(judge(151, 10, { kind: "systemd" }), /every 10 s$/);
    const unknownServer = [{ ...SOURCE, stepSeconds: 151 }];
    assert.equal(
      said(judgeIntervals({ sources: unknownServer, schedule: { kind: "systemd" } }, CONTEXT)),
      "problem: a new status only every 2 min 31 s",
    );
  });
});

describe("runs", () => {
  const judge = (run: LastRunFacts["run"]): string => said(judgeLastRun({ run, limitSeconds: 300 }, CONTEXT));
  it("are known, recent and short", () => {
    const run = { agoSeconds: 300, durationSeconds: 60, problem: null };
    assert.equal(judge(run), "ok: 5 min 00 s ago, took 60.0 s");
    assert.match(judge({ ...run, agoSeconds: 301 }), /^problem: 5 min 01 s ago: nothing/);
    assert.equal(judge({ ...run, agoSeconds: -300 }), "ok: 0 s ago, took 60.0 s");
    assert.match(judge({ ...run, agoSeconds: -301 }), /^problem: 5 min 01 s ahead of now, by a clock that was wrong/);
    assert.match(judge({ ...run, durationSeconds: 60.1 }), /^problem: .* took 60\.1 s/);
    assert.equal(judge(null), "problem: none is known");
    assert.match(judge("hidden"), /^unknown/);
  });
  it("are started by systemd or cron", () => {
    const judged = (schedule: Schedule): string => said(judgeSchedule({ schedule, snapshotAges: [] }, CONTEXT));
    assert.equal(judged({ kind: "systemd" }), "ok: systemd starts them");
    assert.equal(judged(CRON), "ok: cron starts them every 5 min: /c");
    assert.equal(judged({ kind: "cron", path: "/c", everySeconds: null }), "ok: cron starts them: /c");
  });
});

describe("the service", () => {
  const judge = (
    settings: Readonly<Record<string, string>>,
    tcpSources: readonly string[] = [],
    command: string | null = null,
  ): string => {
    const all = new Map(Object.entries(settings).map(([name, value]) => [name, [value]]));
    const service = { path: "/u", settings: all, isEnabled: true, tmpfiles: [] };
    return said(judgeServiceLimits({ tcpSources, command, written: ["/srv/out"], read: [] }, { ...CONTEXT, service }));
  };
  it("may write everywhere if the system is not protected", () => {
    assert.equal(judge({}), "ok: allows what the config needs: /u");
    assert.match(judge({ ProtectSystem: "strict" }), /^problem: may not write to \/srv\/out/);
    assert.match(judge({ ProtectSystem: "strict", ReadWritePaths: "-/srv" }), /^ok/);
    assert.match(judge({ ProtectSystem: "strict", ReadWritePaths: "/srv/o" }), /^problem/);
    assert.match(judge({ ProtectSystem: "strict", StateDirectory: "srv" }), /^problem/);
  });
  it("needs a network of its own, and the protocol", () => {
    const tcp = ["tcp:127.0.0.1:1"];
    assert.match(judge({}, tcp), /^ok/);
    assert.match(judge({ PrivateNetwork: "yes" }, tcp), /^problem: has no network/);
    assert.match(judge({ RestrictAddressFamilies: "AF_UNIX" }, tcp), /^problem: has no network/);
    assert.match(judge({ PrivateNetwork: "no", RestrictAddressFamilies: "AF_INET" }, tcp), /^ok/);
  });
  it("lets the command of [notify] reach other hosts", () => {
    const [open, command] = [{ PrivateNetwork: "no", RestrictAddressFamilies: "AF_INET" }, "/on-event"];
    assert.match(judge({}, [], command), /^ok/);
    assert.match(
      judge({ PrivateNetwork: "yes" }, [], command),
      /^problem: lets \/on-event, .*the drop-in notify is missing/,
    );
    assert.match(judge({ RestrictAddressFamilies: "AF_UNIX" }, [], command), /^problem: lets/);
    assert.match(judge({ ...open, IPAddressDeny: "any", IPAddressAllow: "localhost" }, [], command), /^problem: lets/);
    assert.match(judge({ ...open, IPAddressDeny: "any", IPAddressAllow: "any" }, [], command), /^ok/);
    assert.match(judge(open, [], command), /^ok/);
    const example = readFileSync(join(import.meta.dirname, "../../src/packaging/deb/notify.conf"), "utf8");
    const settings = Object.fromEntries(
      [...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
    );
    assert.match(judge({ IPAddressDeny: "any", ...settings }, [], command), /^ok/, "the example of the package");
  });
  it("is not looked at if there is none", () => {
    assert.deepEqual(
      judgeServiceLimits({ tcpSources: ["tcp:x:1"], command: null, written: [], read: [] }, CONTEXT),
      [],
    );
  });
});

describe("the command of [notify]", () => {
  const facts: NotifyFacts = {
    command: "/on event",
    isFolder: false,
    access: { kind: "granted" },
    untrusted: null,
    startFlaw: null,
    last: null,
  };
  const judge = (some: Partial<NotifyFacts>): readonly string[] =>
    judgeNotify({ ...facts, ...some }, CONTEXT).map((one) =>
      one.verdict === "ok" ? `ok: ${one.found}` : `${one.verdict}: ${one.found} | ${one.command}`,
    );
  it("can be run, and was told", () => {
    assert.deepEqual(judgeNotify(null, CONTEXT), []);
    assert.deepEqual(judge({}), ["ok: /on event"]);
    assert.match(judge({ access: { kind: "missing" } })[0] ?? "", /^problem: there is no program \/on event \| vi /);
    assert.match(judge({ isFolder: true })[0] ?? "", /^problem: there is no program/);
    assert.match(judge({ access: { kind: "hidden" } })[0] ?? "", /^unknown: /);
    const denied = { kind: "denied", at: "/on event" } as const;
    assert.match(
      judge({ access: { ...denied, isFolderOnWay: false } })[0] ?? "",
      /^problem: vpn, who runs gen, may not run it: .* \| chmod a\+rx '\/on event'$/,
    );
    assert.match(judge({ access: { ...denied, at: "/x", isFolderOnWay: true } })[0] ?? "", /chmod a\+x \/x$/);
    assert.match(
      judge({ untrusted: { path: "/on event", why: (t) => t.trust.changedByAll } })[0] ?? "",
      /^problem: root does not run it: \/on event can be changed by everyone \| chown root: '\/on event' && chmod go-w '\/on event'$/,
    );
    assert.deepEqual(judge({ startFlaw: { kind: "no-interpreter", path: "/bin/nope" } }), [
      "problem: /on event cannot start: its first line names /bin/nope, which does not exist | vi '/on event'",
    ]);
    assert.deepEqual(judge({ startFlaw: { kind: "carriage-return" } }), [
      "problem: /on event cannot start: its lines end as on Windows (CR LF) | sed -i 's/\\r$//' '/on event'",
    ]);
    const last = { endedSeconds: 1, problem: "it failed", dueCount: 1 };
    assert.match(judge({ last })[0] ?? "", /^problem: 1 event is not told: it failed \| .* gen .*-v$/);
    assert.deepEqual(judge({ last: { ...last, problem: null } }), ["ok: /on event"]);
  });
});

describe("the files of the site", () => {
  const file = { path: "/f", access: { kind: "granted" }, flaw: "" } as const;
  const judge = (aliases: object, countries: object): readonly string[] => {
    const facts = {
      aliases: { ...file, count: 1, ...aliases },
      countries: { ...file, isOff: false, isBundled: true, ...countries },
    };
    return [judgeAliases, judgeCountries].map((one) => said(one(facts as SiteFilesFacts, CONTEXT)));
  };
  it("may be none", () => {
    assert.deepEqual(judge({}, {}), ["ok: 1 name in /f", "ok: /f"]);
    assert.deepEqual(judge({ path: null }, { path: null }), [
      "ok: none",
      "ok: none: the package with the database is not installed",
    ]);
    assert.deepEqual(judge({}, { isOff: true, flaw: "x" })[1], "ok: switched off");
  });
  it("are not judged by who may not read them", () => {
    const hidden = { access: { kind: "hidden" }, flaw: "it cannot be read" };
    assert.deepEqual(judge(hidden, hidden), [
      "unknown: no permission to check it",
      "unknown: no permission to check it",
    ]);
  });
});

describe("events", () => {
  it("in a folder that may not be looked at are not judged", () => {
    const granted: Access = { kind: "granted" };
    const events: EventFileFacts = {
      ...{ path: "/e/a", connectLine: "", disconnectLine: "", hookPath: "/h", openvpnUser: "root" },
      ...{ hookAccess: granted, fileAccess: granted, folderAccess: granted },
      ...{ readAccess: granted, removeAccess: granted },
    };
    const judge = (change: Partial<EventFileFacts>): string => {
      const facts: HookFacts = { server: "a", source: "/run/a.log", openvpn: null, events: { ...events, ...change } };
      return said(judgeHooks([facts], CONTEXT));
    };
    assert.match(judge({}), /^unknown: \/e\/a is in order, but no config/);
    assert.match(judge({ folderAccess: { kind: "hidden" } }), /^unknown: no permission to read \/e\/a$/);
    assert.match(judge({ fileAccess: { kind: "hidden" } }), /^unknown: no permission/);
    // The hook makes the file.
    assert.match(judge({ fileAccess: { kind: "missing" } }), /^unknown: \/e\/a is in order/);
  });
});

describe("what the web server may read", () => {
  const site: ServedSite["site"] = {
    ...{ kind: "nginx", configPath: "/c", roots: [], name: null, address: "127.0.0.1", port: 80, isTls: false },
    ...{ passwordFile: null, isOpen: false, hasAddressRule: false },
  };
  const judge = (access: Access): readonly Finding[] => {
    const answer = { url: "http://localhost/", kind: "site" } as const;
    const served: ServedSite = { site, user: "www-data", access, group: "web", passwordAccess: null, answer };
    return judgeWebAccess({ out: "/o", sites: [served], installed: [], unused: null, unreadable: [] }, CONTEXT);
  };
  it("is not judged where nothing is, or may be looked at", () => {
    assert.equal(said(judge({ kind: "hidden" })), "unknown: no permission to read the site");
    assert.deepEqual(judge({ kind: "missing" }), []);
    assert.match(said(judge({ kind: "granted" })), /^ok/);
  });
  it("is given by the group inside the site, and by a bit on the way to it", () => {
    const toCommand = (at: string): string => {
      const [finding] = judge({ kind: "denied", at, isFolderOnWay: true });
      return finding?.verdict === "problem" ? finding.command : "";
    };
    assert.equal(toCommand("/srv"), "chmod a+x /srv");
    assert.match(toCommand("/o/users"), /^chgrp -R web \/o && chmod -R g\+rX \/o && find \/o /);
    assert.match(toCommand("/o"), /^chgrp -R web/);
  });
  it("is nothing if no config of a web server that is there serves it", () => {
    const [finding] = judgeWebSites(
      { out: "/o", sites: [], installed: ["apache"], unused: null, unreadable: [] },
      CONTEXT,
    );
    assert.ok(finding?.verdict === "problem");
    assert.equal(finding.found, "no config of apache serves the site");
    assert.match(
      finding.command,
      / print apache .* > \/etc\/apache2\/sites-available\/openvpn-status-site\.conf && a2enmod headers rewrite && a2ensite/,
    );
  });
});
