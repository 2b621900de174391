import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { programDeb } from "../../src/packaging/program-deb.js";
import { writeDebPackage } from "../../src/packaging/deb-package.js";
import { bootRoot, BOOT_PROGRAMS, type BootedRoot } from "../support/booted-root.js";
import { makeDebianRoot, ROOT_PROGRAMS, type DebianRoot, type RootRun } from "../support/debian-root.js";
import { CONNECT_ALICE, DISCONNECT_ALICE, installOpenvpn, startOpenvpn, TUN } from "../support/openvpn-in-root.js";
import { CHROMIUM, isInstalled } from "../support/programs.js";
import { readReadmePart } from "../support/readme-commands.js";
import { tempFolder, tempFolderInMemory } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const CHECKOUT = join(import.meta.dirname, "../..");
const NAME = "openvpn-status-site";
const STATE = `/var/lib/${NAME}`;
const SITE = `${STATE}/out/index.html`;
const CONFIG = `/etc/${NAME}/config.toml`;
const BUILT_SECONDS = Date.parse("2026-11-21T12:00:00Z") / 1000;
const [OLDER, NEWER] = ["0.1.9", "0.2.1"];
const { version: VERSION } = JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8")) as { version: string };
const UPGRADE = "Upgrade, rollback, uninstall";
/** The checkout's folder. */
const HOME = `/opt/${NAME}`;
/** What README says that it stays. */
const KEPT = [`/etc/${NAME}`, STATE, "/etc/apache2", "/var/lib/apache2"];
const PASSWORD = "correct horse";

const skip = skipUnless(
  isRoot && CHROMIUM !== undefined && [...ROOT_PROGRAMS, ...BOOT_PROGRAMS, "openssl", "git"].every(isInstalled),
  `needs root, ${[...ROOT_PROGRAMS, ...BOOT_PROGRAMS].join(", ")}, openssl, git and Chromium`,
);

/** Commands of README that are not run here, each with its reason. */
const STAND_INS = new Map([
  ["npm run package", "the packages are made before, by the same functions, in several versions"],
  ["systemctl edit openvpn-status-site.timer", "it needs a terminal: the file that it writes is made here"],
  ["journalctl -u openvpn-status-site", "the journal is read with the flag that prints it without a pager"],
]);

/** What README leaves to the reader. */
const PLACEHOLDERS = new Map([
  ["FILE", "/run/openvpn-server/status-server.log"],
  ["COMMIT", execFileSync("git", ["rev-parse", "HEAD"], { cwd: CHECKOUT, encoding: "utf8" }).trim()],
  ["NEWER", NEWER],
  ["OLDER", OLDER],
  ["REPOSITORY", "/srv/repository.git"],
  ["USER", "root"],
  ["GROUP", NAME],
]);

/** What someone types when a command asks. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/apt /, "y\n"],
  [/openssl passwd/, `${PASSWORD}\n${PASSWORD}\n`],
  [/caddy hash-password/, `${PASSWORD}\n`],
];

/** Parts whose commands other tests take from README and run. */
const RUN_ELSEWHERE = new Map([
  ["What it is told", "notify-scripts.test.ts"],
  ["Several hosts", "recipes-rsync.test.ts"],
]);

const parts = skip === false ? readReadmePart("Set-up") : [];
const unused = new Set(
  parts
    .filter(({ heading }) => !RUN_ELSEWHERE.has(heading))
    .flatMap(({ blocks, spans }) => [
      ...blocks.filter(({ language }) => language === "sh").flatMap(({ lines }) => lines),
      ...spans,
    ]),
);

function blockOf(heading: string, language: string, place = 0): readonly string[] {
  const blocks = parts.find((part) => part.heading === heading)?.blocks ?? [];
  const block = blocks.filter((one) => one.language === language)[place];
  assert.ok(block !== undefined, `README.md has no ${language} block ${place} in ${heading}`);
  return block.lines;
}

/** A system that someone sets up by README. */
interface Way {
  readonly root: DebianRoot;
  readonly system: () => BootedRoot;
  /** Runs a line of README, as someone types it. */
  readonly type: (line: string, folder?: string) => RootRun;
  readonly shell: (line: string) => RootRun;
  /** How long each line took. */
  readonly times: string[];
}

