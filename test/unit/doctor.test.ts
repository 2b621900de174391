import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { makeCommands, type CommandPlace } from "../../src/commands/doctor/doctor-commands.js";
import { formatInterval } from "../../src/commands/doctor/format-interval.js";
import type { Context, Finding } from "../../src/commands/doctor/finding.js";
import { judgeHistoryFolder, judgeOutFolder, type FolderFacts } from "../../src/commands/doctor/judge/folders.js";
import { judgeOpenvpnConfigs } from "../../src/commands/doctor/judge/openvpn-configs.js";
import { judgeLock } from "../../src/commands/doctor/judge/lock.js";
import { judgeSchedule } from "../../src/commands/doctor/judge/schedule.js";
import { judgeAnswers, judgeWebSites, type ServedSite } from "../../src/commands/doctor/judge/web-sites.js";
import type { SystemUser } from "../../src/io/files/user-access.js";
import { findAccess, isGranted, READ, WRITE } from "../../src/io/files/user-access.js";
import { findCronJob } from "../../src/io/system/find-cron-job.js";
import { findLockHolder } from "../../src/io/system/find-lock-holder.js";
import { findWriters } from "../../src/io/system/find-writers.js";
import { readService } from "../../src/io/system/read-service.js";
import { findWebSites } from "../../src/io/web-servers/find-web-sites.js";
import { doctorTextsIn } from "../../src/text/i18n/doctor-texts.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";

