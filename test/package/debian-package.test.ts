import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { COUNTRIES_NAME } from "../../src/packaging/countries.js";
import { countriesDeb } from "../../src/packaging/countries-deb.js";
import { programDeb } from "../../src/packaging/program-deb.js";
import { writeDebPackage } from "../../src/packaging/deb-package.js";
import { makeDebianRoot, type DebianRoot } from "../support/debian-root.js";
import { isInstalled } from "../support/programs.js";
import { tempFolder } from "../support/temp-folder.js";
import { skipUnless } from "../support/visible-skip.js";
import { writeStatus } from "../support/write-status.js";

const NAME = "openvpn-status-site";
const STATE = `/var/lib/${NAME}`;
const BUILT_SECONDS = Date.parse("2026-11-21T12:00:00Z") / 1000;
const TIMER = `${NAME}.timer`;

const isRoot = process.geteuid?.() === 0;
const skip = skipUnless(
  isRoot && ["debootstrap", "dpkg-deb", "lintian"].every(isInstalled),
  "needs root, debootstrap, dpkg-deb and lintian",
);

function build(folder: string, version: string): string {
  return writeDebPackage(programDeb(version, new Date(BUILT_SECONDS * 1000)), folder, BUILT_SECONDS);
}

describe("the Debian package", { skip, timeout: 900_000 }, () => {
  let root: DebianRoot;
  // Before the folder that it is in.
  after(() => {
    root.remove();
  });
  const folder = tempFolder({ after });
  let [earlier, newest] = ["", ""];
  before(() => {
    earlier = build(folder, "0.1.9");
    newest = build(folder, "0.2.0");
    root = makeDebianRoot(join(folder, "root"));
  });
  const runAs = (user: string, ...command: readonly string[]): ReturnType<DebianRoot["run"]> =>
    root.run("setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs", ...command);
  /** As the service runs it, with what it does before. */
  const gen = (): ReturnType<DebianRoot["run"]> => {
    root.run("systemd-tmpfiles", "--create", `${NAME}.conf`);
    return runAs(NAME, NAME, "gen");
  };
  const inside = (path: string): string => join(root.folder, path);
  const modeAndOwner = (path: string): string => root.run("stat", "-c", "%a %U %G", path).stdout.trim();
  let updatedSeconds = 0;
  /** As OpenVPN makes its status: for root alone. */
  const writeOpenvpnStatus = (names: readonly string[], host = "198.51.100.7"): void => {
    const clients = names.map((commonName, place) => ({
      commonName,
      realAddress: `${host}:${1194 + place}`,
      virtualAddress: `10.8.0.${place + 2}`,
      bytesReceived: 1000,
      bytesSent: 2000,
      connectedSinceSeconds: Math.floor(Date.now() / 1000) - 600,
      username: "",
    }));
    mkdirSync(inside("run/openvpn-server"), { recursive: true });
    const file = inside("run/openvpn-server/status-server.log");
    // Each is newer than the one before, also within a second.
    updatedSeconds = Math.max(updatedSeconds + 1, Math.floor(Date.now() / 1000));
    writeFileSync(file, writeStatus({ updatedSeconds, clients }, { version: 2, release: "2.6" }));
    chownSync(file, 0, 0);
    chmodSync(file, 0o600);
    chownSync(inside("run/openvpn-server"), 0, 0);
    chmodSync(inside("run/openvpn-server"), 0o710);
  };

  it("is the same, byte for byte, when it is built again, and lintian has nothing to say", () => {
    const again = join(folder, "again");
    assert.ok(readFileSync(newest).equals(readFileSync(build(again, "0.2.0"))));
    const { stdout, status } = spawnSync("lintian", ["--fail-on", "error,warning", newest], { encoding: "utf8" });
    assert.deepEqual({ stdout, status }, { stdout: "", status: 0 });
    assert.ok(statSync(newest).size < 12e6);
  });

  it("makes a user without privileges, its folders and the timer, and runs on Debian's Node", () => {
    const { status, stderr } = root.apt("install", earlier);
    assert.equal(status, 0, stderr);
    assert.match(root.run("node", "--version").stdout, /^v18\./);
    assert.equal(root.run(NAME, "--version").stdout, `${NAME} 0.2.0\n`, "the program's own version, of package.json");
    assert.match(root.run("getent", "passwd", NAME).stdout, /:\/usr\/sbin\/nologin$/m);
    assert.equal(modeAndOwner(`${STATE}/history`), `750 ${NAME} ${NAME}`);
    assert.equal(modeAndOwner(`${STATE}/out`), `2750 ${NAME} www-data`);
    assert.equal(root.run("systemctl", "is-enabled", TIMER).stdout.trim(), "enabled");
    assert.equal(root.run("systemctl", "is-enabled", `${NAME}.path`).stdout.trim(), "disabled");
  });

  it("reads the status that only root may read, after each restart and upgrade of OpenVPN, for the web server", () => {
    writeOpenvpnStatus(["alice"]);
    assert.deepEqual(gen(), { status: 0, stdout: "", stderr: "" });
    const page = (): ReturnType<DebianRoot["run"]> => runAs("www-data", "cat", `${STATE}/out/index.html`);
    assert.match(page().stdout, /alice/);
    assert.equal(modeAndOwner(`${STATE}/out/index.html`), `640 ${NAME} www-data`);
    // What OpenVPN's package does when it is upgraded, and OpenVPN when it makes a new file.
    writeOpenvpnStatus(["alice", "bob"]);
    assert.deepEqual(gen(), { status: 0, stdout: "", stderr: "" });
    assert.match(page().stdout, /bob/);
    const history = runAs("www-data", "ls", `${STATE}/history`);
    assert.notEqual(history.status, 0, "the history is closed");
  });

  it("keeps the config and the history when it is upgraded", () => {
    const config = inside(`etc/${NAME}/config.toml`);
    writeFileSync(config, `title = "VPN Berlin"\n${readFileSync(config, "utf8")}`);
    const before_ = readFileSync(inside(`${STATE}/history/open.csv`), "utf8");
    const { status, stderr } = root.apt("install", newest);
    assert.equal(status, 0, stderr);
    assert.match(readFileSync(config, "utf8"), /^title = "VPN Berlin"/);
    assert.equal(readFileSync(inside(`${STATE}/history/open.csv`), "utf8"), before_);
    assert.deepEqual(gen(), { status: 0, stdout: "", stderr: "" });
    assert.match(readFileSync(inside(`${STATE}/out/index.html`), "utf8"), /VPN Berlin/);
    assert.equal(root.run("systemctl", "is-enabled", TIMER).stdout.trim(), "enabled");
  });

  it("shows countries while their package is installed", () => {
    const built = new Date(BUILT_SECONDS * 1000);
    const countries = writeDebPackage(countriesDeb(built), folder, BUILT_SECONDS);
    const { stdout, status } = spawnSync("lintian", ["--fail-on", "error,warning", countries], { encoding: "utf8" });
    assert.deepEqual({ stdout, status }, { stdout: "", status: 0 });
    writeOpenvpnStatus(["alice"], "193.99.144.80");
    const shown = (): string => {
      assert.deepEqual(gen(), { status: 0, stdout: "", stderr: "" });
      const json = JSON.parse(readFileSync(inside(`${STATE}/out/status.json`), "utf8")) as {
        clients: { country: unknown }[];
      };
      return String(json.clients[0]?.country);
    };
    assert.equal(shown(), "null");
    assert.equal(root.apt("install", countries).status, 0);
    assert.equal(shown(), "DE");
    assert.equal(root.apt("purge", COUNTRIES_NAME).status, 0);
    assert.equal(shown(), "null");
    assert.ok(!existsSync(inside(`usr/share/${COUNTRIES_NAME}`)));
    assert.ok(!existsSync(inside(`usr/share/doc/${COUNTRIES_NAME}`)));
  });

  it("does not enable a timer again that the admin has disabled", () => {
    root.run("systemctl", "disable", TIMER);
    assert.equal(root.apt("install", "--reinstall", newest).status, 0);
    assert.equal(root.run("systemctl", "is-enabled", TIMER).stdout.trim(), "disabled");
    root.run("systemctl", "enable", TIMER);
  });

  it("has a man page of all commands and flags, and completes them", () => {
    const man = execFileSync("zcat", [inside(`usr/share/man/man1/${NAME}.1.gz`)], { encoding: "utf8" });
    const completion = `. /usr/share/bash-completion/completions/${NAME}; complete_() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _openvpn_status_site; printf '%s\\n' "\${COMPREPLY[@]}"; }; `;
    const complete = (...words: readonly string[]): readonly string[] => {
      const { stdout } = root.run("bash", "-c", `${completion}complete_ "$@"`, "bash", NAME, ...words);
      return stdout.trim().split("\n");
    };
    const commands = complete("").filter((word) => !word.startsWith("-"));
    assert.deepEqual(commands, [
      "gen",
      "prune",
      "import",
      "export",
      "parse",
      "who",
      "check",
      "doctor",
      "print",
      "demo",
    ]);
    for (const command of commands) {
      assert.match(man, new RegExp(`^\\.SS "${command}\\b`, "m"));
      const flags = root.run(NAME, command, "--help").stdout.match(/^ {2}(?:-\w, )?--[a-z-]+/gm) ?? [];
      assert.ok(flags.length > 0);
      for (const flag of flags.map((one) => one.trim().split(" ").at(-1) ?? "")) {
        assert.ok(complete(command, "-").includes(flag), `${command} ${flag}`);
        assert.ok(man.includes(flag.replaceAll("-", "\\-")), `${command} ${flag}`);
      }
    }
    assert.deepEqual(complete("print", "ng"), ["nginx"]);
    assert.deepEqual(complete("pr"), ["prune", "print"]);
  });

  it("leaves the history when it is removed and purged, and nothing else", () => {
    assert.equal(root.apt("remove", NAME).status, 0);
    assert.ok(existsSync(inside(`${STATE}/out/index.html`)), "removed, but not purged");
    assert.ok(!existsSync(inside(`usr/lib/${NAME}`)));
    assert.match(root.apt("purge", NAME).stderr, /history is kept/);
    assert.ok(!existsSync(inside(`etc/${NAME}`)));
    assert.ok(!existsSync(inside(`${STATE}/out`)));
    assert.deepEqual(readdirSync(inside(STATE)), ["history"]);
    assert.ok(existsSync(inside(`${STATE}/history/open.csv`)));
    assert.ok(!existsSync(inside(`${STATE}/history/cache`)));
    assert.ok(!existsSync(inside(`etc/systemd/system/timers.target.wants/${TIMER}`)));
  });

  it("goes on with the history when it is installed again, and purges it if told", () => {
    assert.equal(root.apt("install", newest).status, 0);
    writeOpenvpnStatus(["alice", "bob"]);
    assert.deepEqual(gen(), { status: 0, stdout: "", stderr: "" });
    assert.match(readFileSync(inside(`${STATE}/out/index.html`), "utf8"), /alice/);
    process.env["PURGE_HISTORY"] = "yes";
    try {
      assert.equal(root.apt("purge", NAME).status, 0);
    } finally {
      delete process.env["PURGE_HISTORY"];
    }
    assert.ok(!existsSync(inside(STATE)));
  });
});
