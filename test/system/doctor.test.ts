import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { rememberFurtherSite } from "../../src/io/history/further-site-folders.js";
import { writeLastNotify } from "../../src/io/cache/last-notify.js";
import { readLastRun, writeLastRun } from "../../src/io/cache/last-run.js";
import {
  atSeconds,
  makeDoctorPlace,
  readFindings,
  RUNNER,
  writeNginx,
  type DoctorPlace,
  type FoundLine,
} from "../support/doctor-place.js";
import { runHere } from "../support/run-here.js";
import { fileTree } from "../support/file-tree.js";
import { isInstalled } from "../support/programs.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";
import { writeStatus } from "../support/write-status.js";

// Status files of version 1 have local times, and these are those of UTC.
process.env["TZ"] = "UTC";

const skip = skipUnless(isRoot && isInstalled("nginx") && isInstalled("setfacl"), "needs root, nginx and setfacl");

/** A set-up that is broken in one way. */
interface Case {
  /** What the line with the problem is about, and what it says. */
  readonly finds: RegExp;
  readonly command: RegExp;
  readonly breaks: (place: DoctorPlace, t: TestContext) => void | Promise<void>;
  /** Whether the printed command alone fixes it. */
  readonly isFixedAlone: boolean;
  /** Further problems that come with it. */
  readonly also?: RegExp;
}

const config = (place: DoctorPlace): string => place.at("etc/config.toml");
const openvpn = (place: DoctorPlace): string => place.at("openvpn/server.conf");
const log = (place: DoctorPlace): string => place.at("run/status-server.log");

/** Changes a text file. */
function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  assert.notEqual(changed, text);
  writeFileSync(path, changed);
}

function giveAway(path: string, uid: number, gid: number, mode: number): void {
  chownSync(path, uid, gid);
  chmodSync(path, mode);
}

/** How the last run went. */
function setLastRun(place: DoctorPlace, change: Partial<NonNullable<ReturnType<typeof readLastRun>>>): void {
  const cache = place.at("history/cache");
  const run = readLastRun(cache);
  assert.ok(run !== null);
  writeLastRun(cache, { ...run, ...change });
  chownSync(join(cache, "last-run.json"), RUNNER, RUNNER);
}

/** As if the kernel said of a process that it runs for so long. */
function setAge(place: DoctorPlace, id: string, seconds: number): void {
  const { processes } = place.host.systemPaths;
  rmSync(processes);
  mkdirSync(join(processes, id), { recursive: true });
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one) && one !== id)) {
    symlinkSync(join("/proc", name), join(processes, name));
  }
  for (const name of ["fd", "fdinfo", "comm"]) symlinkSync(join("/proc", id, name), join(processes, id, name));
  const stat = readFileSync(join("/proc", id, "stat"), "utf8").split(" ");
  writeFileSync(join(processes, id, "stat"), [...stat.slice(0, 21), "100", ...stat.slice(22)].join(" "));
  writeFileSync(join(processes, "uptime"), `${seconds + 1}.00 1.00\n`);
  symlinkSync("/proc/locks", join(processes, "locks"));
}

const UNIT = [
  "[Service]",
  "User=nobody",
  "PrivateNetwork=yes",
  "RestrictAddressFamilies=AF_UNIX",
  "ProtectSystem=strict",
  "ProtectHome=yes",
  "StateDirectory=site",
];

/** A service in place of cron. */
function useService(place: DoctorPlace, isEnabled: boolean, ...more: readonly string[]): void {
  rmSync(place.at("crontab"));
  const folders = `ReadWritePaths=-${place.at("history")} -${place.at("out")} -${place.at("spool")}`;
  writeFileSync(place.at("units/openvpn-status-site.service"), [...UNIT, folders, ...more].join("\n"));
  if (isEnabled) {
    mkdirSync(place.at("units/timers.target.wants"));
    writeFileSync(place.at("units/timers.target.wants/openvpn-status-site.timer"), "");
  }
}

/** easy-rsa's list, with the rights that easy-rsa gives it. */
function useIndex(place: DoctorPlace, text = "V\t390301120000Z\t\t01\tunknown\t/CN=alice\n"): string {
  mkdirSync(place.at("etc/pki"), { mode: 0o700 });
  const index = place.at("etc/pki/index.txt");
  writeFileSync(index, text, { mode: 0o600 });
  edit(config(place), (lines) => `easyrsa_index = ${JSON.stringify(index)}\n${lines}`);
  return index;
}

/** The certificate of the server, which has signed it itself. */
function useCertificate(place: DoctorPlace, key: "cert" | "ca", days: number): string {
  const [file, secret] = [place.at(`etc/${key}.crt`), place.at("etc/secret.key")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const files = ["-keyout", secret, "-out", file, "-days", String(days), "-subj", "/CN=server"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...files], { stdio: "ignore" });
  chmodSync(file, 0o644);
  edit(config(place), (lines) => lines.replace("[[server]]", `$&\n${key} = ${JSON.stringify(file)}`));
  return file;
}