const RUNNER: SystemUser = { name: "vpn", uid: 1001, gids: [1001, 50] };
const PLACE: CommandPlace = {
  isRoot: true,
  startWords: ["openvpn-status-site"],
  configPath: "/etc/x y.toml",
  currentFolder: "/home/x",
  history: "/h",
  out: "/o",
  user: "vpn",
  hasService: false,
  sources: ["/run/a.log", "/run/b.log"],
  isConfigured: true,
};
const CONTEXT: Context = {
  t: doctorTextsIn("en"),
  language: "en",
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

describe("the folders of history and site", () => {
  const judge = (change: Partial<FolderFacts>): string =>
    said(judgeHistoryFolder({ history: { ...FOLDER, ...change }, out: FOLDER, isNested: false }, CONTEXT));
  it("need space, and room for files", () => {
    assert.equal(judge({}), "ok: 5.0 GB are free");
    assert.equal(judge({ volume: { freeBytes: 100e6, freeFiles: 10_000 } }), "ok: 100.0 MB are free");
    assert.equal(judge({ volume: { freeBytes: 99e6, freeFiles: null } }), "problem: only 99.0 MB are free");
    assert.equal(judge({ volume: { freeBytes: 5e9, freeFiles: null } }), "ok: 5.0 GB are free");
    assert.match(judge({ volume: { freeBytes: 5e9, freeFiles: 9999 } }), /^problem: only 9999 more files fit/);
    assert.match(judge({ volume: null }), /^unknown: /);
  });
  it("must be folders", () => {
    assert.equal(judge({ isFolder: false }), "problem: it is not a folder");
  });
  it("may be open to all only if they are the site", () => {
    const out = { ...FOLDER, what: "out", isOpenToAll: true } as const;
    assert.match(said(judgeOutFolder({ history: FOLDER, out, isNested: false }, CONTEXT)), /^ok/);
    assert.match(judge({ isOpenToAll: true }), /^problem: every user/);
    assert.match(judge({ keepsGroup: false }), /^ok/);
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
    const commands = makeCommands({ ...PLACE, configPath: null, isConfigured: false });
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
    ...{ clientConnect: null, clientDisconnect: null, isStatusThere: true, isRead: true },
  };
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
      said(judgeLock({ holder: { processId: 7, sinceSeconds: 1000 - seconds }, nowSeconds: 1000 }, CONTEXT));
    assert.match(held(300), /^ok: a run has been going on/);
    assert.match(held(301), /^problem: a run hangs/);
  });
  it("a run by something else is one, if it was just now", () => {
    const schedule = { kind: "none", unreadable: [] } as const;
    const judged = (lastRunSeconds: number | null): string =>
      said(judgeSchedule({ schedule, lastRunSeconds }, CONTEXT));
    assert.equal(judged(300), "ok: something starts them");
    assert.match(judged(301), /^problem/);
    assert.match(judged(null), /^problem/);
    const hidden = { kind: "none", unreadable: ["/var/spool/cron/crontabs"] } as const;
    assert.match(said(judgeSchedule({ schedule: hidden, lastRunSeconds: null }, CONTEXT)), /^unknown/);
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

describe("rights", () => {
  it("are those of the owner, else of a group, else of others", () => {
    const may = (uid: number, gid: number, mode: number): boolean => isGranted(RUNNER, { uid, gid, mode }, READ);
    assert.ok(may(1001, 1, 0o400));
    assert.ok(!may(1001, 1001, 0o044), "the owner's count, although the group's are better");
    assert.ok(may(0, 50, 0o040));
    assert.ok(!may(0, 50, 0o404), "the group's count, although those of others are better");
    assert.ok(may(0, 0, 0o004));
    assert.ok(!may(0, 0, 0o440));
    assert.ok(isGranted({ name: "root", uid: 0, gids: [0] }, { uid: 1, gid: 1, mode: 0 }, WRITE));
  });
  it("need each folder on the way, also those behind a link", (t) => {
    const folder = tempFolder(t);
    mkdirSync(join(folder, "closed/inner"), { recursive: true });
    writeFileSync(join(folder, "closed/inner/file"), "", { mode: 0o644 });
    symlinkSync("closed/inner/file", join(folder, "link"));
    const nobody = { name: "x", uid: 54_321, gids: [54_321] };
    const kind = (path: string): string => findAccess(nobody, join(folder, path), READ).kind;
    // mkdtemp makes the folder for its owner alone.
    assert.deepEqual(findAccess(nobody, join(folder, "link"), READ), {
      kind: "denied",
      at: folder,
      isFolderOnWay: true,
    });
    assert.equal(kind("missing"), "missing");
    assert.equal(findAccess({ ...nobody, uid: 0 }, join(folder, "link"), READ).kind, "granted");
  });
});

describe("what the system says", () => {
  it("a cron job is a line that runs gen", (t) => {
    const folder = tempFolder(t);
    const every = (line: string): number | null | undefined => {
      writeFileSync(
        join(folder, "tab"),
        `SHELL=/bin/sh gen openvpn-status-site\n# * * * * * openvpn-status-site gen\n${line}\n`,
      );
      return findCronJob([folder], "/opt/x/dist/cli.js").job?.everySeconds;
    };
    assert.equal(every("* * * * * root openvpn-status-site gen"), 60);
    assert.equal(every("*/5 * * * * node /opt/x/dist/cli.js gen --config /x"), 300);
    assert.equal(every("7 * * * * root openvpn-status-site gen"), null);
    assert.equal(every("* * * * * root openvpn-status-site check"), undefined);
    assert.equal(every("* * * * * root other gen"), undefined);
  });
  it("a writer has the file open for writing; some processes may be hidden", (t) => {
    const processes = tempFolder(t);
    const add = (id: string, path: string, flags: string): void => {
      mkdirSync(join(processes, id, "fd"), { recursive: true });
      mkdirSync(join(processes, id, "fdinfo"));
      symlinkSync(path, join(processes, id, "fd/3"));
      writeFileSync(join(processes, id, "fdinfo/3"), `pos:\t0\nflags:\t${flags}\nmnt_id:\t1\n`);
      writeFileSync(join(processes, id, "comm"), `name${id}\n`);
    };
    add("10", "/run/a.log", "0100001");
    add("11", "/run/a.log", "0100000");
    add("12", "/run/b.log", "0100002");
    assert.deepEqual(findWriters("/run/a.log", processes, 1), [{ id: 10, name: "name10" }]);
    assert.deepEqual(findWriters("/run/c.log", processes, 1), []);
    // A process that may not be looked at has a folder that cannot be listed: here it is a file.
    mkdirSync(join(processes, "13"));
    writeFileSync(join(processes, "13/fd"), "");
    assert.equal(findWriters("/run/c.log", processes, 1), null);
    assert.deepEqual(findWriters("/run/c.log", processes, 0), []);
    assert.deepEqual(findWriters("/run/a.log", processes, 1), [{ id: 10, name: "name10" }]);
    assert.equal(findWriters("/run/c.log", join(processes, "missing"), 1), null);
  });
  it("a lock is held by the process in the kernel's list", (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "lock"), "");
    assert.equal(findLockHolder(join(folder, "lock"), folder), "hidden");
    writeFileSync(join(folder, "locks"), "1: POSIX  ADVISORY  WRITE 5 00:01:1 0 EOF\n");
    assert.equal(findLockHolder(join(folder, "lock"), folder), null);
    assert.equal(findLockHolder(join(folder, "missing"), folder), null);
  });
  it("drop-ins add to a service, and an empty value removes", (t) => {
    const folder = tempFolder(t);
    const [etc, lib] = [join(folder, "etc"), join(folder, "lib")];
    for (const path of [etc, lib]) mkdirSync(join(path, "openvpn-status-site.service.d"), { recursive: true });
    assert.equal(readService([etc, lib], []), null);
    writeFileSync(
      join(lib, "openvpn-status-site.service"),
      "[Unit]\nUser=no\n[Service]\nUser=a\nReadWritePaths=/x\n#User=b\n",
    );
    writeFileSync(join(lib, "openvpn-status-site.service.d/b.conf"), "[Service]\nReadWritePaths=/y\n");
    writeFileSync(join(lib, "openvpn-status-site.service.d/a.conf"), "[Service]\nReadWritePaths=\nReadWritePaths=/z\n");
    const read = (): unknown => readService([etc, lib], [])?.settings.get("ReadWritePaths");
    assert.deepEqual(read(), ["/z", "/y"]);
    assert.deepEqual(readService([etc, lib], [])?.settings.get("User"), ["a"]);
    writeFileSync(join(etc, "openvpn-status-site.service.d/a.conf"), "[Service]\n");
    assert.deepEqual(read(), ["/x", "/y"]);
    assert.equal(readService([etc, lib], [])?.isEnabled, false);
    mkdirSync(join(etc, "paths.target.wants"));
    symlinkSync("/x", join(etc, "paths.target.wants/openvpn-status-site.path"));
    assert.equal(readService([etc, lib], [])?.isEnabled, true);
  });
});

describe("the printed configs of web servers", () => {
  for (const kind of ["nginx", "apache", "caddy"] as const) {
    it(`are recognized: ${kind}`, async (t) => {
      const folder = tempFolder(t);
      const out = join(folder, "my out");
      mkdirSync(out);
      writeFileSync(join(folder, "c.toml"), 'out = "my out"\nhistory = "history"\n');
      const { stdout } = await runHere(["print", kind, "--config", join(folder, "c.toml")], makeHost(CLI, folder));
      mkdirSync(join(folder, "sites"));
      const site = join(folder, "sites/vpn.conf");
      writeFileSync(site, stdout);
      const include = {
        nginx: "include sites/*.conf;",
        apache: "IncludeOptional sites/*.conf",
        caddy: "import sites/*",
      };
      const user = {
        nginx: "user www-data;\nhttp { server { root /x; } ",
        apache: "User ${APACHE_RUN_USER}\n",
        caddy: "",
      };
      writeFileSync(join(folder, "main"), `${user[kind]}# x\n${include[kind]}${kind === "nginx" ? "\n}" : ""}\n`);
      writeFileSync(join(folder, "envvars"), "export APACHE_RUN_USER=web\n");
      const place = { kind, configs: [join(folder, "main")], unused: [dirname(site)] };
      const { servers, unreadable } = await findWebSites(out, [place]);
      assert.deepEqual(unreadable, []);
      const [server] = servers;
      assert.equal(server?.sites.length, 1);
      assert.equal(server.user, { nginx: "www-data", apache: "web", caddy: "caddy" }[kind]);
      const { passwordFile, ...rest } = server.sites[0] ?? {};
      assert.match(passwordFile ?? "", /openvpn-status-site\.(?:htpasswd|users)$/);
      assert.deepEqual(rest, {
        kind,
        configPath: site,
        roots: [out],
        name: "vpn.example.org",
        address: "127.0.0.1",
        port: 80,
        isTls: false,
        isOpen: false,
        hasAddressRule: kind === "nginx",
      });
      assert.deepEqual((await findWebSites("/other", [place])).servers[0]?.sites, []);
      writeFileSync(join(folder, "main"), "");
      assert.deepEqual((await findWebSites(out, [place])).servers[0]?.unused, site);
      writeFileSync(
        site,
        stdout.replace(/^.*(?:auth_basic|deny|Require valid-user).*$/gm, "").replace(/basicauth \{[^}]*\}/, ""),
      );
      writeFileSync(join(folder, "main"), `${user[kind]}# x\n${include[kind]}${kind === "nginx" ? "\n}" : ""}\n`);
      assert.equal((await findWebSites(out, [place])).servers[0]?.sites[0]?.isOpen, true);
    });
  }
  it("may include each other without an end", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "main"), "include main; server { listen [::]:8080 ssl; root /o; }");
    const { servers } = await findWebSites("/o", [{ kind: "nginx", configs: [join(folder, "main")], unused: [] }]);
    const { address, port, isTls, isOpen } = servers[0]?.sites[0] ?? {};
    assert.deepEqual([address, port, isTls, isOpen], ["::1", 8080, true, true]);
    assert.ok(readFileSync(join(folder, "main")).length > 0);
  });
});
