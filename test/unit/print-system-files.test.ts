import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { quoteSystemdPath, quoteSystemdWord } from "../../src/render/system/systemd-files.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { NO_SYSTEM_PATHS } from "../support/no-system-paths.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";

const STATE = "/var/lib/openvpn-status-site";
const CONFIG = `out = "${STATE}/out"\nhistory = "${STATE}/history"\n`;

/** @param openvpn configs of OpenVPN servers by name */
async function print(
  t: TestContext,
  args: readonly string[],
  config = CONFIG,
  openvpn: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const folder = tempFolder(t);
  const path = join(folder, "config.toml");
  writeFileSync(path, config);
  const configs = join(folder, "openvpn");
  mkdirSync(configs);
  for (const [name, text] of Object.entries(openvpn)) writeFileSync(join(configs, `${name}.conf`), text);
  const toStatus = (name: string) => ({ path: `/run/openvpn-server/status-${name}.log`, intervalSeconds: 60 });
  const host = {
    ...makeHost(CLI, folder),
    startWords: ["node", "/opt/site/dist/cli.js"],
    nonRootUser: null,
    systemPaths: {
      ...NO_SYSTEM_PATHS,
      openvpnConfigs: [{ path: configs, toStatus, toUnit: (name: string) => `openvpn@${name}` }],
      statusFiles: ["/run/openvpn-server/status-*.log", "/var/log/openvpn-status.log"],
    },
  };
  const run = await runHere(["print", ...args, "--config", path], host);
  return { ...run, stdout: run.stdout.replaceAll(path, "CONFIG") };
}

const SERVER = "server 10.8.0.0 255.255.255.0\nserver-ipv6 fd00:8::/64\n";