const CASES: Readonly<Record<string, Case>> = {
  "the config has an unknown key": {
    finds: /^config: .*"titel"/,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      edit(config(place), (text) => `titel = "x"\n${text}`);
    },
    isFixedAlone: false,
  },
  "the config may be changed by others": {
    finds: /^config: .*can be changed by everyone/,
    command: /^chown root:root .*config\.toml && chmod go-w /,
    breaks: (place) => {
      giveAway(config(place), 0, 0, 0o666);
    },
    isFixedAlone: true,
  },
  "OpenVPN's config has no status directive": {
    finds: /server\.conf: has no “status” directive/,
    command: /^sed -i .* && systemctl restart openvpn-server@server$/,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace(/^status .*\n/m, ""));
      renameSync(log(place), place.at("old.log"));
    },
    isFixedAlone: true,
    also: /status-server\.log/,
  },
  "OpenVPN writes its status to /tmp": {
    finds: /server\.conf: writes its status to \/tmp\/x\.log, which its unit hides/,
    command: /status \/run\/openvpn-server\/status-server\.log 10/,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace(/^status .*$/m, "status /tmp/x.log 10"));
    },
    isFixedAlone: false,
    also: /^events of server/,
  },
  "a server's status is no source": {
    finds: /second\.conf: writes its status to .*second\.log, which is no source/,
    command: /^printf .*second\.log.* >> /,
    breaks: (place) => {
      const path = place.at("run/second.log");
      cpSync(log(place), path);
      chownSync(path, 0, RUNNER);
      chmodSync(path, 0o640);
      writeFileSync(place.at("openvpn/second.conf"), `server 10.9.0.0 255.255.255.0\nstatus ${path} 10\n`);
    },
    isFixedAlone: true,
  },
  "OpenVPN writes its status only every 5 minutes": {
    finds: /server\.conf: writes its status only every 5 min: shorter sessions/,
    command: /^sed -i .* 10'? >> .* && systemctl restart /,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace(/ 10$/m, " 300"));
    },
    isFixedAlone: true,
  },
  "the status file is missing": {
    finds: /status-server\.log: The file does not exist\./,
    command: /^systemctl restart openvpn-server@server$/,
    breaks: (place) => {
      rmSync(log(place));
    },
    isFixedAlone: true,
  },
  "the config names a status file that no server here writes": {
    finds: /status-servr\.log: The file does not exist\. OpenVPN writes its status here to \S+status-server\.log$/,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      edit(config(place), (text) => text.replace("status-server.log", "status-servr.log"));
    },
    isFixedAlone: false,
    also: /which is no source|status-servr|^events of servr/,
  },
  "the status file is empty": {
    finds: /status-server\.log: The file is empty\./,
    command: /^systemctl restart/,
    breaks: (place) => {
      place.writeStatus(() => "");
    },
    isFixedAlone: true,
  },
  "the status file is cut off": {
    finds: /status-server\.log: The file could not be read completely\./,
    command: /^systemctl restart/,
    breaks: (place) => {
      place.writeStatus((text) => text.replace("END\n", ""));
    },
    isFixedAlone: true,
  },
  "the status is stale": {
    finds: /status-server\.log: The status is older than it should be\. It is 1 h 00 min 0\d s old\./,
    command: /^systemctl restart/,
    breaks: (place) => {
      place.writeStatus(() =>
        writeStatus({ updatedSeconds: atSeconds(3600), clients: [] }, { version: 2, release: "2.6" }),
      );
    },
    isFixedAlone: true,
  },
  "the source is OpenVPN's log": {
    finds: /status-server\.log: This is not a status file of OpenVPN\./,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      place.writeStatus(() => "2026-11-21 08:12:15 OpenVPN 2.6.14 x86_64-pc-linux-gnu\n");
    },
    isFixedAlone: false,
  },
  "the source is a client's file": {
    finds: /status-server\.log: This is the statistics file of an OpenVPN client/,
    command: /^vi /,
    breaks: (place) => {
      place.writeStatus(() => "OpenVPN STATISTICS\nUpdated,2026-11-21 08:12:15\nTUN/TAP read bytes,1\nEND\n");
    },
    isFixedAlone: false,
  },
  "the server's clock is ahead": {
    finds: /status-server\.log: The status has a time in the future\./,
    command: /^timedatectl set-ntp true$/,
    breaks: (place) => {
      place.writeStatus(() =>
        writeStatus({ updatedSeconds: atSeconds(-3600), clients: [] }, { version: 2, release: "2.6" }),
      );
    },
    isFixedAlone: false,
  },
  "version 1 has the local times of another zone": {
    finds: /status-server\.log: The times in this file belong to another time zone\./,
    command: /^sed -i .*timezone = "America\/\w+"/,
    breaks: (place) => {
      place.writeStatus((text) => text.replace(/^Updated,.*$/m, () => `Updated,${toLocal("America/New_York")}`), 1);
      edit(openvpn(place), (text) => text.replace("status-version 2\n", ""));
    },
    isFixedAlone: true,
  },
  "version 1 shows only UNDEF": {
    finds: /^version of .*status-server\.log: all clients are UNDEF/,
    command: /status-version 2.* && systemctl restart/,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace("status-version 2\n", ""));
      place.writeStatus((text) => text.replaceAll("alice", "UNDEF"), 1);
    },
    isFixedAlone: true,
  },
  "OpenVPN was not restarted with another status-version": {
    finds: /^version of .*: status-version 2, but OpenVPN's config has 3/,
    command: /^systemctl restart/,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace("status-version 2", "status-version 3"));
    },
    isFixedAlone: false,
  },
  "the status file is root's alone": {
    finds: /^rights of .*status-server\.log: nobody, who runs gen, has no access to .*status-server\.log$/,
    command: /^chgrp \+65534 .* && chmod g\+x .* && chmod g\+r /,
    breaks: (place) => {
      giveAway(log(place), 0, 0, 0o600);
    },
    isFixedAlone: true,
  },
  "the folder of the status file is root's alone": {
    finds: /^rights of .*status-server\.log: nobody, who runs gen, has no access to .*\/run$/,
    command: /^chgrp /,
    breaks: (place) => {
      giveAway(place.at("run"), 0, 0, 0o700);
    },
    isFixedAlone: true,
  },
  "the mask of the status file's access list": {
    finds:
      /^rights of .*status-server\.log: the access list \(ACL\) of .*status-server\.log lets nobody in, but its mask/,
    command: /^setfacl -m m::r-- .*status-server\.log$/,
    breaks: (place) => {
      giveAway(log(place), 0, 0, 0o600);
      setAccessList(log(place), "u:65534:r,m::-");
    },
    isFixedAlone: true,
  },
  "the mask of the site's access list": {
    finds: /^nginx's right to read: the access list \(ACL\) of .*\/out lets www-data in, but its mask/,
    command: /^setfacl -m m::r-x .*\/out$/,
    breaks: (place) => {
      setAccessList(place.at("out"), "g:33:rx,m::--x");
    },
    isFixedAlone: true,
  },
  "two processes write one status file": {
    finds: /^writer of .*: several processes write it: .*sleep \(\d+\)/,
    command: /^kill \d+$/,
    breaks: async (place, t) => {
      const second = spawn("sh", ["-c", `exec sleep 60 3<>${log(place)}`], { stdio: "ignore" });
      t.after(() => second.kill());
      await sleep(200);
    },
    isFixedAlone: true,
  },
  "two servers write one status file in turn": {
    finds: /^writer of .*: two servers seem to write it in turn/,
    command: /^grep -rsn .*status.* \/etc\/openvpn$/,
    breaks: (place) => {
      edit(place.at("history/sources.csv"), (text) =>
        text.replace(/,no,/, `,no writers@${new Date().toISOString().slice(0, 19)}Z,`),
      );
    },
    isFixedAlone: false,
  },
  "OpenVPN runs no scripts": {
    finds: /^events of server: OpenVPN's config lacks “script-security 2”/,
    command: /script-security 2.* && systemctl restart/,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace("script-security 2\n", ""));
    },
    isFixedAlone: true,
  },
  "OpenVPN does not call the hook": {
    finds: /^events of server: OpenVPN's config does not call the hook for “client-connect”/,
    command: /client-connect .*status-site-hook\.sh.* && systemctl restart/,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace(/^client-connect .*\n/m, ""));
    },
    isFixedAlone: false,
  },
  "OpenVPN's hook writes to another file": {
    finds: /^events of server: “client-disconnect” in OpenVPN's config names another file/,
    command: /client-disconnect /,
    breaks: (place) => {
      edit(openvpn(place), (text) => text.replace(/^(client-disconnect .*)server\.events/m, "$1other.events"));
    },
    isFixedAlone: false,
  },
  "the hook's script is missing": {
    finds: /^events of server: the script .*status-site-hook\.sh is missing/,
    command: /print hook .* > .*status-site-hook\.sh && chmod 644 /,
    breaks: (place) => {
      rmSync(place.at("etc/status-site-hook.sh"));
    },
    isFixedAlone: true,
  },
  "OpenVPN's user may not read the hook's script": {
    finds: /^events of server: OpenVPN's user daemon may not read the script/,
    command: /^chmod a\+r /,
    breaks: (place) => {
      chmodSync(place.at("etc/status-site-hook.sh"), 0o600);
    },
    isFixedAlone: true,
  },
  "the folder of the event file is missing": {
    finds: /^events of server: the folder .*spool is missing/,
    command: /^install -d -o daemon -g \+65534 -m 2770 /,
    breaks: (place) => {
      rmSync(place.at("spool"), { recursive: true });
    },
    isFixedAlone: true,
  },
  "OpenVPN's user may not create an event file": {
    finds: /^events of server: OpenVPN's user daemon may not create a file in .*spool/,
    command: /^install -d -o daemon/,
    breaks: (place) => {
      giveAway(place.at("spool"), 0, RUNNER, 0o770);
    },
    isFixedAlone: true,
  },
  "OpenVPN's user may not write the event file": {
    finds: /^events of server: OpenVPN's user daemon may not write to .*server\.events/,
    command: /^chown daemon .* && chmod u\+rw /,
    breaks: (place) => {
      writeFileSync(place.at("spool/server.events"), "");
      giveAway(place.at("spool/server.events"), 0, RUNNER, 0o640);
    },
    isFixedAlone: true,
  },
  "gen may not read the event file": {
    finds: /^events of server: nobody, who runs gen, may not read .*server\.events/,
    command: /^chgrp \+65534 .* && chmod g\+r /,
    breaks: (place) => {
      chmodSync(place.at("spool/server.events"), 0o600);
    },
    isFixedAlone: true,
  },
  "gen may not remove events from their folder": {
    finds: /^events of server: nobody, who runs gen, may not remove events from .*spool/,
    command: /^install -d -o daemon/,
    breaks: (place) => {
      chmodSync(place.at("spool"), 0o2750);
    },
    isFixedAlone: true,
  },
  "the site's config does not name the event file": {
    finds: /^events of server: OpenVPN writes events to .*server\.events, but the site's config does not name/,
    command: /^sed -i .*events = /,
    breaks: (place) => {
      edit(config(place), (text) => text.replace(/^events = .*\n/m, ""));
    },
    isFixedAlone: true,
  },
  "max_clients is not that of OpenVPN": {
    finds: /^max_clients of server: 50 in the site's config, but OpenVPN accepts 60 /,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      edit(config(place), (text) => `max_clients = 50\n${text}`);
      edit(openvpn(place), (text) => `max-clients 60\n${text}`);
    },
    isFixedAlone: false,
  },
  "nothing starts gen": {
    finds: /^regular runs: nothing here starts gen regularly/,
    command: /print cron .* > \/etc\/cron\.d\/openvpn-status-site$/,
    breaks: (place) => {
      // A run by hand was just now.
      edit(place.at("crontab"), () => "# no gen\n");
    },
    isFixedAlone: false,
  },
  "cron ignores the job: its name": {
    finds: /^regular runs: cron ignores \S+cron\.d\/site\.cron: its name/,
    command: /^mv -n \S+site\.cron \S+site-cron$/,
    breaks: (place) => {
      renameSync(place.at("crontab"), place.at("cron.d/site.cron"));
    },
    isFixedAlone: true,
  },
  "cron ignores the job: its owner": {
    finds: /^regular runs: cron ignores \S+cron\.d\/site: root does not own it/,
    command: /^chown root: /,
    breaks: (place) => {
      renameSync(place.at("crontab"), place.at("cron.d/site"));
      giveAway(place.at("cron.d/site"), RUNNER, RUNNER, 0o664);
    },
    isFixedAlone: true,
  },
  "the timer is not enabled": {
    finds: /^regular runs: the timer of systemd is not enabled/,
    command: /^systemctl enable --now openvpn-status-site\.timer$/,
    breaks: (place) => {
      useService(place, false);
      setLastRun(place, { endedSeconds: atSeconds(7200) });
    },
    isFixedAlone: false,
    also: /^last run: /,
  },
  "the folder of metrics_file is gone": {
    finds: /^metrics_file: the folder \S+\/metrics does not exist/,
    command: /^install -d -o nobody \S+\/metrics$/,
    breaks: (place, t) => {
      t.after(() => {
        rmSync(place.at("metrics"), { recursive: true });
      });
      edit(config(place), (text) => `metrics_file = ${JSON.stringify(place.at("metrics/a.prom"))}\n${text}`);
    },
    isFixedAlone: true,
  },
  "the folder of metrics_file takes no file": {
    finds: /^metrics_file: nobody, who runs gen, may not write here: \S+\/metrics$/,
    command: /^setfacl -m u:nobody:rwx \S+\/metrics$/,
    breaks: (place, t) => {
      mkdirSync(place.at("metrics"));
      t.after(() => {
        rmSync(place.at("metrics"), { recursive: true });
      });
      edit(config(place), (text) => `metrics_file = ${JSON.stringify(place.at("metrics/a.prom"))}\n${text}`);
    },
    isFixedAlone: true,
  },
  "a site for others that the config no longer has is still published": {
    finds: /^former \[\[site\]\] \S+\/team: it is not in the configuration any more, but what was published there/,
    command: /^rm -r \S+\/team$/,
    breaks: (place, t) => {
      mkdirSync(place.at("team"));
      t.after(() => {
        rmSync(place.at("team"), { recursive: true, force: true });
      });
      writeFileSync(place.at("team/.openvpn-status-site"), "");
      rememberFurtherSite(place.at("history"), place.at("team"));
    },
    isFixedAlone: true,
  },
  "the command of [notify] is missing": {
    finds: /^command of \[notify\]: there is no program \S+\/etc\/on-event$/,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      edit(config(place), (text) => `${text}[notify]\ncommand = "on-event"\n`);
    },
    isFixedAlone: false,
  },
  "the command of [notify] may not be executed": {
    finds: /^command of \[notify\]: nobody, who runs gen, may not run it: \S+\/etc\/on-event$/,
    command: /^chmod a\+rx \S+\/etc\/on-event$/,
    breaks: (place) => {
      edit(config(place), (text) => `${text}[notify]\ncommand = "on-event"\n`);
      writeFileSync(place.at("etc/on-event"), "#!/bin/sh\n", { mode: 0o644 });
    },
    isFixedAlone: true,
  },
  "the command of [notify] names a missing interpreter": {
    finds:
      /^command of \[notify\]: \S+\/etc\/on-event cannot start: its first line names \/bin\/nope, which does not exist$/,
    command: /^vi \S+\/etc\/on-event$/,
    breaks: (place) => {
      edit(config(place), (text) => `${text}[notify]\ncommand = "on-event"\n`);
      writeFileSync(place.at("etc/on-event"), "#!/bin/nope\n", { mode: 0o755 });
    },
    isFixedAlone: false,
  },
  "the command of [notify] has line ends of Windows": {
    finds: /^command of \[notify\]: \S+\/etc\/on-event cannot start: its lines end as on Windows \(CR LF\)$/,
    command: /^sed -i /,
    breaks: (place) => {
      edit(config(place), (text) => `${text}[notify]\ncommand = "on-event"\n`);
      writeFileSync(place.at("etc/on-event"), "#!/bin/sh\r\nexit 0\r\n", { mode: 0o755 });
    },
    isFixedAlone: true,
  },
  "the command of [notify] failed": {
    finds: /^command of \[notify\]: 3 events are not told: it ended with exit code 1$/,
    command: / gen .*-v$/,
    breaks: (place) => {
      edit(config(place), (text) => `${text}[notify]\ncommand = "on-event"\n`);
      writeFileSync(place.at("etc/on-event"), "#!/bin/sh\n", { mode: 0o755 });
      const problem = "it ended with exit code 1";
      writeLastNotify(place.at("history/cache"), { endedSeconds: atSeconds(60), problem, dueCount: 3 });
    },
    isFixedAlone: false,
  },
  "the service lacks the drop-in for the command of [notify]": {
    finds:
      /^systemd service: lets \S+\/etc\/on-event, the command of \[notify\], use no network: the drop-in notify is missing/,
    command: /^mkdir -p .*PrivateNetwork=no.*IPAddressAllow=any.*notify\.conf && systemctl daemon-reload$/,
    breaks: (place) => {
      useService(place, true);
      edit(config(place), (text) => `${text}[notify]\ncommand = "on-event"\n`);
      writeFileSync(place.at("etc/on-event"), "#!/bin/sh\n", { mode: 0o755 });
    },
    isFixedAlone: false,
  },
  "the service lacks the drop-in for a tcp source": {
    finds: /^systemd service: has no network, which tcp:127\.0\.0\.1:9 needs: the drop-in tcp-source is missing/,
    command: /^mkdir -p .*PrivateNetwork=no.*tcp-source\.conf && systemctl daemon-reload$/,
    breaks: (place) => {
      useService(place, true);
      edit(config(place), (text) => `${text}[[server]]\nname = "far"\nstatus = "tcp:127.0.0.1:9"\n`);
    },
    isFixedAlone: false,
    also: /^tcp:/,
  },
  "the service may not write to the site": {
    finds: /^systemd service: may not write to .*out, .*spool: the drop-in folders is missing/,
    command: /ReadWritePaths=-.*out -.*spool.*folders\.conf && systemctl daemon-reload$/,
    breaks: (place) => {
      useService(place, true, "ReadWritePaths=", `ReadWritePaths=${place.at("history")}`);
    },
    isFixedAlone: false,
  },
  "the service may not read a home folder": {
    finds: /^systemd service: may not read \/root\/a\.json: the drop-in home is missing/,
    command: /ProtectHome=read-only/,
    breaks: (place) => {
      useService(place, true);
      edit(config(place), (text) => text.replace(/^aliases = .*$/m, 'aliases = "/root/a.json"'));
    },
    isFixedAlone: false,
    also: /^aliases/,
  },
  "the aliases are no JSON": {
    finds: /^aliases: \S+openvpn-aliases\.json: /,
    command: /^vi .*openvpn-aliases\.json$/,
    breaks: (place) => {
      edit(place.at("etc/openvpn-aliases.json"), () => "{alice: Alice}");
    },
    isFixedAlone: false,
  },
  "gen may not read the aliases": {
    finds: /^aliases: nobody, who runs gen, has no access to .*openvpn-aliases\.json/,
    command: /^chmod a\+r /,
    breaks: (place) => {
      chmodSync(place.at("etc/openvpn-aliases.json"), 0o600);
    },
    isFixedAlone: true,
  },
  "the database of countries is missing": {
    finds: /^countries: there is no .*c\.mmdb/,
    command: /^sed -i .*geoip/,
    breaks: (place) => {
      edit(config(place), (text) => `geoip = "c.mmdb"\n${text}`);
    },
    isFixedAlone: true,
  },
  "the database of countries is none": {
    finds: /^countries: it is not a database of countries in the MaxMind DB format/,
    command: /^sed -i .*geoip/,
    breaks: (place) => {
      writeFileSync(place.at("etc/c.mmdb"), "x", { mode: 0o644 });
      edit(config(place), (text) => text.replace(/^geoip.*\n/m, "").replace(/^/, 'geoip = "c.mmdb"\n'));
    },
    isFixedAlone: true,
  },
  "gen may not read easy-rsa's list": {
    finds: /^certificates: nobody, who runs gen, has no access to .*\/pki$/,
    command:
      /^chgrp \+65534 \S+pki \S+index\.txt && chmod g\+x \S+pki && chmod g\+r \S+index\.txt && printf .* \* \* root chgrp .* > \/etc\/cron\.d\/openvpn-status-site-certificates$/,
    breaks: (place) => {
      useIndex(place);
    },
    isFixedAlone: false,
  },
  "the service may not read easy-rsa's list": {
    finds: /^certificates: nobody, who runs gen, has no access to .*index\.txt$/,
    command:
      /^mkdir -p .*'ExecStartPre=\+-\/bin\/chgrp \+65534 \S+index\.txt' 'ExecStartPre=\+-\/bin\/chmod g\+r \S+index\.txt' > .*certificates\.conf && systemctl daemon-reload$/,
    breaks: (place) => {
      useService(place, true);
      useIndex(place);
      chmodSync(place.at("etc/pki"), 0o755);
    },
    isFixedAlone: false,
  },
  "easy-rsa's list is missing": {
    finds: /^certificates: cannot read .*index\.txt" \(ENOENT\)/,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      rmSync(useIndex(place));
    },
    isFixedAlone: false,
  },
  "easy-rsa's list is another file": {
    finds: /^certificates: .*index\.txt: it does not begin like an index of certificates/,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      const index = useIndex(place, "01\n");
      chmodSync(place.at("etc/pki"), 0o755);
      chmodSync(index, 0o644);
    },
    isFixedAlone: false,
  },
  "gen may not read the server's certificate": {
    finds: /^certificate of \S+: nobody, who runs gen, has no access to .*cert\.crt$/,
    command: /^chmod a\+r /,
    breaks: (place) => {
      chmodSync(useCertificate(place, "cert", 365), 0o600);
    },
    isFixedAlone: true,
  },
  "the server's certificate is another file": {
    finds: /^certificate of \S+: .*cert\.crt: it has no certificate in PEM format/,
    command: /^vi \S+config\.toml$/,
    breaks: (place) => {
      writeFileSync(useCertificate(place, "cert", 365), "x");
    },
    isFixedAlone: false,
  },
  "the server's certificate expires soon": {
    finds: /^certificate of \S+: expires on 20\d\d-\d\d-\d\d: without a new one, nobody can connect then$/,
    command: /^openssl x509 -in \S+cert\.crt -noout -subject -issuer -dates$/,
    breaks: (place) => {
      useCertificate(place, "cert", 20);
    },
    isFixedAlone: false,
  },
  "the certificate of the server's CA expires soon": {
    finds: /^CA's certificate of \S+: expires on /,
    command: /^openssl x509 -in \S+ca\.crt /,
    breaks: (place) => {
      useCertificate(place, "cert", 365);
      useCertificate(place, "ca", 20);
    },
    isFixedAlone: false,
  },
  "the service may not read easy-rsa's list in a home folder": {
    finds: /^systemd service: may not read \/root\/pki\/index\.txt: the drop-in home is missing/,
    command: /ProtectHome=read-only/,
    breaks: (place) => {
      useService(place, true);
      edit(config(place), (text) => `easyrsa_index = "/root/pki/index.txt"\n${text}`);
    },
    isFixedAlone: false,
    also: /^certificates/,
  },
  "the service may not read certificates in a home folder": {
    finds: /^systemd service: may not read \/root\/ca\.crt: the drop-in home is missing/,
    command: /ProtectHome=read-only/,
    breaks: (place) => {
      useService(place, true);
      edit(config(place), (text) => text.replace("[[server]]", '$&\nca = "/root/ca.crt"'));
    },
    isFixedAlone: false,
    also: /^CA's certificate/,
  },
  "history is inside out": {
    finds: /^history .*: history and out are inside each other/,
    command: /^sed -i .*history = "\/var\/lib\/openvpn-status-site\/history"/,
    breaks: (place) => {
      edit(config(place), (text) => text.replace(/^out = .*$/m, `out = ${JSON.stringify(place.folder)}`));
    },
    isFixedAlone: false,
    also: /^(?:out|\S+\/status\.json|web server|nginx|http)/,
  },
  "everybody may read the history": {
    finds: /^history .*: every user of this host may read who was connected/,
    command: /^chmod o-rwx /,
    breaks: (place) => {
      chmodSync(place.at("history"), 0o755);
    },
    isFixedAlone: true,
  },
  "gen may not write to the history": {
    finds: /^history .*: nobody, who runs gen, may not write here: .*history/,
    command: /^chown -R nobody /,
    breaks: (place) => {
      chmodSync(place.at("history"), 0o550);
    },
    isFixedAlone: false,
  },
  "the last run failed": {
    finds: /^last run: \d+ s ago, failed: cannot write/,
    command: /^runuser -u nobody -- .* gen --config .* -v$/,
    breaks: (place) => {
      setLastRun(place, { problem: "cannot write", endedSeconds: atSeconds() });
    },
    isFixedAlone: true,
  },
  "what programs read of the site is broken": {
    finds: /^\S+\/out\/status\.json: it was not written by gen: a program cannot read it$/,
    command: /^runuser -u nobody -- .* gen --config .* --full$/,
    breaks: (place) => {
      edit(place.at("out/status.json"), (text) => text.slice(0, 100));
    },
    isFixedAlone: true,
  },
  "what programs read of the site is gone": {
    finds: /^\S+\/out\/status\.json: it is missing$/,
    command: /^runuser -u nobody -- .* gen --config \S+$/,
    breaks: (place) => {
      rmSync(place.at("out/status.json"));
    },
    isFixedAlone: true,
    also: /^(?:http|nginx|web)/,
  },
  "the site was made while a clock was ahead": {
    finds: /^\S+\/out\/status\.json: made 11 h .* ahead of now, by a clock that was wrong: check it \(timedatectl\)$/,
    command: /^runuser -u nobody -- .* gen --config \S+$/,
    breaks: (place) => {
      edit(place.at("out/status.json"), (text) =>
        text.replace(/"generated": "[^"]*"/, `"generated": "${new Date(Date.now() + 11.5 * 3_600_000).toISOString()}"`),
      );
    },
    isFixedAlone: true,
  },
  "the last run was made while a clock was ahead": {
    finds: /^last run: .* ahead of now, by a clock that was wrong: check it \(timedatectl\)$/,
    command: /^runuser -u nobody -- .* gen --config \S+$/,
    breaks: (place) => {
      setLastRun(place, { endedSeconds: atSeconds() + 3600 });
    },
    isFixedAlone: true,
  },
  "a run takes too long": {
    finds: /^last run: \d+ s ago, took 75\.0 s: runs of a minute's interval leave some out/,
    command: / gen --config .* --full$/,
    breaks: (place) => {
      setLastRun(place, { durationSeconds: 75 });
    },
    isFixedAlone: true,
  },
  "a run hangs": {
    finds: /^lock: a run hangs: process \d+ has had it for 1 h/,
    command: /^kill \d+$/,
    breaks: async (place, t) => {
      const path = place.at("history/lock");
      const holder = spawn("flock", ["-F", path, "sleep", "60"], { stdio: "ignore" });
      t.after(() => holder.kill());
      await sleep(300);
      const time = new Date(atSeconds(3600) * 1000);
      utimesSync(path, time, time);
      setAge(place, String(holder.pid), 3600);
    },
    isFixedAlone: true,
  },
  "a new status comes seldom": {
    finds: /^interval of .*: a new status only every 10 min; OpenVPN writes one every 10 s; cron runs every 10 min/,
    command: /print cron .* > .*crontab$/,
    breaks: (place) => {
      edit(place.at("crontab"), (text) => text.replace("* *", "*/10 *"));
      const day = new Date().toISOString().slice(0, 10);
      const rows = [5, 4, 3, 2, 1].map((back) => new Date(Date.now() - back * 600_000).toISOString());
      const file = place.at(`history/samples/${day}.csv`);
      const text = readFileSync(file, "utf8");
      const [header = ""] = text.split("\n");
      const added = rows.filter((time) => time.startsWith(day)).map((time) => `${time.slice(0, 19)}Z,server,1,0,0`);
      writeFileSync(file, `${[header, ...added].join("\n")}\n`);
    },
    isFixedAlone: false,
  },
  "gen may not write to the site": {
    finds: /^out .*: nobody, who runs gen, may not write here: .*out/,
    command: /^chown -R nobody /,
    breaks: (place) => {
      giveAway(place.at("out"), 0, 33, 0o2750);
    },
    isFixedAlone: true,
  },
  "new files of the site do not get its group": {
    finds: /^out .*: new files in it do not get its group/,
    command: /^chmod g\+s /,
    breaks: (place) => {
      giveAway(place.at("out"), RUNNER, 33, 0o750);
    },
    isFixedAlone: true,
  },
  "there is no site yet": {
    finds: /^out .*new: there is none yet/,
    command: / gen --config /,
    breaks: (place) => {
      edit(config(place), (text) => text.replace(/^out = .*$/m, `out = ${JSON.stringify(place.at("new"))}`));
    },
    isFixedAlone: false,
    also: /^web server/,
  },
  "the web server's group may not read the site": {
    finds: /^nginx's right to read: www-data may not read .*index\.html/,
    command: /^chgrp -R www-data .* && chmod -R g\+rX .* && find /,
    breaks: (place) => {
      giveAway(place.at("out/index.html"), RUNNER, RUNNER, 0o640);
    },
    isFixedAlone: true,
  },
  "a folder on the way to the site is closed": {
    finds: /^nginx's right to read: www-data may not read .*-test-\w+$/,
    command: /^chmod a\+x /,
    breaks: (place) => {
      chmodSync(place.folder, 0o700);
    },
    isFixedAlone: true,
    also: /./,
  },
  "no web server's config serves the site": {
    finds: /^web server: no config of nginx serves the site/,
    command: /print nginx .* > \/etc\/nginx\/conf\.d\/openvpn-status-site\.conf && nginx -t && systemctl reload nginx$/,
    breaks: (place) => {
      edit(place.at("nginx/sites/vpn.conf"), (text) => text.replace(/root .*;/, "root /nowhere;"));
    },
    isFixedAlone: false,
  },
  "the web server's config is not in use": {
    finds: /^web server: .*available\/vpn is not in use/,
    command: /^ln -s .*available\/vpn \/etc\/nginx\/sites-enabled\/ && nginx -t/,
    breaks: (place) => {
      mkdirSync(place.at("nginx/available"));
      renameSync(place.at("nginx/sites/vpn.conf"), place.at("nginx/available/vpn"));
    },
    isFixedAlone: false,
  },
  "everybody may read the site": {
    finds: /^web server: everybody may read the site: .*vpn\.conf has neither a password nor a rule/,
    command: /print nginx .* > .*vpn\.conf && nginx -t && systemctl reload nginx$/,
    breaks: (place) => {
      writeNginx(place.folder, place.port, [`root "${place.at("out")}";`]);
      place.paste("systemctl reload nginx");
    },
    isFixedAlone: false,
  },
  "there is no password": {
    finds: /^password: there is no .*passwords: nobody gets in/,
    command: /openssl passwd -apr1.* > .*passwords && chgrp www-data .* && chmod 640 /,
    breaks: (place) => {
      renameSync(place.at("etc/passwords"), place.at("etc/passwords.off"));
    },
    isFixedAlone: false,
  },
  "the web server may not read the passwords": {
    finds: /^password: www-data may not read .*passwords/,
    command: /^chgrp www-data .*passwords && chmod g\+r /,
    breaks: (place) => {
      giveAway(place.at("etc/passwords"), 0, 0, 0o600);
    },
    isFixedAlone: true,
  },
  "the web server does not use its new config": {
    finds: /^http:\/\/vpn\.example\.org:\d+\/: another site answers, or an old one \(418\)/,
    command: /^nginx -t && systemctl reload nginx$/,
    breaks: (place) => {
      const text = readFileSync(place.at("nginx/sites/vpn.conf"), "utf8");
      writeFileSync(place.at("nginx/sites/vpn.conf"), "");
      place.paste("systemctl reload nginx");
      writeFileSync(place.at("nginx/sites/vpn.conf"), text);
    },
    isFixedAlone: true,
  },
  "the web server's port is another one": {
    finds: /^http:\/\/vpn\.example\.org:9\/: no answer \(ECONNREFUSED\)/,
    command: /^systemctl restart nginx$/,
    breaks: (place) => {
      edit(place.at("nginx/sites/vpn.conf"), (text) => text.replace(/:\d+;/, ":9;"));
    },
    isFixedAlone: false,
  },
  "the web server answers 403": {
    finds: /^http:\/\/vpn\.example\.org:\d+\/: answers 403/,
    command: /^nginx -t && systemctl reload nginx$/,
    breaks: (place) => {
      writeNginx(place.folder, place.port, [`root "${place.at("out")}";`, "location / { return 403; }"]);
      place.paste("systemctl reload nginx");
    },
    isFixedAlone: false,
    also: /^web server: everybody may read/,
  },
};

