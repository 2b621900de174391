import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { after, describe, it, test } from "node:test";
import {
  believedLines,
  DISCONNECT,
  findProgram,
  printHook,
  readEvents,
  run,
  toLine,
  toShellScript,
  type Hook,
} from "../support/hook.js";
import { isInstalled } from "../support/programs.js";
import { fillAllBut, smallDisk } from "../support/small-disk.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const CONNECT = { ...DISCONNECT, script_type: "client-connect", time_duration: "", bytes_received: "", bytes_sent: "" };
const ALICE = toLine(DISCONNECT);
const BOB = { ...DISCONNECT, common_name: "bob" };
const CAROL = { ...DISCONNECT, common_name: "carol" };
const SILENT = { status: 0, stdout: "", stderr: "" };
const NOBODY = 65534;
/** For measuring. */
const CALLS = 100;
const NEEDS_ROOT = skipUnless(isRoot, "needs root");
const NO_STRACE = skipUnless(isInstalled("strace"), "needs strace");

/** The event of a client whose line has this length with its newline. */
function withLength(bytes: number): typeof DISCONNECT & { IV_GUI_VER: string } {
  const others = toLine({ ...DISCONNECT, IV_GUI_VER: "" }).length;
  return { ...DISCONNECT, IV_GUI_VER: "x".repeat(bytes - others) } as typeof DISCONNECT & { IV_GUI_VER: string };
}
const LONGEST = withLength(4000);

/** The hook in a folder that every user may read, and where anyone may make an event file. */
async function makeHook(t: WithAfter): Promise<Hook & { readonly spool: string }> {
  const folder = tempFolder(t);
  chmodSync(folder, 0o755);
  const spool = join(folder, "spool");
  mkdirSync(spool);
  chmodSync(spool, 0o777);
  return { ...(await printHook(folder, join(spool, "vpn.events"))), spool };
}

test(
  "shellcheck finds nothing in the hook",
  { skip: skipUnless(isInstalled("shellcheck"), "needs shellcheck") },
  async (t) => {
    const { path } = await makeHook(t);
    assert.deepEqual(run(["shellcheck", "--shell=sh", path]), SILENT);
  },
);

