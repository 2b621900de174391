import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { DebPackage } from "../../src/packaging/deb-package.js";
import { writeDebPackage } from "../../src/packaging/deb-package.js";
import { programDeb } from "../../src/packaging/program-deb.js";
import { bootRoot, BOOT_PROGRAMS, type BootedRoot } from "../support/booted-root.js";
import { makeDebianRoot, ROOT_PROGRAMS, type DebianRoot, type RootRun } from "../support/debian-root.js";
import { CONNECT_ALICE, installOpenvpn, startOpenvpn, TUN } from "../support/openvpn-in-root.js";
import { isInstalled } from "../support/programs.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const NAME = "openvpn-status-site";
const [STATE, CONFIG] = [`/var/lib/${NAME}`, `/etc/${NAME}/config.toml`];
const DROP_INS = `/etc/systemd/system/${NAME}.service.d`;
const EXAMPLES = `/usr/share/doc/${NAME}/examples`;
const BUILT_SECONDS = Date.parse("2026-11-21T12:00:00Z") / 1000;
const MAX_EXPOSURE = 1;

const skip = skipUnless(
  isRoot && [...ROOT_PROGRAMS, ...BOOT_PROGRAMS, "openssl"].every(isInstalled),
  `needs root, openssl, ${[...ROOT_PROGRAMS, ...BOOT_PROGRAMS].join(", ")}`,
);

/** The same package with a program that says something else, and with another config. */
function toOtherProgram(deb: DebPackage): DebPackage {
  const old = [...deb.files.keys()].find((path) => /\/core-\w{8}\.js$/.test(path)) ?? assert.fail();
  const oldName = old.split("/").at(-1) ?? "";
  const hash = oldName.slice(5, 13);
  const files = [...deb.files].map(([path, content]): readonly [string, string | Uint8Array] => {
    if (path === CONFIG) return [path, `${String(content)}# Of another version.\n`];
    if (!path.endsWith(".js")) return [path, content];
    const text = Buffer.from(content)
      .toString()
      .replaceAll(hash, "00000000")
      .replaceAll('"Worth a look"', '"Worth seeing"');
    return [path.replaceAll(hash, "00000000"), text];
  });
  return { ...deb, files: new Map(files) };
}