describe("print nginx, apache, caddy", () => {
  const toRules: Readonly<Record<string, (networks: readonly string[]) => string>> = {
    nginx: (networks) => networks.map((network) => `    allow ${network};\n`).join(""),
    apache: (networks) => networks.map((network) => `            Require ip ${network}\n`).join(""),
    caddy: (networks) => `    @outside not remote_ip ${networks.join(" ")}\n    basicauth @outside {\n`,
  };
  for (const [kind, toRule] of Object.entries(toRules)) {
    it(`${kind}: lets the network of each server in, and knows this host's names`, async (t) => {
      const openvpn = {
        berlin: SERVER,
        munich: `mode server\n${SERVER}server 10.9.0.0 255.255.0.0\n`,
        client: "client\n",
      };
      const { status, stdout, stderr } = await print(t, [kind], CONFIG, openvpn);
      assert.deepEqual([status, stderr], [0, ""]);
      // The last of two lines counts, as in OpenVPN.
      assert.ok(stdout.includes(toRule(["10.8.0.0/24", "fd00:8::/64", "10.9.0.0/16"])), stdout);
      for (const text of ["vpn.example.org", "[2001:db8::1]", `"${STATE}/out"`]) assert.ok(stdout.includes(text), text);
      assert.doesNotMatch(stdout, /No network/);
    });
    it(`${kind}: asks everybody for the password if no network is known`, async (t) => {
      const { stdout } = await print(t, [kind], CONFIG, { client: "client\nremote vpn.example.org\n" });
      assert.match(stdout, /^ +# No network of the VPN is known here/m);
      assert.doesNotMatch(stdout, /^ *(?:allow|Require ip|@outside)/m);
    });
    it(`${kind}: refuses a folder whose name has a meaning there`, async (t) => {
      for (const name of ["a$uri", 'a"b', "a{b}", "a\\\\b", "a;b", "a\nb"]) {
        const { status, stdout, stderr } = await print(t, [kind], `out = ${JSON.stringify(`/srv/${name}`)}\n`);
        assert.deepEqual([status, stdout], [78, ""], name);
        assert.match(stderr, /out is "\/srv\/.*expected a path without quotes/);
      }
      assert.equal((await print(t, [kind], 'out = "/srv/größe 1/out"\n')).status, 0);
    });
  }
  it("is in the language of the config", async (t) => {
    for (const kind of ["nginx", "apache", "caddy", "cron", "systemd", "tmpfiles"]) {
      assert.match((await print(t, [kind], `language = "de"\n${CONFIG}`)).stdout, /Diese Datei als /, kind);
      assert.match((await print(t, [kind])).stdout, /Save this file as /, kind);
    }
  });
});

describe("print cron", () => {
  it("runs this program with this config each minute, and keeps what it says", async (t) => {
    const { stdout } = await print(t, ["cron"]);
    assert.match(
      stdout,
      /^\* \* \* \* \* root node \/opt\/site\/dist\/cli\.js gen --config CONFIG 2>&1 \| logger -t openvpn-status-site$/m,
    );
  });
});

describe("print cron with a percent sign in a path", () => {
  it("keeps it from being a newline", async (t) => {
    const folder = join(tempFolder(t), "50%");
    mkdirSync(folder);
    const host = { ...makeHost(CLI, folder), startWords: ["/opt/50%/cli"], nonRootUser: "vpn" };
    const { stdout } = await runHere(["print", "cron"], host);
    assert.match(stdout, /^\* \* \* \* \* vpn \/opt\/50\\%\/cli gen --history \S*\/50\\%\/history /m);
  });
});

describe("print systemd", () => {
  it("prints each unit alone, or all of them", async (t) => {
    const all = (await print(t, ["systemd"])).stdout;
    for (const part of ["sysusers", "service", "timer", "path"]) {
      const { status, stdout } = await print(t, ["systemd", part]);
      assert.equal(status, 0);
      assert.ok(all.includes(stdout), part);
    }
    assert.match(all, /^ExecStart=node \/opt\/site\/dist\/cli\.js gen --config CONFIG$/m);
    assert.match(all, /^ExecStartPre=\+-\/usr\/bin\/systemd-tmpfiles --create openvpn-status-site\.conf$/m);
    // What systemd makes need not be named again.
    assert.doesNotMatch(all, /^ReadWritePaths/m);
  });
  it("lets the service write where history, site and event files are", async (t) => {
    const config =
      'out = "/srv/a b"\nhistory = "/srv/h"\n[[server]]\nstatus = "tcp:127.0.0.1:7505"\nevents = "/spool/x/e"\n';
    const { stdout } = await print(t, ["systemd", "service"], config);
    assert.match(stdout, /^ReadWritePaths=-\/srv\/h "-\/srv\/a b" -\/spool\/x$/m);
    assert.doesNotMatch(stdout, /systemd-tmpfiles/, "no status file is read");
  });
  it("lets the service write further sites, and the metrics of node_exporter", async (t) => {
    const config = `${CONFIG}metrics_file = "/var/lib/node/x.prom"\n[[site]]\nout = "/srv/team"\n`;
    const { stdout } = await print(t, ["systemd", "service"], config);
    assert.match(stdout, /^ReadWritePaths=-\/var\/lib\/node -\/srv\/team$/m);
    const tmpfiles = await print(t, ["tmpfiles"], config);
    assert.match(tmpfiles.stdout, /^d \/srv\/team 2750 openvpn-status-site \S+ -$/m);
  });
  it("is started as often as needed: no limit of systemd ends it for good", async (t) => {
    const { stdout } = await print(t, ["systemd"]);
    assert.match(stdout, /^StartLimitIntervalSec=0$/m);
    assert.match(stdout, /^TriggerLimitIntervalSec=0$/m);
    assert.match(stdout, /^SuccessExitStatus=SIGTERM$/m);
  });
  it("watches the status files that are named", async (t) => {
    const config = `${CONFIG}[[server]]\nstatus = "/run/openvpn-server/status-a.log"\n[[server]]\nstatus = "/v/*.log"\n`;
    const { stdout } = await print(t, ["systemd", "path"], config);
    assert.deepEqual(stdout.match(/^PathModified=.*$/gm), ["PathModified=/run/openvpn-server/status-a.log"]);
  });
  it("quotes words and paths for units", () => {
    assert.equal(quoteSystemdWord("/a-b_1/c=d"), "/a-b_1/c=d");
    assert.equal(quoteSystemdWord("50% $HOME"), '"50%% $$HOME"');
    assert.equal(quoteSystemdPath('a "b" \\c'), String.raw`"a \"b\" \\c"`);
    assert.equal(quoteSystemdPath("/run/openvpn-server/status-*.log"), "/run/openvpn-server/status-*.log");
  });
});

describe("print tmpfiles", () => {
  it("gives the service the folders that OpenVPN makes for root, and the status files", async (t) => {
    const { stdout } = await print(t, ["tmpfiles"]);
    assert.match(stdout, /^z \/run\/openvpn-server 0750 root openvpn-status-site -$/m);
    assert.match(stdout, /^z \/run\/openvpn-server\/status-\*\.log 0640 root openvpn-status-site -$/m);
    assert.match(stdout, /^z \/var\/log\/openvpn-status\.log 0640 root openvpn-status-site -$/m);
    assert.doesNotMatch(stdout, /^z \/var\/log 0/m, "other folders are open already, or are the admin's");
    assert.match(stdout, new RegExp(`^d ${STATE}/out 2750 openvpn-status-site \\S+ -$`, "m"));
  });
  it("gives the folder of event files to the user whom OpenVPN becomes", async (t) => {
    const status = "/run/openvpn-server/status-berlin.log";
    const config = `${CONFIG}[[server]]\nstatus = "${status}"\nevents = "/var/spool/x/berlin.events"\n`;
    const dropped = await print(t, ["tmpfiles"], config, { berlin: `${SERVER}user nobody\n` });
    assert.match(dropped.stdout, /^d \/var\/spool\/x 2770 nobody openvpn-status-site -$/m);
    const root = await print(t, ["tmpfiles"], config, { berlin: SERVER });
    assert.match(root.stdout, /^d \/var\/spool\/x 2770 root openvpn-status-site -$/m);
  });
});