for (const name of ["dash", "bash", "busybox"]) {
  describe(`the hook in ${name}`, { skip: skipUnless(isInstalled(name), `needs ${name}`) }, () => {
    // As where it is the system's shell: bash does other things by its own name.
    const folder = tempFolder({ after });
    chmodSync(folder, 0o755);
    symlinkSync(findProgram(name), join(folder, "sh"));
    const shell = [join(folder, "sh")];
    /** The words of the printed line, as OpenVPN runs them, with this shell. */
    const toCommand = ({ lines }: Hook, index = 0): readonly string[] => [
      ...shell,
      "-c",
      toShellScript(lines.own[index] ?? ""),
    ];

    it("appends a line for each event, and nothing for what is no event", async (t) => {
      const hook = await makeHook(t);
      const ipv6 = { ...CONNECT, trusted_ip: "", trusted_ip6: "2001:db8::1" };
      for (const [index, env] of [CONNECT, DISCONNECT, ipv6, { script_type: "client-disconnect" }].entries()) {
        assert.deepEqual(run(toCommand(hook, index % 2), env), SILENT);
      }
      const none = `1\tclient-disconnect${"\t".repeat(13)}\n`;
      const found = readEvents(hook.events);
      assert.equal(found, toLine(CONNECT) + ALICE + toLine({ ...ipv6, trusted_ip: "2001:db8::1" }) + none);
      assert.equal(believedLines(found).length, 4);
      for (const type of ["", "up", "client-connect\tx", "client-connect2", "client-connect\n"]) {
        assert.deepEqual(run(toCommand(hook), { ...CONNECT, script_type: type }), SILENT);
      }
      assert.deepEqual(run(toCommand(hook), {}), SILENT);
      assert.equal(readEvents(hook.events), found);
    });

    it("makes one write to a file that it opened to append, and starts nothing", { skip: NO_STRACE }, async (t) => {
      const hook = await makeHook(t);
      const trace = join(hook.spool, "trace");
      const calls = "trace=process,openat,open,write,writev,pwrite64";
      for (const env of [DISCONNECT, LONGEST]) {
        rmSync(hook.events, { force: true });
        run(["strace", "-f", "-s", "1", "-e", calls, "-o", trace, ...shell, hook.path, hook.events], env);
        assert.equal(readEvents(hook.events), toLine(env));
        const text = readFileSync(trace, "utf8");
        assert.equal([...text.matchAll(/ (?:write|writev|pwrite64)\(/g)].length, 1, text);
        assert.match(text, /vpn\.events", [^)]*O_APPEND/);
        assert.equal([...text.matchAll(/ (?:execve|clone3?|v?fork)\(/g)].length, 1, text);
      }
    });

    it("writes no event whose line is too long for one write", async (t) => {
      const hook = await makeHook(t);
      for (const env of [withLength(4001), { ...DISCONNECT, common_name: "n".repeat(4000) }]) {
        assert.deepEqual(run(toCommand(hook), env), SILENT);
      }
      // In a locale of UTF-8, a shell may count characters.
      const wide = { ...DISCONNECT, common_name: "ä".repeat(2000), LC_ALL: "C.UTF-8" };
      assert.deepEqual(run(toCommand(hook), wide), SILENT);
      assert.deepEqual(run(toCommand(hook), { ...DISCONNECT, IV_PLAT: "\t".repeat(100_000) }), SILENT);
      assert.equal(readEvents(hook.events), toLine({ ...DISCONNECT, IV_PLAT: "_" }));
    });

    it("keeps tabs and newlines of every variable from forging a field or a line", async (t) => {
      const hook = await makeHook(t);
      const names = Object.keys(DISCONNECT).filter((one) => one !== "script_type");
      for (const one of names) {
        const forged = `\ta\n${ALICE}\n\t*\tb\t`;
        const harmless = `_a_${ALICE.trim().replaceAll("\t", "_")}_*_b_`;
        const run_ = run(toCommand(hook), { ...DISCONNECT, [one]: forged });
        assert.deepEqual(run_, SILENT);
        assert.equal(readEvents(hook.events), toLine({ ...DISCONNECT, [one]: harmless }), one);
        rmSync(hook.events);
      }
      const all = Object.fromEntries(names.map((one) => [one, "\n1\t2\n"]));
      run(toCommand(hook), { ...all, script_type: "client-connect" });
      assert.equal(readEvents(hook.events), `1\tclient-connect${"\t_1_2_".repeat(13)}\n`);
    });

    it("keeps all other bytes as they are, and runs nothing of them", async (t) => {
      const hook = await makeHook(t);
      const codes = Array.from({ length: 255 }, (_, index) => index + 1).filter((code) => code !== 9 && code !== 10);
      const octal = codes.map((code) => `\\${code.toString(8).padStart(3, "0")}`).join("");
      const give = `common_name=$(printf '${octal.replaceAll("\\047", "'\\''").replaceAll("\\045", "%%")}'); export common_name; exec "$@"`;
      const odd = "-n %s \\n\\c \\\\ $(touch x) `touch x` ${x} * ~ 'a' \"b\" ; exit 1 #";
      assert.deepEqual(run(["dash", "-c", give, "dash", ...toCommand(hook)], { ...DISCONNECT, IV_VER: odd }), SILENT);
      const common_name = Buffer.from(codes).toString("latin1");
      assert.equal(readEvents(hook.events), toLine({ ...DISCONNECT, common_name, IV_VER: odd }));
    });

    it("depends on no variable but OpenVPN's", async (t) => {
      const hook = await makeHook(t);
      const odd = { IFS: "a", PATH: "/none", LC_ALL: "C.UTF-8", CDPATH: "/", POSIXLY_CORRECT: "1", tab: "x" };
      assert.deepEqual(run(toCommand(hook), { ...DISCONNECT, ...odd, line: "2", breaks: "a", value: "x" }), SILENT);
      assert.equal(readEvents(hook.events), ALICE);
    });

    it("works with its input, output and errors closed", async (t) => {
      const hook = await makeHook(t);
      const closed = ["dash", "-c", 'exec "$@" <&- >&- 2>&-', "dash", ...toCommand(hook)];
      assert.deepEqual(run(closed), SILENT);
      assert.equal(readEvents(hook.events), ALICE);
      rmSync(hook.spool, { recursive: true });
      assert.deepEqual(run(closed), SILENT);
    });

    it("makes a file that only its user and its group may read, whatever the umask", async (t) => {
      const hook = await makeHook(t);
      for (const umask of ["000", "077"]) {
        run(["dash", "-c", `umask ${umask}; exec "$@"`, "dash", ...toCommand(hook)]);
        assert.equal(statSync(hook.events).mode & 0o777, 0o640);
        rmSync(hook.events);
      }
    });

    it("neither waits nor fails where it cannot write, and follows no link", async (t) => {
      const hook = await makeHook(t);
      const target = join(hook.spool, "target");
      const places: Readonly<Record<string, () => void>> = {
        "a pipe": () => run(["mkfifo", hook.events]),
        "a folder": () => {
          mkdirSync(hook.events);
        },
        "a link to nothing": () => {
          symlinkSync(target, hook.events);
        },
        "a link to a file": () => {
          writeFileSync(target, "");
          symlinkSync(target, hook.events);
        },
        "a link to a device": () => {
          symlinkSync("/dev/full", hook.events);
        },
        "no folder": () => {
          rmSync(hook.spool, { recursive: true });
        },
        "a file as folder": () => {
          writeFileSync(hook.spool, "");
        },
      };
      for (const [place, make] of Object.entries(places)) {
        make();
        assert.deepEqual(run(toCommand(hook)), SILENT, place);
        assert.deepEqual(run([...shell, hook.path, hook.events]), SILENT, place);
        assert.equal(existsSync(target) && statSync(target).size > 0, false, place);
        if (place === "no folder") continue;
        if (place !== "a file as folder") rmSync(hook.events, { recursive: true });
      }
    });

    it("neither waits nor fails where its user may not write", { skip: NEEDS_ROOT }, async (t) => {
      const hook = await makeHook(t);
      writeFileSync(hook.events, "", { mode: 0o444 });
      assert.deepEqual(run(toCommand(hook), DISCONNECT, NOBODY), SILENT);
      assert.equal(readEvents(hook.events), "");
      rmSync(hook.events);
      assert.deepEqual(run(toCommand(hook), DISCONNECT, NOBODY), SILENT);
      assert.equal(readEvents(hook.events), ALICE);
      rmSync(hook.events);
      chmodSync(hook.spool, 0o755);
      assert.deepEqual(run(toCommand(hook), DISCONNECT, NOBODY), SILENT);
      chmodSync(hook.spool, 0o700);
      assert.deepEqual(run(toCommand(hook), DISCONNECT, NOBODY), SILENT);
      assert.equal(existsSync(hook.events), false);
    });

    it("never makes a line that is believed by half, wherever a write ends early", async (t) => {
      const hook = await makeHook(t);
      const whole = [DISCONNECT, BOB, CAROL].map(toLine);
      const ends = [0, 1, 2, 3, 17, 18, 19, 80, ALICE.length - 2, ALICE.length - 1, ALICE.length];
      for (const bytes of ends) {
        writeFileSync(hook.events, "");
        assert.equal(run(["prlimit", `--fsize=${bytes}`, ...toCommand(hook)]).status, 0);
        assert.equal(readEvents(hook.events), ALICE.slice(0, bytes));
        for (const env of [BOB, CAROL]) assert.deepEqual(run(toCommand(hook), env), SILENT);
        const believed = believedLines(readEvents(hook.events));
        assert.equal(believed.at(-1), whole[2], `${bytes} bytes`);
        for (const line of believed) assert.ok(whole.includes(line), `${bytes} bytes: ${line}`);
      }
    });

    it("never makes a line that is believed by half on a full disk", { skip: NEEDS_ROOT }, async (t) => {
      const disk = smallDisk(t);
      if (disk === null) {
        t.skip("this machine does not allow mount");
        return;
      }
      const hook = await printHook(tempFolder(t), join(disk, "vpn.events"));
      for (let index = 0; index < 2; index++) run(toCommand(hook), LONGEST);
      const ballast = fillAllBut(disk, 0);
      for (const env of [DISCONNECT, LONGEST, CONNECT]) assert.deepEqual(run(toCommand(hook), env), SILENT);
      assert.equal(statSync(hook.events).size, 8192, "a write ended early, at the end of the page");
      rmSync(ballast);
      for (const env of [BOB, CAROL]) run(toCommand(hook), env);
      const longest = toLine(LONGEST);
      const found = believedLines(readEvents(hook.events));
      assert.deepEqual(found, [longest, longest, ALICE, toLine(CAROL)]);
      run(["mount", "-o", "remount,ro", disk]);
      assert.deepEqual(run(toCommand(hook)), SILENT);
    });

    it("succeeds for OpenVPN if it is killed", { skip: NO_STRACE }, async (t) => {
      const hook = await makeHook(t);
      for (const signal of ["KILL", "TERM", "HUP", "INT"]) {
        const inject = ["-f", "-P", hook.events, "-e", `inject=write:signal=${signal}`, "-o", "/dev/null"];
        assert.equal(run(["strace", ...inject, ...toCommand(hook)]).status, 0, signal);
      }
      for (const line of believedLines(readEvents(hook.events))) assert.equal(line, ALICE);
    });

    it("succeeds for OpenVPN if it is missing, a folder, or unreadable", async (t) => {
      const hook = await makeHook(t);
      const command = toCommand(hook);
      chmodSync(hook.path, 0);
      if (isRoot) assert.equal(run(command, DISCONNECT, NOBODY).status, 0);
      rmSync(hook.path);
      assert.equal(run(command).status, 0);
      mkdirSync(hook.path);
      assert.equal(run(command).status, 0);
      assert.equal(readEvents(hook.events), "");
    });

    it("succeeds for OpenVPN if only the first bytes of it were saved, and does nothing", async (t) => {
      const hook = await makeHook(t);
      const text = readFileSync(hook.path);
      const code = text.indexOf("\n{");
      const step = Math.floor((text.length - code) / 12);
      const ends = Array.from({ length: 12 }, (_, index) => code + index * step);
      for (const bytes of [...ends, ...[8, 5, 4, 3, 2].map((less) => text.length - less)]) {
        truncateSync(hook.path, bytes);
        assert.equal(run(toCommand(hook)).status, 0, `${bytes} bytes`);
        assert.deepEqual(readdirSync(hook.spool), [], `${bytes} bytes`);
        writeFileSync(hook.path, text);
      }
      run(toCommand(hook));
      assert.equal(readEvents(hook.events), ALICE);
    });

    it("succeeds for OpenVPN if no process can be started", { skip: NEEDS_ROOT }, async (t) => {
      const hook = await makeHook(t);
      // Nothing is started for a builtin as the old script. Bash tries for 15 seconds before it gives up.
      const afterOld = hook.lines.afterOld.map((line) => toShellScript(line.replace("OLD-SCRIPT", "true")));
      for (const script of name === "bash"
        ? afterOld.slice(1)
        : [toShellScript(hook.lines.own[0] ?? ""), ...afterOld]) {
        assert.equal(run(["prlimit", "--nproc=0", ...shell, "-c", script], DISCONNECT, NOBODY).status, 0, script);
      }
      assert.equal(readEvents(hook.events), "");
    });

    it("writes only to the file of its argument, or to the only one of the config", async (t) => {
      const hook = await makeHook(t);
      const temporary = join(hook.spool, "openvpn_cc_21ef126a2433ccf15315424e6de0abaf.tmp");
      writeFileSync(temporary, "");
      for (const args of [[temporary], []]) assert.deepEqual(run([...shell, hook.path, ...args]), SILENT);
      // Processes run in the root folder.
      assert.deepEqual(run([...shell, hook.path, hook.events.slice(1)]), SILENT);
      assert.equal(readEvents(temporary), "", "OpenVPN would read it as a config");
      assert.equal(readEvents(hook.events), ALICE + ALICE);
      const other = join(hook.spool, "an other's.events");
      assert.deepEqual(run([...shell, hook.path, other]), SILENT);
      assert.equal(readEvents(other), ALICE);
    });

    it("mixes nothing if two servers write at once", async (t) => {
      const hook = await makeHook(t);
      const count = 40;
      const loop = `i=0; while [ $i -lt ${count} ]; do "$@"; i=$((i + 1)); done`;
      const events = ["amsterdam", "berlin"].map((common_name) => ({ ...withLength(3900), common_name }));
      const servers = events.map((env) =>
        spawn(findProgram("dash"), ["-c", loop, "dash", ...toCommand(hook)], { env }),
      );
      await Promise.all(servers.map((server) => once(server, "close")));
      const lines = believedLines(readEvents(hook.events));
      for (const env of events) assert.equal(lines.filter((line) => line === toLine(env)).length, count);
      assert.equal(lines.length, 2 * count);
    });

    it("runs after a script that is there already, with its arguments and its exit code", async (t) => {
      const hook = await makeHook(t);
      const old = join(hook.spool, "old.sh");
      const said = join(hook.spool, "said");
      const [connect = "", disconnect = ""] = hook.lines.afterOld.map((line) =>
        toShellScript(line.replace("OLD-SCRIPT", `${old} own`)),
      );
      const temporary = "/tmp/open vpn_cc.tmp";
      for (const isThere of [true, false]) {
        for (const code of [0, 1, 2, 126]) {
          writeFileSync(old, `#!/bin/sh\nprintf '%s|' "$@" "$common_name" >${said}\nexit ${code}\n`, { mode: 0o755 });
          assert.deepEqual(run([...shell, "-c", connect, "sh", temporary], CONNECT).status, code);
          assert.equal(readEvents(said), `own|${temporary}|alice|`);
          assert.equal(readEvents(hook.events), isThere && code === 0 ? toLine(CONNECT) : "", `exit code ${code}`);
          rmSync(hook.events, { force: true });
          assert.deepEqual(run([...shell, "-c", disconnect, "sh"]).status, code);
          assert.equal(readEvents(hook.events), isThere ? ALICE : "");
          rmSync(hook.events, { force: true });
        }
        rmSync(hook.path, { force: true });
      }
    });

    it("costs little more than an empty script", async (t) => {
      const hook = await makeHook(t);
      const empty = join(hook.spool, "empty.sh");
      writeFileSync(empty, "");
      const commands: Readonly<Record<string, readonly string[]>> = {
        "an empty script": [...shell, empty],
        "the hook": [...shell, hook.path, hook.events],
        "the line of OpenVPN's config": toCommand(hook),
      };
      const figures = Object.entries(commands).map(
        ([what, command]) => `${what} ${cpuMsPerCall(command).toFixed(2)} ms`,
      );
      t.diagnostic(`CPU per call in ${name}: ${figures.join(", ")}`);
      assert.equal(believedLines(readEvents(hook.events)).length, 2 * CALLS);
    });
  });
}

/** The CPU time of a command, without what starts it. */
function cpuMsPerCall(command: readonly string[]): number {
  const loop = `i=0; while [ $i -lt ${CALLS} ]; do "$@"; i=$((i + 1)); done; times`;
  const { stdout } = run(["dash", "-c", loop, "dash", ...command]);
  const [, ofChildren = ""] = stdout.trim().split("\n");
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return (times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0) * 1000) / CALLS;
}
