import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { readNotifyFacts } from "../../src/commands/doctor/facts/notify.js";
import type { Place } from "../../src/commands/doctor/place.js";
import type { SystemUser } from "../../src/io/files/user-access.js";
import { parseAccessLists } from "../../src/io/files/access-lists.js";
import { findAccess, isGranted, READ, WRITE } from "../../src/io/files/user-access.js";
import { findCronJob } from "../../src/io/system/find-cron-job.js";
import { findStartFlaw } from "../../src/io/notify/find-start-flaw.js";
import { findLockHolder } from "../../src/io/system/find-lock-holder.js";
import { findWriters } from "../../src/io/system/find-writers.js";
import { readService } from "../../src/io/system/read-service.js";
import { findWebSites } from "../../src/io/web-servers/find-web-sites.js";
import { isInstalled } from "../support/programs.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const RUNNER: SystemUser = { name: "vpn", uid: 1001, gids: [1001, 50] };

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
  it("a file in cron.d counts only if cron reads it", { skip: skipUnless(isRoot, "needs root") }, (t) => {
    const folder = tempFolder(t);
    const jobs = join(folder, "cron.d");
    mkdirSync(jobs);
    const look = (name: string, mode = 0o644, owner = 0): unknown => {
      const path = join(jobs, name);
      writeFileSync(path, "* * * * * root openvpn-status-site gen\n");
      chmodSync(path, mode);
      chownSync(path, owner, 0);
      const { job, ignored } = findCronJob([jobs], "/opt/x/dist/cli.js");
      rmSync(path);
      return [job?.path, ignored && [ignored.path, ignored.why]].map((one) => one ?? null);
    };
    const path = (name: string): string => join(jobs, name);
    assert.deepEqual(look("Open_vpn-2"), [path("Open_vpn-2"), null]);
    for (const name of ["site.cron", "site~", ".site", "sité"])
      assert.deepEqual(look(name), [null, [path(name), "name"]]);
    assert.deepEqual(look("site", 0o644, 1001), [null, [path("site"), "owner"]]);
    for (const mode of [0o664, 0o646]) assert.deepEqual(look("site", mode), [null, [path("site"), "mode"]]);
    // Of two files, the good one counts.
    writeFileSync(path("a.bak"), "* * * * * root openvpn-status-site gen\n");
    assert.deepEqual(look("site"), [path("site"), [path("a.bak"), "name"]]);
    rmSync(path("a.bak"));
    // One that says nothing of gen is none of ours, and other folders have other rules.
    writeFileSync(path("other.bak"), "* * * * * root other\n");
    assert.deepEqual(look("site"), [path("site"), null]);
    writeFileSync(join(folder, "a.b"), "* * * * * openvpn-status-site gen\n");
    assert.equal(findCronJob([folder], "/x").job?.path, join(folder, "a.b"));
  });
  it("a writer has the file open for writing; some processes may be hidden", (t) => {
    const processes = tempFolder(t);
    const add = (id: string, path: string, flags: string, startedTicks = 0): void => {
      mkdirSync(join(processes, id, "fd"), { recursive: true });
      mkdirSync(join(processes, id, "fdinfo"));
      symlinkSync(path, join(processes, id, "fd/3"));
      writeFileSync(join(processes, id, "fdinfo/3"), `pos:\t0\nflags:\t${flags}\nmnt_id:\t1\n`);
      writeFileSync(join(processes, id, "comm"), `name${id}\n`);
      // Of the name in it nothing can be told but where it ends.
      const fields = ["S", ...Array<number>(18).fill(9), startedTicks, 7];
      writeFileSync(join(processes, id, "stat"), `${id} (a) 1 2 (b) ${fields.join(" ")}\n`);
    };
    add("10", "/run/a.log", "0100001");
    add("11", "/run/a.log", "0100000");
    add("12", "/run/b.log", "0100002");
    assert.deepEqual(findWriters("/run/a.log", processes, 1), [{ id: 10, name: "name10" }]);
    assert.deepEqual(findWriters("/run/c.log", processes, 1), []);
    // The kernel begins again at low ids.
    add("20", "/run/d.log", "0100001", 500);
    add("5", "/run/d.log", "0100001", 900);
    add("30", "/run/d.log", "0100001", 40);
    assert.deepEqual(
      findWriters("/run/d.log", processes, 1)?.map(({ id }) => id),
      [30, 20, 5],
    );
    // A process that may not be looked at has a folder that cannot be listed: here it is a file.
    mkdirSync(join(processes, "13"));
    writeFileSync(join(processes, "13/fd"), "");
    assert.equal(findWriters("/run/c.log", processes, 1), null);
    assert.deepEqual(findWriters("/run/c.log", processes, 0), []);
    assert.deepEqual(findWriters("/run/a.log", processes, 1), [{ id: 10, name: "name10" }]);
    assert.equal(findWriters("/run/c.log", join(processes, "missing"), 1), null);
  });
  it("a lock is held by the process that has it open and locked", (t) => {
    const folder = tempFolder(t);
    const [processes, lock, other] = [join(folder, "proc"), join(folder, "lock"), join(folder, "other/lock")];
    mkdirSync(processes);
    mkdirSync(dirname(other));
    for (const path of [lock, other]) writeFileSync(path, "");
    utimesSync(lock, 5000, 5000);
    writeFileSync(join(processes, "uptime"), "9000.00 1.00\n");
    const { ino } = statSync(lock);
    const list = (inode: number): void => {
      writeFileSync(join(processes, "locks"), `1: FLOCK  ADVISORY  WRITE 4711 fe:00:${inode} 0 EOF\n`);
    };
    const add = (id: number, path: string, isLocked: boolean, startTicks = 0): void => {
      for (const name of ["fd", "fdinfo"]) mkdirSync(join(processes, String(id), name), { recursive: true });
      symlinkSync(path, join(processes, String(id), "fd/3"));
      const locked = isLocked ? `lock:\t1: FLOCK  ADVISORY  WRITE 4711 fe:00:${ino} 0 EOF\n` : "";
      writeFileSync(join(processes, String(id), "fdinfo/3"), `pos:\t0\nflags:\t02\n${locked}`);
      const fields = ["S", ...Array<number>(18).fill(9), startTicks, 7];
      writeFileSync(join(processes, String(id), "stat"), `${id} (a b) ${fields.join(" ")}\n`);
    };
    const find = (nowSeconds = 5100): unknown => findLockHolder(lock, processes, nowSeconds);
    assert.equal(findLockHolder(join(folder, "missing"), processes, 0), null);
    add(10, lock, false);
    add(11, other, true);
    add(12, join(folder, "gone/lock"), true);
    assert.equal(find(), null, "of the same name, or not locked");
    list(ino);
    assert.equal(find(), null, "all processes are seen");
    // A process that may not be looked at has a folder that cannot be listed: here it is a file.
    mkdirSync(join(processes, "13"));
    writeFileSync(join(processes, "13/fd"), "");
    assert.equal(find(), "hidden");
    list(ino + 1);
    assert.equal(find(), null);
    rmSync(join(processes, "locks"));
    assert.equal(find(), "hidden");
    assert.equal(findLockHolder(lock, join(folder, "missing"), 0), "hidden");
    add(20, lock, true, 800_000);
    symlinkSync(join(folder, "gone/lock"), join(processes, "20/fd/2"));
    assert.deepEqual(find(), { processId: 20, heldSeconds: 100 });
    assert.deepEqual(find(4000), { processId: 20, heldSeconds: 1000 }, "the clock was set back");
    assert.deepEqual(find(9000), { processId: 20, heldSeconds: 1000 }, "the clock was set ahead");
    writeFileSync(join(processes, "uptime"), "7000.00 1.00\n");
    assert.deepEqual(find(9000), { processId: 20, heldSeconds: 4000 }, "the kernel's clock tells nothing");
    assert.deepEqual(find(4000), { processId: 20, heldSeconds: 0 });
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

describe("the command of [notify]", () => {
  it("must be executable for somebody, and nobody else may change what root runs", (t) => {
    const folder = tempFolder(t);
    const command = join(folder, "on-event");
    const look = (uid: number): unknown => {
      const config = { history: folder, notify: { command, kinds: [], timeoutSeconds: 5 } };
      const facts = readNotifyFacts({ config, runner: { name: "x", uid, gids: [uid] } } as unknown as Place);
      return [facts?.access.kind, facts?.isFolder, facts?.untrusted?.path ?? null];
    };
    assert.deepEqual(look(0), ["missing", false, null]);
    writeFileSync(command, "", { mode: 0o644 });
    assert.equal((look(0) as unknown[])[0], "denied");
    chmodSync(command, 0o755);
    assert.equal((look(0) as unknown[])[0], "granted");
    chmodSync(command, 0o777);
    assert.ok(((look(0) as string[])[2] ?? "").startsWith("/"));
    assert.equal((look(1001) as unknown[])[2], null);
    rmSync(command);
    mkdirSync(command);
    assert.equal((look(0) as unknown[])[1], true);
    assert.equal(readNotifyFacts({ config: { history: folder, notify: null } } as unknown as Place), null);
  });
});

describe("a script", () => {
  it("starts if its first line names a program that is there", (t) => {
    const folder = tempFolder(t);
    const script = join(folder, "script");
    const look = (text: string): unknown => {
      writeFileSync(script, text);
      return findStartFlaw(script);
    };
    for (const sound of [
      "#!/bin/sh\n",
      "#! \t/bin/sh -e\n",
      "#!/bin/sh",
      "#!bin/sh\n",
      "#!/bin/sh\n\r\n",
      `#!/bin/sh ${"x".repeat(300)}\r\n`,
      "echo\r\n",
      "\u007fELF",
      "#!\n/bin/nope",
      "",
    ])
      assert.equal(look(sound), null, sound);
    const missing = { kind: "no-interpreter", path: "/bin/nope" };
    assert.deepEqual(look("#!/bin/nope\n"), missing);
    assert.deepEqual(look("#!\t/bin/nope -e\n"), missing);
    assert.deepEqual(look("#!/etc\n"), { kind: "no-interpreter", path: "/etc" });
    assert.deepEqual(look("#!/etc/passwd/x\n"), { kind: "no-interpreter", path: "/etc/passwd/x" });
    for (const line of ["#!/bin/sh\r\n", "#!/usr/bin/env bash\r\n"]) {
      assert.deepEqual(look(line), { kind: "carriage-return" });
      // So says Linux, too.
      chmodSync(script, 0o755);
      assert.throws(() => execFileSync(script, { stdio: "ignore" }));
    }
    assert.equal(findStartFlaw(folder), null);
    assert.equal(findStartFlaw(join(folder, "missing")), null);
  });
});

describe("access lists", () => {
  const text = [
    "# file: /a\\040b\\134",
    "# owner: 1",
    "# group: 2",
    "user::rw-",
    "user:10:r-x\t\t#effective:r--",
    "group::-w-\t\t#effective:---",
    "group:20:r--",
    "mask::r--",
    "other::--x",
    "",
    "# file: /plain",
    "user::rw-",
    "group::r--",
    "other::---",
    "",
  ].join("\n");
  const lists = parseAccessLists(text);
  const list = lists.get("/a b\\");
  const may = (uid: number, gids: readonly number[], wanted: number): boolean =>
    isGranted({ name: "x", uid, gids }, { uid: 1, gid: 2, mode: 0o777 }, wanted, list);

  it("are read with odd names, and only where there is more than a mode", () => {
    assert.deepEqual([...lists.keys()], ["/a b\\"]);
    assert.deepEqual(list, {
      owner: 6,
      users: new Map([[10, 5]]),
      group: 2,
      groups: new Map([[20, 4]]),
      mask: 4,
      other: 1,
    });
  });
  const skip = skipUnless(isInstalled("setfacl"), "needs setfacl");
  it("name the mask that would be enough, if only the mask forbids it", { skip }, (t) => {
    const folder = tempFolder(t);
    chmodSync(folder, 0o755);
    const file = join(folder, "a b");
    writeFileSync(file, "", { mode: 0o640 });
    execFileSync("setfacl", ["-m", "u:54321:rx,m::--x", file]);
    const access = (uid: number): unknown => findAccess({ name: "x", uid, gids: [uid] }, file, READ);
    const denied = { kind: "denied", at: file, isFolderOnWay: false };
    assert.deepEqual(access(54_321), { ...denied, enoughMask: "r-x" });
    assert.deepEqual(access(54_322), denied);
    execFileSync("setfacl", ["-m", "m::r-x", file]);
    assert.deepEqual(access(54_321), { kind: "granted" });
  });
  it("let in as the kernel does", () => {
    assert.ok(may(1, [], READ | WRITE), "the mask is not for the owner");
    assert.ok(may(10, [], READ));
    assert.ok(!may(10, [], 1), "the mask takes it away");
    assert.ok(!may(10, [2], WRITE) && !may(11, [2], WRITE), "the mask is for the file's own group, too");
    assert.ok(may(11, [2, 20], READ), "any of the groups is enough");
    assert.ok(!may(11, [20], 1), "who is in a group is no other");
    assert.ok(may(11, [], 1) && !may(11, [], READ), "the mask is not for others");
    assert.ok(may(0, [], WRITE));
  });
});