/** A fresh system with OpenVPN and a connected client. */
function makeWay(prepare: (root: DebianRoot) => void, binds: readonly string[] = []): Way {
  let root: DebianRoot | null = null;
  let system: BootedRoot | null = null;
  const folder = tempFolderInMemory({ after: () => undefined });
  after(async () => {
    await system?.stop();
    root?.remove();
    execFileSync("rm", ["-rf", folder]);
  });
  const times: string[] = [];
  before(async () => {
    root = makeDebianRoot(join(folder, "root"));
    installOpenvpn(root);
    prepare(root);
    system = await bootRoot(root, { isAlone: true, binds: [TUN, ...binds] });
    startOpenvpn(system);
    done(system.shell(CONNECT_ALICE));
  });
  const toSystem = (): BootedRoot => system ?? assert.fail("not started");
  return {
    get root() {
      return root ?? assert.fail("not made");
    },
    system: toSystem,
    shell: (line) => toSystem().shell(line),
    times,
    type: (line, place = "/root") => {
      for (const command of unused)
        if (command.replace("COMMIT", "").length === 0 || command === line) unused.delete(command);
      const filled = [...PLACEHOLDERS].reduce((text, [name, value]) => text.replaceAll(name, value), line);
      const answer = ANSWERS.find(([command]) => command.test(line))?.[1] ?? "";
      const start = performance.now();
      const run = toSystem().shell(`cd ${place} && ${filled}`, answer);
      times.push(`${((performance.now() - start) / 1000).toFixed(1)} s  ${filled}`);
      assert.equal(run.status, 0, `${filled}\n${run.stdout}${run.stderr}`);
      return run;
    },
  };
}

function done(run: RootRun): string {
  assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
  return run.stdout;
}

async function waitFor(what: string, isSo: () => boolean, seconds = 75): Promise<void> {
  for (let tries = 0; tries < seconds; tries++) {
    if (isSo()) return;
    await sleep(1000);
  }
  assert.fail(`${what}: not in ${seconds} s`);
}

/** The answer of the web server: code and page. */
function ask({ shell }: Way, password: string | null): string {
  const flags = password === null ? "" : `-u 'admin:${password}'`;
  return shell(`curl -s -w '%{http_code}' ${flags} http://localhost/`).stdout;
}

/** Opens the page in a browser, with the password in the address, and gives what it has when its scripts have run. */
function openInBrowser({ system }: Way, browser: string): string {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--dump-dom"];
  const url = `http://admin:${encodeURIComponent(PASSWORD)}@localhost/`;
  return done(system().inNetwork(browser, [...flags, "--virtual-time-budget=5000", url]));
}

async function assertProtected(way: Way): Promise<void> {
  // `systemctl reload` does not wait for nginx.
  await waitFor("protection", () => ask(way, null).endsWith("401"), 5);
  assert.match(ask(way, "wrong"), /401$/);
  const page = ask(way, PASSWORD);
  assert.match(page, /200$/);
  assert.match(page, /alice/);
}

function writeConfig({ root }: Way): void {
  mkdirSync(join(root.folder, dirname(CONFIG)), { recursive: true });
  writeFileSync(join(root.folder, CONFIG), `${blockOf("The config", "toml").join("\n")}\n`);
}