/** Now, on a wall clock of this zone, as version 1 has it. */
function toLocal(zone: string): string {
  return new Date().toLocaleString("sv-SE", { timeZone: zone });
}

describe("doctor", { skip, timeout: 600_000 }, () => {
  const hooks: (() => void)[] = [];
  let place: DoctorPlace;
  before(async () => {
    place = await makeDoctorPlace({ after: (hook) => void hooks.push(hook) });
  });
  after(() => {
    for (const hook of hooks.reverse()) hook();
  });
  it("finds nothing where all is well, and changes nothing", async () => {
    const tree = (): unknown => [
      fileTree(place.folder),
      readdirSync(place.folder, { recursive: true }).map((path) => statSync(place.at(String(path))).mtimeMs),
    ];
    const before_ = tree();
    const { status, stdout, stderr } = await place.doctor();
    assert.deepEqual([status, stderr], [0, ""], stdout);
    assert.match(stdout, /\n\nAll is well\.\n$/);
    assert.deepEqual(tree(), before_);
  });

  for (const [name, { finds, command, breaks, isFixedAlone, also }] of Object.entries(CASES)) {
    it(`finds that ${name}`, async (t) => {
      t.after(() => {
        place.restore();
      });
      const sound = await place.find();
      assert.deepEqual(
        sound.filter(({ verdict }) => verdict !== "ok"),
        [],
      );
      assert.ok(!sound.some(({ text }) => finds.test(text)));
      await breaks(place, t);
      const { status, stdout } = await place.doctor();
      assert.equal(status, 1);
      const found = await place.find();
      const line = found.find(({ text }) => finds.test(text));
      assert.ok(line !== undefined, stdout);
      assert.equal(line.verdict, "PROBLEM", stdout);
      assert.match(line.command, command);
      const others = found.filter(
        (one) => one.verdict !== "ok" && one.text !== line.text && also?.test(one.text) !== true,
      );
      assert.deepEqual(others, [], stdout);
      if (isFixedAlone) {
        const said = place.paste(line.command);
        assert.equal(said.status, 0, said.said);
        const rest = (await place.find()).filter(({ verdict }) => verdict !== "ok");
        assert.deepEqual(rest, []);
      }
    });
  }

  it("knows what access lists allow, also if the mode does not, and what they do not", async (t) => {
    t.after(place.restore);
    const rights = async (): Promise<string> =>
      (await place.find()).find(({ text }) => text.startsWith("rights of"))?.verdict ?? "";
    giveAway(log(place), 0, 0, 0o600);
    setAccessList(log(place), "u:65534:r");
    assert.equal(await rights(), "ok");
    // The mode's middle is the mask: the group itself may not read.
    giveAway(log(place), 0, 65534, 0o600);
    setAccessList(log(place), "g::-,u:65534:-,u:1:r");
    assert.equal(await rights(), "PROBLEM");
  });

  it("knows the access lists of folders on the way, also to the site", async (t) => {
    t.after(() => {
      spawnSync("setfacl", ["--remove-all", place.folder]);
      place.restore();
    });
    chmodSync(place.folder, 0o700);
    // gen, OpenVPN and nginx.
    setAccessList(place.folder, "u:65534:x,u:1:x,u:33:x");
    assert.deepEqual(
      (await place.find()).filter(({ verdict }) => verdict !== "ok"),
      [],
    );
  });

  it("knows that systemd gives the service access to the status before each run", async (t) => {
    t.after(() => {
      place.restore();
    });
    useService(place, true, "ExecStartPre=+-/usr/bin/systemd-tmpfiles --create openvpn-status-site.conf");
    giveAway(log(place), 0, 0, 0o600);
    const line = async (): Promise<FoundLine | undefined> =>
      (await place.find()).find(({ text }) => text.startsWith("rights of"));
    assert.equal((await line())?.verdict, "PROBLEM");
    assert.match(
      (await line())?.command ?? "",
      / print tmpfiles .* > \/etc\/tmpfiles\.d\/openvpn-status-site\.conf && systemd-tmpfiles --create /,
    );
    const write = (text: string): void => {
      writeFileSync(place.at("tmpfiles/openvpn-status-site.conf"), `${text}\n`);
    };
    const pattern = `${place.at("run")}/status-*.log`;
    write(`z ${pattern} 0640 root nobody -`);
    assert.equal((await line())?.verdict, "ok");
    for (const other of [
      `z ${pattern} 0600 root nobody -`,
      `z ${pattern} 0640 root other -`,
      `d ${pattern} 0640 root nobody -`,
      `z ${place.at("run")}/other-*.log 0640 root nobody -`,
    ]) {
      write(other);
      assert.equal((await line())?.verdict, "PROBLEM", other);
    }
    const findings = (await place.find()).filter(({ text }) => text.startsWith("systemd service"));
    assert.deepEqual(
      findings.map(({ verdict }) => verdict),
      ["ok"],
    );
  });

  it("lets cron's user and the service read easy-rsa's list, again and again", async (t) => {
    t.after(() => {
      place.restore();
    });
    const index = useIndex(place);
    const line = async (): Promise<FoundLine | undefined> =>
      (await place.find()).find(({ text }) => text.startsWith("certificates: "));
    const found = await line();
    // In place of the real folder of cron.
    mkdirSync(place.at("etc/cron.d"));
    assert.equal(place.paste((found?.command ?? "").replace("/etc/cron.d", place.at("etc/cron.d"))).status, 0);
    assert.equal((await line())?.text, `certificates: 1 name in ${index}`);
    // easy-rsa makes it anew.
    rmSync(index);
    writeFileSync(index, "V\t390301120000Z\t\t01\tunknown\t/CN=alice\n", { mode: 0o600 });
    assert.equal((await line())?.verdict, "PROBLEM");
    const job = readFileSync(place.at("etc/cron.d/openvpn-status-site-certificates"), "utf8");
    assert.match(job, /^\* \* \* \* \* root .*\n$/);
    assert.equal(place.paste(job.replace(/^.* root /, "")).status, 0);
    assert.equal((await line())?.verdict, "ok");
    assert.equal(statSync(place.at("etc/pki")).mode & 0o777, 0o710);

    rmSync(index);
    writeFileSync(index, "V\t390301120000Z\t\t01\tunknown\t/CN=alice\n", { mode: 0o600 });
    useService(place, true);
    const ofService = await line();
    mkdirSync(place.at("units/openvpn-status-site.service.d"));
    const dropIns = "/etc/systemd/system/openvpn-status-site.service.d";
    const dropIn = (ofService?.command ?? "").replaceAll(dropIns, place.at("units/openvpn-status-site.service.d"));
    assert.equal(place.paste(dropIn).status, 0);
    assert.equal((await line())?.text, "certificates: systemd lets nobody read it, before each run");

    // The example of the package is such a drop-in.
    const own = place.at("units/openvpn-status-site.service.d/certificates.conf");
    const example = readFileSync(join(import.meta.dirname, "../../src/packaging/deb/certificates.conf"), "utf8")
      .replaceAll("/etc/openvpn/easy-rsa/pki", place.at("etc/pki"))
      .replace("chgrp openvpn-status-site", `chgrp ${RUNNER}`);
    writeFileSync(own, example);
    assert.equal((await line())?.text, "certificates: systemd lets nobody read it, before each run");
    for (const other of [example.replaceAll("=+-", "=-"), example.replaceAll("index.txt", "other.txt")]) {
      writeFileSync(own, other);
      assert.equal((await line())?.verdict, "PROBLEM", other);
    }
    writeFileSync(own, example);
    chmodSync(place.at("etc/pki"), 0o755);
    const host = { ...place.host, nonRootUser: "daemon" };
    const { stdout } = await asUser(1, () => runHere(["doctor", "--config", config(place)], host));
    assert.match(stdout, /^not checked +certificates +no permission to check it$/m);
    chmodSync(place.at("etc/pki"), 0o700);
    for (const [, command = ""] of example.matchAll(/^ExecStartPre=\+-(.*)$/gm)) {
      assert.equal(place.paste(command).status, 0, command);
    }
    assert.equal((await line())?.text, `certificates: 1 name in ${index}`);
    chmodSync(index, 0o600);
    writeFileSync(index, "x");
    assert.match((await line())?.text ?? "", /does not begin like an index/);
  });

  it("says how long certificates are valid, in German too", async (t) => {
    t.after(() => {
      place.restore();
    });
    useCertificate(place, "cert", 365);
    const ca = useCertificate(place, "ca", 20);
    const lines = (await place.find()).map(({ text }) => text).filter((text) => text.includes("ertificate"));
    assert.match(
      lines.join("\n"),
      /^certificate of \S+: valid until 20\d\d-\d\d-\d\d\nCA's certificate of \S+: expires on /,
    );
    const german = (await place.doctor("--language", "de")).stdout;
    assert.match(german, /^gut +Zertifikat von \S+ +gültig bis \d\d\.\d\d\.20\d\d$/m);
    assert.match(german, /^PROBLEM +CA-Zertifikat von \S+ +läuft am \d\d\.\d\d\.20\d\d ab: Ohne ein neues/m);
    chmodSync(ca, 0o600);
    const host = { ...place.host, nonRootUser: "daemon" };
    const { stdout } = await asUser(1, () => runHere(["doctor", "--config", config(place)], host));
    assert.doesNotMatch(stdout, /^ok +CA's certificate/m);
  });

  it("works without root, says what it could not check, and how", async (t) => {
    t.after(() => {
      place.restore();
    });
    chmodSync(openvpn(place), 0o600);
    chmodSync(place.at("nginx/nginx.conf"), 0o600);
    chmodSync(place.at("history"), 0o700);
    const host = { ...place.host, nonRootUser: "daemon" };
    const { stdout, status } = await asUser(1, () => runHere(["doctor", "--config", config(place)], host));
    const found = readFindings(stdout);
    assert.equal(status, 1);
    assert.deepEqual(
      found.filter(({ verdict }) => verdict === "PROBLEM"),
      [],
      stdout,
    );
    const unseen = found.filter(({ verdict }) => verdict === "not checked");
    for (const { command } of unseen) assert.match(command, /^sudo \S+ \S+cli\.js doctor --config \S+config\.toml$/);
    const subjects = unseen.map(({ text }) => text.split(":")[0]?.replace(place.folder, ""));
    assert.deepEqual(subjects, [
      "OpenVPN's config",
      "/run/status-server.log",
      "rights of /run/status-server.log",
      "events of server",
      "lock",
      "last run",
      "/out/status.json",
      "web server",
    ]);
    assert.match(stdout, /No problem was found, but 8 checks could not run\.\n$/);
    edit(place.at("crontab"), () => "# no gen\n");
    const again = await asUser(1, () => runHere(["doctor", "--config", config(place)], host));
    assert.match(again.stdout, /^not checked +regular runs +no permission to read \S+history$/m);
    chmodSync(place.at("nginx/nginx.conf"), 0o644);
  });

  it("speaks German", async (t) => {
    t.after(() => {
      place.restore();
    });
    rmSync(place.at("etc/status-site-hook.sh"));
    const { stdout } = await place.doctor("--language", "de");
    assert.match(stdout, /^gut +Konfiguration +\S+config\.toml$/m);
    assert.match(stdout, /^PROBLEM +Ereignisse von server +das Skript \S+ fehlt$/m);
    assert.match(stdout, /\n1 Problem\.\n$/);
    assert.doesNotMatch(stdout, /\b(?:the|is|are|not|may|of)\b/);
  });
});

function setAccessList(path: string, entries: string): void {
  const { status, stderr } = spawnSync("setfacl", ["-m", entries, path], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

/** Runs something with the rights of another user. */
async function asUser<T>(uid: number, run: () => Promise<T>): Promise<T> {
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([uid]);
  process.setegid?.(uid);
  process.seteuid?.(uid);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
}