describe("the service under systemd", { skip, timeout: 600_000 }, () => {
  const folder = tempFolderInMemory({ after: () => undefined });
  let root: DebianRoot;
  let system: BootedRoot;
  const shell = (line: string, input?: string): RootRun => system.shell(line, input);
  const done = (line: string, input?: string): string => {
    const { status, stdout, stderr } = shell(line, input);
    assert.equal(status, 0, `${line}\n${stdout}${stderr}${status === 0 ? "" : journal()}`);
    return stdout;
  };
  const journal = (): string => shell(`journalctl --no-pager -o cat -u ${NAME} | tail -30`).stdout;
  const inside = (path: string): string => join(root.folder, path);
  const start = (): RootRun => shell(`systemctl start ${NAME}`);
  /** Replaces the config. */
  const configure = (text: string): void => {
    writeFileSync(inside(CONFIG), `out = "${STATE}/out"\nhistory = "${STATE}/history"\n${text}`);
  };
  const doctor = (): string => shell(`${NAME} doctor`).stdout;
  /** The commands that doctor prints for what it finds of a subject. */
  const fixes = (subject: RegExp): readonly string[] => {
    const lines = doctor().split("\n");
    return lines.filter((_, place) => {
      const above = lines[place - 1] ?? "";
      return above.startsWith("PROBLEM") && subject.test(above);
    });
  };

  after(async () => {
    await system.stop();
    root.remove();
  });
  before(async () => {
    root = makeDebianRoot(join(folder, "root"));
    installOpenvpn(root);
    appendFileSync(inside("etc/openvpn/server/server.conf"), "management 127.0.0.1 7505\n");
    const packages = inside("root");
    const deb = programDeb("0.2.0", new Date(BUILT_SECONDS * 1000));
    writeDebPackage(deb, packages, BUILT_SECONDS);
    writeDebPackage({ ...toOtherProgram(deb), version: "0.2.1" }, packages, BUILT_SECONDS);
    assert.equal(root.apt("install", "nodejs", "acl", "nginx-light").status, 0);
    system = await bootRoot(root, { isAlone: true, binds: [TUN] });
    startOpenvpn(system);
    done(CONNECT_ALICE);
    done(`apt-get install -y ./${NAME}_0.2.0_all.deb && systemctl stop ${NAME}.timer`);
  });

  it("makes the site without privileges, for the group of the web server", () => {
    done(`systemctl start ${NAME}`);
    const strangers = `find ${STATE}/out -not '(' -user ${NAME} -group www-data ')'`;
    assert.equal(done(strangers), "");
    assert.equal(done(`find ${STATE}/out -type d -not -perm 2750`), "", "all folders hand the group on");
    done(`runuser -u www-data -- grep -q alice ${STATE}/out/index.html`);
    assert.notEqual(shell(`runuser -u www-data -- ls ${STATE}/history`).status, 0);
    const exposure = Number(/level for \S+: (\d+\.\d+)/.exec(done(`systemd-analyze security ${NAME} --no-pager`))?.[1]);
    assert.ok(exposure <= MAX_EXPOSURE, String(exposure));
    assert.equal(journal().match(/openvpn-status-site\[/g), null);
    assert.doesNotMatch(doctor(), /PROBLEM {2}(?!password|web server)/);
  });

  it("is not stopped for good by many starts, nor failed by a stop", () => {
    done(`for run in 1 2 3 4 5 6 7 8; do systemctl start ${NAME} || exit 1; done`);
    done(`systemctl start --no-block ${NAME}; sleep 0.3; systemctl stop ${NAME}`);
    assert.equal(done("systemctl --failed --plain --no-legend"), "");
  });

  it("reads a management interface with the drop-in, and not without", () => {
    configure('[[server]]\nname = "server"\nstatus = "tcp:127.0.0.1:7505"\n');
    assert.notEqual(start().status, 0);
    assert.match(doctor(), /PROBLEM {2}systemd service/);
    done(`mkdir -p ${DROP_INS} && cp ${EXAMPLES}/tcp-source.conf ${DROP_INS}/ && systemctl daemon-reload`);
    done(`systemctl start ${NAME} && grep -q alice ${STATE}/out/status.json`);
    assert.doesNotMatch(doctor(), /PROBLEM {2}systemd service/);
    done(`rm -r ${DROP_INS} && systemctl daemon-reload`);
  });

  it("writes the metrics of node_exporter with the drop-in and the access list, and not without", () => {
    const metrics = "/var/lib/prometheus/node-exporter";
    configure(`metrics_file = "${metrics}/openvpn.prom"\n`);
    done(`install -d ${metrics}`);
    start();
    assert.notEqual(shell(`ls ${metrics}/openvpn.prom`).status, 0);
    assert.match(doctor(), /PROBLEM {2}systemd service/);
    const example = done(`cat ${EXAMPLES}/metrics-file.conf`);
    done(/setfacl .*/.exec(example)?.[0] ?? assert.fail(example));
    done(`mkdir -p ${DROP_INS} && cp ${EXAMPLES}/metrics-file.conf ${DROP_INS}/ && systemctl daemon-reload`);
    done(`systemctl start ${NAME} && grep -q 'last_run_success 1' ${metrics}/openvpn.prom`);
    assert.doesNotMatch(doctor(), /PROBLEM {2}systemd service/);
    done(`rm -r ${DROP_INS} && systemctl daemon-reload`);
  });

  it("reads easy-rsa's list of certificates with the drop-in, and not without", () => {
    const pki = "/etc/openvpn/easy-rsa/pki";
    done(`install -d -m 700 ${pki} && install -m 600 /dev/null ${pki}/index.txt`);
    writeFileSync(inside(`${pki}/index.txt`), "V\t331119000000Z\t\t01\tunknown\t/CN=alice\n");
    configure(`easyrsa_index = "${pki}/index.txt"\n`);
    start();
    assert.match(done(`cat ${STATE}/out/index.html`), /index\.txt/, "the page says that it cannot be read");
    done(`mkdir -p ${DROP_INS} && cp ${EXAMPLES}/certificates.conf ${DROP_INS}/ && systemctl daemon-reload`);
    done(`systemctl start ${NAME}`);
    assert.match(done(`cat ${STATE}/out/metrics`), /certificate_expiry_seconds\{common_name="alice"\}/);
    // easy-rsa replaces the list.
    done(
      `cp ${pki}/index.txt ${pki}/new && chmod 600 ${pki}/new && mv ${pki}/new ${pki}/index.txt && systemctl start ${NAME}`,
    );
    assert.match(done(`cat ${STATE}/out/metrics`), /certificate_expiry_seconds\{common_name="alice"\}/);
    done(`rm -r ${DROP_INS} && systemctl daemon-reload`);
  });

  it("makes a site for others elsewhere with doctor's drop-in, and not without", () => {
    configure('[[site]]\nout = "/srv/team"\n');
    done(`install -d -m 2750 -o ${NAME} -g www-data /srv/team`);
    start();
    assert.notEqual(shell("ls /srv/team/index.html").status, 0);
    for (const line of fixes(/systemd service/)) done(line.trim());
    done(`systemctl start ${NAME} && ls /srv/team/index.html`);
    done(`rm -r ${DROP_INS} /srv/team && systemctl daemon-reload`);
    configure("");
  });

  it("is upgraded and rolled back while it runs, and keeps what it need not write", async () => {
    configure('title = "VPN Berlin"\n');
    done(`systemctl start ${NAME}`);
    // A run each second.
    const often = "[Timer]\\nOnCalendar=\\nOnCalendar=*:*:*\\n";
    done(
      `mkdir -p /etc/systemd/system/${NAME}.timer.d && printf '${often}' > /etc/systemd/system/${NAME}.timer.d/often.conf`,
    );
    done(`systemctl daemon-reload && systemctl restart ${NAME}.timer`);
    const config = readFileSync(inside(CONFIG), "utf8");
    const began = done("date '+%F %T'").trim();
    // What no clock changes: not the live pages and charts.
    const kept = (): string =>
      done(
        `cd ${STATE}/out && sha256sum downloads/* assets/* charts/days_* charts/months_* && stat -c '%n %i' downloads/* assets/* charts/days_* charts/months_*`,
      );
    const sessions = (): string => done(`cut -d, -f1-4 ${STATE}/history/open.csv`);
    const before_ = { kept: kept(), sessions: sessions() };
    let installs = 0;
    for (const [version, says] of [
      ["0.2.1", "Worth seeing"],
      ["0.2.0", "Worth a look"],
      ["0.2.1", "Worth seeing"],
      ["0.2.0", "Worth a look"],
    ] as const) {
      // While another command has the lock.
      done(`systemd-run --quiet --collect flock ${STATE}/history/lock sleep 3`);
      done(`apt-get install -y --allow-downgrades ./${NAME}_${version}_all.deb`, "\n");
      installs += 1;
      assert.equal(done(`systemctl is-active ${NAME}.timer`), "active\n");
      await sleep(5000);
      assert.match(done(`cat ${STATE}/out/index.html`), new RegExp(says));
      assert.equal(readFileSync(inside(CONFIG), "utf8"), config);
    }
    assert.equal(installs, 4);
    done(`systemctl stop ${NAME}.timer && rm -r /etc/systemd/system/${NAME}.timer.d && systemctl daemon-reload`);
    const log = done(`journalctl --no-pager -o cat --since '${began}' -u ${NAME}`);
    assert.doesNotMatch(log, /Failed|exited/);
    assert.ok((log.match(/Finished/g)?.length ?? 0) > 10, log);
    assert.equal(sessions(), before_.sessions);
    assert.deepEqual(kept().split("\n"), before_.kept.split("\n"));
  });

  it("ends a run before its program is replaced, and begins none meanwhile", () => {
    const files = `ls /usr/lib/${NAME}/dist`;
    // A run that takes 4 s, and fails if its files are not those that it began with.
    const run = `[Service]\nExecStart=\nExecStart=/bin/sh -c "${files} > /tmp/began; sleep 4; ${files} | cmp - /tmp/began"\n`;
    mkdirSync(inside(DROP_INS));
    writeFileSync(join(inside(DROP_INS), "slow.conf"), run);
    const often = "[Timer]\nOnCalendar=\nOnCalendar=*:*:*\n";
    mkdirSync(inside(`/etc/systemd/system/${NAME}.timer.d`));
    writeFileSync(inside(`/etc/systemd/system/${NAME}.timer.d/often.conf`), often);
    const began = done("date '+%F %T'").trim();
    done(`systemctl daemon-reload && systemctl restart ${NAME}.timer && sleep 2`);
    assert.equal(done(`systemctl show --property=ActiveState --value ${NAME}`), "activating\n");
    done(`apt-get install -y ./${NAME}_0.2.1_all.deb`, "\n");
    done(`systemctl stop ${NAME}.timer && rm -r ${DROP_INS} /etc/systemd/system/${NAME}.timer.d`);
    const log = done(`journalctl --no-pager -o cat --since '${began}' -u ${NAME}`);
    assert.match(log, /Finished/);
    assert.doesNotMatch(log, /Failed|differ/);
  });
});