/** The package of this version, and the same program as those before and after it. */
function packTarballs(folder: string, to: string): void {
  const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  const file = execFileSync("npm", pack, { cwd: CHECKOUT, encoding: "utf8" }).trim();
  execFileSync("tar", ["-xzf", join(folder, file), "-C", folder]);
  for (const version of [OLDER, VERSION, NEWER]) {
    const path = join(folder, "package/package.json");
    writeFileSync(path, readFileSync(path, "utf8").replace(/"version": "[^"]+"/, `"version": "${version}"`));
    execFileSync("tar", ["-czf", join(to, `${NAME}-${version}.tgz`), "-C", folder, "package"]);
  }
}

/** Node with npm, as they are here: where they come from is the reader's choice, and Debian 12 has no Node 20. */
function copyNode(root: DebianRoot): void {
  const npm = execFileSync("npm", ["root", "-g"], { encoding: "utf8" }).trim();
  const local = join(root.folder, "usr/local");
  cpSync(realpathSync(process.execPath), join(local, "bin/node"));
  cpSync(realpathSync(join(npm, "npm")), join(local, "lib/node_modules/npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(local, "bin/npm"));
}

function report(t: TestContext, { times }: Way): void {
  for (const line of times) t.diagnostic(line);
}

describe("README's way with the Debian package", { skip, timeout: 600_000 }, () => {
  const way = makeWay((root) => {
    const deb = programDeb(VERSION, new Date(BUILT_SECONDS * 1000));
    for (const version of [OLDER, VERSION, NEWER]) {
      writeDebPackage({ ...deb, version }, join(root.folder, "root"), BUILT_SECONDS);
    }
  });
  const { type, shell } = way;
  let start = 0;

  it("leads from nothing to a protected page in five minutes", async (t) => {
    start = performance.now();
    for (const line of blockOf("Debian and Ubuntu", "sh")) type(line);
    await waitFor("the timer makes the site", () => shell(`grep alice ${SITE}`).status === 0);
    way.times.push(`${((performance.now() - start) / 1000).toFixed(1)} s  until the site is there`);
    for (const line of blockOf("The web server", "sh")) type(line);
    await assertProtected(way);
    const page = openInBrowser(way, CHROMIUM ?? "");
    assert.match(page, /alice/);
    assert.match(page, /<select aria-label="Auto reload"/, "its scripts have run");
    const seconds = (performance.now() - start) / 1000;
    way.times.push(`${seconds.toFixed(1)} s  from nothing to a protected page`);
    report(t, way);
    assert.ok(seconds < 300);
    assert.equal(done(shell(`journalctl --no-pager -q -p warning -u ${NAME}`)), "");
  });

  it("has a config, with which all is well", () => {
    writeConfig(way);
    const [line = ""] = blockOf("The config", "");
    done(shell(`echo '${line}' >> /etc/openvpn/server/server.conf`));
    done(shell(DISCONNECT_ALICE));
    done(startOpenvpn(way.system()));
    done(shell(CONNECT_ALICE));
    done(shell(`systemctl start ${NAME} && grep -q 'VPN Berlin' ${SITE}`));
    assert.doesNotMatch(type("openvpn-status-site doctor").stdout, /PROBLEM/);
  });

  it("runs for each change instead of each minute", async () => {
    type(`openvpn-status-site print tmpfiles > /etc/tmpfiles.d/openvpn-status-site.conf`);
    done(shell(`systemctl stop ${NAME}.timer`));
    type("systemctl enable --now openvpn-status-site.path");
    const made = (): string => done(shell(`stat -c %Y ${STATE}/out/status.json`));
    const before_ = made();
    await waitFor("a run", () => made() !== before_, 30);
    done(shell(`systemctl disable --now ${NAME}.path && systemctl start ${NAME}.timer`));
  });

  it("runs every 15 seconds", () => {
    const folder = join(way.root.folder, `etc/systemd/system/${NAME}.timer.d`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "override.conf"), `${blockOf("systemd or cron", "").join("\n")}\n`);
    done(shell(`systemctl daemon-reload && systemctl restart ${NAME}.timer`));
    const next = done(shell(`date -d "$(systemctl show -P NextElapseUSecRealtime ${NAME}.timer)" +%s; date +%s`));
    const [nextSeconds = 0, nowSeconds = 0] = next.split("\n").map(Number);
    assert.ok(nextSeconds - nowSeconds <= 15 && nextSeconds % 15 === 0, next);
  });

  it("has exact ends with OpenVPN's events", async () => {
    const [, status = "", events = ""] = blockOf("Exact ends: OpenVPN's own events", "toml");
    const config = readFileSync(join(way.root.folder, CONFIG), "utf8");
    assert.ok(config.includes(status));
    writeFileSync(join(way.root.folder, CONFIG), `${config}${events}\n`);
    for (const block of [0, 1]) for (const line of blockOf("Exact ends: OpenVPN's own events", "sh", block)) type(line);
    const lines = blockOf("Exact ends: OpenVPN's own events", "").join("\n");
    done(shell(`cat >> /etc/openvpn/server/server.conf <<'END'\n${lines}\nEND\n`));
    done(shell(DISCONNECT_ALICE));
    done(startOpenvpn(way.system()));
    done(shell(CONNECT_ALICE));
    done(shell(`systemctl start ${NAME} && ${DISCONNECT_ALICE}`));
    await waitFor(
      "the end",
      () => shell(`systemctl start ${NAME} && cat ${STATE}/history/sessions/*.csv`).stdout.includes(",event,"),
      30,
    );
    done(shell(CONNECT_ALICE));
    done(shell(`systemctl start ${NAME}`));
  });

  it("is upgraded, rolled back and removed", () => {
    const [upgrade = "", rollback = "", remove = "", purge = "", removeHistory = ""] = blockOf(UPGRADE, "sh", 0);
    const installed = (): string => done(shell(`dpkg-query -W -f '\${Version}' ${NAME}`));
    const sessions = (): string => done(shell(`cat ${STATE}/history/sessions/*.csv`));
    const before_ = [readFileSync(join(way.root.folder, CONFIG), "utf8"), sessions()];
    for (const [line, version] of [
      [upgrade, NEWER],
      [rollback, OLDER],
    ] as const) {
      type(line);
      assert.equal(installed(), version);
      done(shell(`systemctl start ${NAME}`));
      assert.deepEqual([readFileSync(join(way.root.folder, CONFIG), "utf8"), sessions()], before_);
      assert.equal(done(shell(`systemctl is-active ${NAME}.timer`)), "active\n");
    }
    type(remove);
    assert.notEqual(shell(`systemctl is-active ${NAME}.timer`).status, 0);
    done(shell(`ls ${SITE} ${CONFIG} ${STATE}/history/open.csv`));
    type(purge);
    assert.equal(done(shell(`ls ${STATE}`)), "history\n");
    assert.notEqual(shell(`ls ${CONFIG}`).status, 0);
    type(removeHistory);
    type(`apt install ./openvpn-status-site_${VERSION}_all.deb`);
    type("PURGE_HISTORY=yes apt purge openvpn-status-site");
    assert.notEqual(shell(`ls ${STATE}`).status, 0);
    const failed = done(shell("systemctl --failed --plain --no-legend"));
    assert.equal(failed, "", shell(`journalctl --no-pager -u ${NAME} | tail -50`).stdout);
  });
});

describe("README's way with npm and systemd", { skip, timeout: 600_000 }, () => {
  const folder = tempFolder({ after });
  const way = makeWay((root) => {
    copyNode(root);
    packTarballs(folder, join(root.folder, "root"));
  });
  const { type, shell } = way;

  it("leads to a protected page of Apache", async (t) => {
    for (const line of blockOf("npm", "sh")) type(line);
    writeConfig(way);
    for (const line of blockOf("systemd or cron", "sh", 0)) type(line);
    done(shell(`systemctl start ${NAME}`));
    for (const line of blockOf("The web server", "sh", 1)) type(line);
    await assertProtected(way);
    assert.doesNotMatch(shell("openvpn-status-site doctor").stdout, /PROBLEM/);
    report(t, way);
  });

  it("is upgraded, rolled back and removed", async () => {
    const [upgrade = "", rollback = "", ...remove] = blockOf(UPGRADE, "sh", 1);
    type(`systemctl stop ${NAME}.timer`);
    for (const [line, version] of [
      [upgrade, NEWER],
      [rollback, OLDER],
    ] as const) {
      type(line);
      assert.equal(done(shell("npm ls -g")).includes(`${NAME}@${version}`), true);
      done(shell(`systemctl start ${NAME}`));
      await assertProtected(way);
    }
    done(shell(`systemctl start ${NAME}.timer`));
    for (const line of remove) type(line);
    const left = shell(
      `find / -xdev -path '*${NAME}*' -not -path '/proc/*' -not -path '/root/*' -not -path '/var/log/*'`,
    );
    assert.deepEqual(
      left.stdout.split("\n").filter((path) => path !== "" && !KEPT.some((kept) => path.startsWith(kept))),
      [],
    );
  });
});

describe("README's way with a checkout and cron", { skip, timeout: 900_000 }, () => {
  const cache = execFileSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).trim();
  const way = makeWay(
    (root) => {
      copyNode(root);
      execFileSync("git", ["clone", "--quiet", "--bare", CHECKOUT, join(root.folder, "srv/repository.git")]);
      // The packages that `npm ci` has put there on this machine: the system has no network.
      writeFileSync(join(root.folder, "root/.npmrc"), `cache=${cache}\noffline=true\n`);
      assert.equal(root.apt("install", "git").status, 0);
    },
    [cache],
  );
  const { type, shell } = way;

  it("leads to a protected page of Caddy", async (t) => {
    for (const line of blockOf("Checkout", "sh")) type(line);
    writeConfig(way);
    for (const line of blockOf("systemd or cron", "sh", 1)) type(line);
    for (const line of blockOf("The web server", "sh", 2)) type(line);
    await waitFor("cron makes the site", () => shell(`grep alice ${SITE}`).status === 0);
    await assertProtected(way);
    assert.equal(done(shell(`journalctl --no-pager -q -t ${NAME}`)), "");
    assert.doesNotMatch(shell("openvpn-status-site doctor").stdout, /PROBLEM/);
    report(t, way);
  });

  it("takes over what OpenVPN Status Web has recorded", () => {
    const rows = [
      "user,public_ip,tunnel_ip,start,end,duration_s",
      "bob,192.0.2.7,10.8.0.9,2026-11-01 10:00:00,2026-11-01 11:00:00,3600",
    ];
    writeFileSync(join(way.root.folder, "var/log/openvpn-sessions.csv"), `${rows.join("\n")}\n`);
    writeFileSync(join(way.root.folder, "var/log/openvpn-aliases.json"), '{"bob": "Bob B."}');
    assert.match(type("openvpn-status-site import /var/log/openvpn-sessions.csv").stdout, /1 session/);
    assert.equal(done(shell(`grep -c 'Bob B.' ${STATE}/out/users/index.html`)).trim() === "0", false);
    assert.ok(type("openvpn-status-site export --format csv-v1").stdout.includes(rows[1] ?? ""));
    assert.match(type("openvpn-status-site parse FILE").stdout, /"alice"/);
  });

  it("has the countries", () => {
    for (const line of parts.find(({ heading }) => heading === "Countries")?.spans ?? []) type(line, HOME);
    assert.match(shell("openvpn-status-site doctor").stdout, /^ok +countries +\/usr\/share\//m);
  });

  it("is upgraded, rolled back and removed", () => {
    const [upgrade = "", rollback = "", ...remove] = blockOf(UPGRADE, "sh", 2);
    done(
      shell(`git clone -q /srv/repository.git /tmp/newer && cd /tmp/newer && npm version --no-git-tag-version --ignore-scripts ${NEWER} &&
        git -c user.name=x -c user.email=x@example.org commit -qam newer && git push -q`),
    );
    const version = (): string => done(shell("openvpn-status-site --version")).trim();
    type(upgrade, HOME);
    assert.equal(version(), `${NAME} ${NEWER}`);
    type(rollback, HOME);
    assert.equal(version(), `${NAME} ${VERSION}`);
    for (const line of remove) type(line);
    assert.notEqual(shell("openvpn-status-site --version").status, 0);
  });
});

describe("README's set-up", { skip }, () => {
  it("has no other commands than those that were run", () => {
    assert.deepEqual(
      [...unused].filter((command) => !STAND_INS.has(command)),
      [],
    );
  });

  it("has the parts that other tests run", () => {
    for (const [heading, file] of RUN_ELSEWHERE) {
      assert.ok(
        parts.some((part) => part.heading === heading),
        heading,
      );
      assert.match(readFileSync(join(CHECKOUT, "test/system", file), "utf8"), /README|hosts-place/, file);
    }
  });

  it("has each command that is not run", () => {
    assert.deepEqual(
      [...STAND_INS.keys()].filter((command) => !unused.has(command)),
      [],
    );
  });
});
