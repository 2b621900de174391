import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import { startWords } from "../../src/commands/flags/start-words.js";
import type { Config } from "../../src/io/config/config.js";
import type { ConfigFlags } from "../../src/io/config/config-flags.js";
import { loadConfig } from "../../src/io/config/load-config.js";
import { toSystemPaths } from "../../src/io/config/system-paths.js";
import { readConfigFile, type ConfigFile } from "../../src/io/config/read-config-file.js";
import { toCommandLine } from "../../src/text/format/printed-command.js";
import { ProblemError } from "../../src/text/problem.js";
import { NO_SYSTEM_PATHS } from "../support/no-system-paths.js";
import { tempFolder } from "../support/temp-folder.js";
import { sayProblem } from "../support/say-problem.js";

const host = {
  currentFolder: "/current",
  systemZone: "Europe/Vienna",
  systemPaths: NO_SYSTEM_PATHS,
  startWords: ["openvpn-status-site"],
  nonRootUser: null,
};

function toConfig(toml: string, flags: ConfigFlags = {}): Config {
  const folder = mkdtempSync(join(tmpdir(), "openvpn-status-site-test-"));
  try {
    const path = join(folder, "vpn.toml");
    writeFileSync(path, toml);
    const file = readConfigFile(path, undefined, host);
    assert.ok(file !== undefined);
    return loadConfig(flags, { ...file, path: "vpn.toml", folder: "/etc/vpn" }, host);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toProblem(run: () => unknown): ReturnType<typeof sayProblem> {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return sayProblem(error.problem);
    throw error;
  }
  throw new Error("no problem was found");
}

test("the words that start the program are its name where everybody finds it, else the script by Node", () => {
  const start = (script: string, node = "/usr/bin/node"): string => startWords(node, script).join(" ");
  assert.equal(start("/usr/bin/openvpn-status-site"), "openvpn-status-site");
  assert.equal(start("/opt/openvpn-status-site/dist/cli.js"), "node /opt/openvpn-status-site/dist/cli.js");
  assert.equal(
    start("/root/bin/openvpn-status-site", "/root/bin/node"),
    "/root/bin/node /root/bin/openvpn-status-site",
  );
});

const NO_LIMITS = { maxClients: null, poolSize: null };

describe("the config", () => {
  it("asks the system for nothing that it does not need: a sandbox may refuse it", () => {
    const sandboxed = {
      ...host,
      get network(): never {
        throw new Error("EAFNOSUPPORT");
      },
    };
    assert.deepEqual(loadConfig({}, undefined, sandboxed), loadConfig({}, undefined, host));
  });
  it("has defaults for everything", () => {
    assert.deepEqual(loadConfig({}, undefined, host), {
      title: "OpenVPN",
      language: "en",
      dateFormat: "iso",
      timezone: "Europe/Vienna",
      out: "/current/out",
      history: "/current/history",
      aliases: {
        kind: "searched",
        besideConfig: "/current/openvpn-aliases.json",
        onSystem: NO_SYSTEM_PATHS.aliasesFile,
      },
      countries: { kind: "bundled" },
      certificates: { index: null, servers: [] },
      recentDays: 7,
      hasWall: false,
      isForOthers: false,
      staleAfterSeconds: 300,
      keepSeconds: null,
      userFrom: "common_name",
      usersIgnoreCase: false,
      metrics: { perClient: true, file: null },
      feed: false,
      appearance: { accent: null, logo: null, stylesheet: null },
      command: {
        start: "openvpn-status-site",
        flags: "--history /current/history --out /current/out",
      },
      servers: [],
      sites: [],
      notify: null,
      limits: NO_LIMITS,
      expected: [],
    });
  });
  it("has a command that is told of everything, for 20 seconds, unless it says otherwise", () => {
    assert.deepEqual(toConfig('[notify]\ncommand = "bin/on-event"').notify, {
      command: "/etc/vpn/bin/on-event",
      kinds: ["connect", "disconnect", "notice", "source"],
      timeoutSeconds: 20,
    });
    const own = '[notify]\ncommand = "/x"\nkinds = ["notice"]\ntimeout = "50s"';
    assert.deepEqual(toConfig(own).notify, { command: "/x", kinds: ["notice"], timeoutSeconds: 50 });
    for (const [lines, what, fix] of [
      [
        'command = "/x"\ntimeout = "51s"',
        /\[notify\] timeout: expected a duration of at most 50 seconds like "20s", got "51s"$/,
        /Fix timeout/,
      ],
      ['command = "/x"\ntimeout = "1m"', /\[notify\] timeout: .*, got "1m"$/, /^Fix timeout, or leave it out/],
      [
        'command = "/x"\nkinds = ["notice", "come"]',
        /\[notify\] kinds: expected a list of "connect", .*, got \["notice","come"\]$/,
        /^Fix kinds, or leave it out/,
      ],
      ['command = ""', /\[notify\] command: expected a text in quotes, got ""$/, /^Fix command\.$/],
      ['kinds = ["notice"]', /\[notify\] command is missing/, /Add command/],
      ['command = "/x"\nkind = ["notice"]', /\[notify\] there is no key "kind"/, /Did you mean "kinds"\?/],
      ['command = "/x"\ntitle = "x"', /\[notify\] there is no key "title" here/, /belongs to the whole site/],
      ['command = "/x"\nevents = "/x"', /\[notify\] there is no key "events" here/, /belongs in a \[\[server\]\]/],
    ] as const) {
      const problem = toProblem(() => toConfig(`[notify]\n${lines}`));
      assert.match(problem.what, what);
      assert.match(problem.fix, fix);
    }
  });
  it("names certificates by paths relative to it, of servers that have any", () => {
    const server = (...keys: readonly string[]): string => ["[[server]]", 'status = "x.log"', ...keys].join("\n");
    const tables = [server(), server('name = "b"', 'cert = "own.crt"'), server('ca = "/pki/ca.crt"')];
    assert.deepEqual(toConfig(['easyrsa_index = "pki/index.txt"', ...tables].join("\n")).certificates, {
      index: "/etc/vpn/pki/index.txt",
      servers: [
        { server: "b", cert: "/etc/vpn/own.crt", ca: null },
        { server: null, cert: null, ca: "/pki/ca.crt" },
      ],
    });
  });
  it("has further sites, which show aliases and networks unless they are told otherwise", () => {
    const sites = [
      '[[site]]\nout = "team"',
      '[[site]]\nout = "/srv/all"\ntitle = "All"\nusers = "names"\naddresses = "full"\npages = ["overview"]',
    ];
    assert.deepEqual(toConfig(sites.join("\n")).sites, [
      { out: "/etc/vpn/team", title: null, users: "aliases", addresses: "masked", parts: null },
      { out: "/srv/all", title: "All", users: "names", addresses: "full", parts: ["overview"] },
    ]);
    const wrong = toProblem(() => toConfig('[[site]]\nout = "team"\npages = ["everything"]'));
    assert.match(wrong.what, /pages: expected a list of "overview"/);
  });
  it("writes dates as the language does, or in the order that the config names", () => {
    assert.equal(toConfig('language = "de"').dateFormat, "dmy-dots");
    assert.equal(toConfig("", { language: "de" }).dateFormat, "dmy-dots");
    assert.equal(toConfig('date_format = "dmy"').dateFormat, "dmy-slashes");
    assert.equal(toConfig('date_format = "dmy"\nlanguage = "de"').dateFormat, "dmy-dots");
    assert.equal(toConfig('date_format = "iso"\nlanguage = "de"').dateFormat, "iso");
    assert.equal(toConfig('date_format = "mdy"').dateFormat, "mdy-slashes");
    assert.throws(() => toConfig('date_format = "ymd"'), /date_format: expected "iso", "dmy" or "mdy", got "ymd"/);
  });
  it("resolves a file's paths against its folder, a flag's against the current one", () => {
    const toml = 'out = "site"\nhistory = "/var/h"\naliases = "a.json"\n[[server]]\nstatus = "run/*.log"\n';
    const config = toConfig(toml, { history: "mine" });
    assert.equal(config.out, "/etc/vpn/site");
    assert.equal(config.history, "/current/mine");
    assert.deepEqual(config.aliases, { kind: "named", path: "/etc/vpn/a.json" });
    assert.equal(config.servers[0]?.status, "/etc/vpn/run/*.log");
    assert.equal(toConfig("", { status: ["x.log"] }).servers[0]?.status, "/current/x.log");
  });
  it("knows the command that finds the same config and the same folders wherever it is run", () => {
    const started = (flags: ConfigFlags, file?: ConfigFile, nonRootUser: string | null = null): string => {
      const { command } = loadConfig(flags, file, { ...host, startWords: ["node", "/opt/my vpn/cli.js"], nonRootUser });
      return toCommandLine(command, "prune");
    };
    const file = { path: "/etc/vpn/vpn.toml", folder: "/etc/vpn", values: {} };
    assert.equal(started({}, file), "node '/opt/my vpn/cli.js' prune --config /etc/vpn/vpn.toml");
    assert.equal(
      started({ out: "o", title: "-x", status: ["run/*.log", "unix:/s"] }, file, "vpn"),
      "runuser -u vpn -- node '/opt/my vpn/cli.js' prune --config /etc/vpn/vpn.toml " +
        "--status '/current/run/*.log' --status unix:/s --out /current/o --title=-x",
    );
    assert.equal(
      started({ aliases: "a.json", name: "b", status: ["s"], language: "de", timezone: "UTC" }),
      "node '/opt/my vpn/cli.js' prune --status /current/s --name b --history /current/history --out /current/out " +
        "--aliases /current/a.json --language de --timezone UTC",
    );
    const named = { ...file, values: { command: "docker exec vpn openvpn-status-site" } };
    assert.equal(started({ out: "o" }, named, "vpn"), "docker exec vpn openvpn-status-site prune");
    assert.equal(started({ out: "evil\u202e" }), "openvpn-status-site prune", "nobody should paste that");
    assert.match(toProblem(() => toConfig('command = "a\\nb"')).what, /command: expected a command in one line/);
  });
  it("finds countries where geoip says", () => {
    const toCountries = (geoip: string): unknown =>
      loadConfig({}, { path: "/etc/vpn/vpn.toml", folder: "/etc/vpn", values: { geoip } }, host).countries;
    assert.deepEqual(toCountries("off"), { kind: "off" });
    assert.deepEqual(toCountries("a/b.mmdb"), { kind: "file", path: "/etc/vpn/a/b.mmdb" });
    assert.deepEqual(toSystemPaths("/opt/vpn/openvpn-status-site").countryDatabases, [
      "/opt/vpn/openvpn-status-site/node_modules/openvpn-status-site-geoip/country.mmdb",
      "/opt/vpn/openvpn-status-site-geoip/country.mmdb",
      "/usr/share/openvpn-status-site-geoip/country.mmdb",
    ]);
  });
  it("lets flags beat the file, and --status all of its servers", () => {
    const toml = 'title = "File"\ntimezone = "UTC"\n[[server]]\nname = "a"\nstatus = "/a"\n';
    const config = toConfig(toml, { title: "Flag", status: ["/b"], name: "bee" });
    assert.deepEqual([config.title, config.timezone], ["Flag", "UTC"]);
    assert.deepEqual(config.servers, [
      {
        name: "bee",
        status: "/b",
        timezone: null,
        encoding: null,
        passwordFile: null,
        events: null,
        limits: NO_LIMITS,
      },
    ]);
  });
  it("takes a .prom file for node_exporter, and whether clients are named", () => {
    assert.deepEqual(toConfig('metrics_per_client = false\nmetrics_file = "x/vpn.prom"\n').metrics, {
      perClient: false,
      file: "/etc/vpn/x/vpn.prom",
    });
    assert.throws(() => toConfig('metrics_file = "vpn.txt"\n'), /metrics_file: expected the path of a \.prom file/);
  });
  it("takes true or false for users_ignore_case, and nothing else", () => {
    assert.equal(toConfig("users_ignore_case = true\n").usersIgnoreCase, true);
    assert.equal(toConfig("users_ignore_case = false\n").usersIgnoreCase, false);
    assert.throws(() => toConfig('users_ignore_case = "true"\n'), /users_ignore_case: .*true or false, without quotes/);
  });
  it("takes every key of a server", () => {
    const toml =
      '[[server]]\nname = "pfsense"\nstatus = "tcp:127.0.0.1:7505"\npassword_file = "mgmt.pw"\ntimezone = "Asia/Kolkata"\nencoding = "windows-1252"\nevents = "/var/spool/vpn/../a b.events"\n';
    assert.deepEqual(toConfig(toml).servers, [
      {
        name: "pfsense",
        status: "tcp:127.0.0.1:7505",
        timezone: "Asia/Kolkata",
        encoding: "windows-1252",
        passwordFile: "/etc/vpn/mgmt.pw",
        events: "/var/spool/a b.events",
        limits: NO_LIMITS,
      },
    ]);
  });
  it("knows how many clients each server takes, or all of them", () => {
    const servers = '[[server]]\nstatus = "/a"\nmax_clients = 50\n[[server]]\nstatus = "/b"\npool_size = 250\n';
    const limitsOf = (toml: string): unknown => toConfig(toml).servers.map(({ limits }) => limits);
    assert.deepEqual(limitsOf(servers), [
      { maxClients: 50, poolSize: null },
      { maxClients: null, poolSize: 250 },
    ]);
    assert.deepEqual(limitsOf(`max_clients = 9\npool_size = 99\n${servers}`), [
      { maxClients: 50, poolSize: 99 },
      { maxClients: 9, poolSize: 250 },
    ]);
    assert.deepEqual(toConfig("max_clients = 9").limits, { maxClients: 9, poolSize: null });
    assert.deepEqual(toConfig("max_clients = 9", { status: ["/a"] }).servers[0]?.limits.maxClients, 9);
    for (const wrong of ["0", "2.5", '"50"', "-1"]) {
      const { what } = toProblem(() => toConfig(`pool_size = ${wrong}`));
      assert.match(what, /pool_size: expected a whole number of clients from 1, got/);
    }
  });
  it("keeps sessions for ever, or for a number of days of 24 hours", () => {
    assert.equal(toConfig('keep = "off"').keepSeconds, null);
    assert.equal(toConfig('keep = "90d"').keepSeconds, 90 * 86_400);
  });
});

describe("a config that is not understood", () => {
  const wrong: readonly (readonly [toml: string, what: RegExp, fix?: RegExp])[] = [
    ['titel = "x"', /there is no key "titel"/, /Did you mean "title"\?/],
    ['[[server]]\nstats = "x"', /server 1: there is no key "stats"/, /"status"/],
    ["badge = false", /there is no key "badge"/, /^The keys here are title, .*, user_from/],
    ['[[site]]\nout = "a"\ntitel = "x"', /there is no key "titel"/, /^Did you mean "title"\?$/],
    ["toString = 1", /: there is no key "toString"/, /^The keys here are title, /],
    ['[[site]]\nout = "a"\nconstructor = 1', /: there is no key "constructor"/, /^The keys here are out, title, users/],
    ["users = 1", /: there is no key "users" here/, /^It belongs in a \[\[site\]\] table/],
    ["addresses = 1", /: there is no key "addresses" here/, /^It belongs in a \[\[site\]\] table/],
    ['timeout = "20s"', /: there is no key "timeout" here/, /^It belongs in the table \[notify\]/],
    [
      '[notify]\ncommand = "/x"\nusers = 1',
      /: \[notify\] there is no key "users" here/,
      /^It belongs in a \[\[site\]\]/,
    ],
    [
      '[[server]]\nstatus = "x"\ntimeouz = 1',
      /there is no key "timeouz"/,
      /^Did you mean "timeout"\? It belongs in the table \[notify\]/,
    ],
    ['timevone = "x"', /there is no key "timevone"/, /^Did you mean "timezone"\?$/],
    ['[[server]]\nstotuz = "x"', /there is no key "stotuz"/, /^Did you mean "status"\?$/],
    // Three other letters of seven: too few are left of a name.
    ['timexxe = "x"', /there is no key "timexxe"/, /^The keys here are /],
    ["anonymize_addresses = false", /there is no key "anonymize_addresses"/, /^The keys here are /],
    ['status = "/x"', /there is no key "status" here/, /^It belongs in a \[\[server\]\] table/],
    ['stauts = "/x"', /there is no key "stauts"/, /^Did you mean "status"\? It belongs in a \[\[server\]\] table/],
    ['pasword_file = "/x"', /there is no key "pasword_file"/, /^Did you mean "password_file"\? It belongs in/],
    [
      '[[server]]\nstatus = "/x"\ntitle = "x"',
      /server 1 \("\/x"\): there is no key "title" here/,
      /above the first line \[\[server\]\], \[\[site\]\] or \[notify\]\.$/,
    ],
    [
      '[[server]]\nstatus = "/x"\nkepe = "9d"',
      /there is no key "kepe"/,
      /^Did you mean "keep"\? It belongs to the whole site/,
    ],
    [
      '[[server]]\nencoding = "klingon"\nstatus = "x"',
      /server 1 \("x"\): encoding: expected an encoding like .*, got "klingon"/,
    ],
    ['[[server]]\nencoding = "utf-16le"\nstatus = "x"', /server 1 \("x"\): encoding: expected .*, got "utf-16le"/],
    [
      '[[server]]\nevents = "a.events"\nstatus = "x"',
      /server 1 \("x"\): events: expected an absolute path like .*, got "a/,
    ],
    ['[[server]]\nevents = "/a\\nb"\nstatus = "x"', /server 1 \("x"\): events: expected an absolute path/],
    ['[[server]]\nname = "x"', /server 1 \("x"\): status is missing/],
    [
      '[[server]]\nstatus = "/a"\n[[server]]\nstatus = "/b"\nname = "b"\nkepe = "1"',
      /: server 2 \("b"\): there is no key "kepe"/,
    ],
    ['[[server]]\nstatus = "/a"\nname = ""', /: server 1 \("\/a"\): name: expected/],
    ['[[site]]\nout = "a"\n[[site]]\nout = "b"\nusers = "no"', /: \[\[site\]\] 2 \("b"\): users: expected "aliases"/],
    ['[[site]]\ntitle = "x"', /: \[\[site\]\] 1: out is missing/, /^Add out/],
    ['[[site]]\nout = "a"\nuser = "names"', /: \[\[site\]\] 1 \("a"\): there is no key "user"/, /Did you mean "users"/],
    [
      '[[site]]\nout = "a"\nstatus = "/a"',
      /\[\[site\]\] 1 .* there is no key "status" here/,
      /in a \[\[server\]\] table/,
    ],
    [
      'pages = ["users"]',
      /: there is no key "pages" here/,
      /^It belongs in a \[\[site\]\] table: below a line \[\[site\]\]/,
    ],
    ["adresses = 1", /: there is no key "adresses"/, /^Did you mean "addresses"\? It belongs in a \[\[site\]\] table/],
    [
      'kinds = ["notice"]',
      /: there is no key "kinds" here/,
      /^It belongs in the table \[notify\]: below the line \[notify\]/,
    ],
    ['[[server]]\nstatus = ""', /server 1: status: expected a text in quotes, got ""/, /^Fix status\.$/],
    [
      '[[server]]\nstatus = "x"\nca = ""',
      /server 1 \("x"\): ca: expected a text in quotes/,
      /^Fix ca, or leave it out/,
    ],
    ["[[site]]\nout = 5", /out: expected a text in quotes, got 5/, /^Fix out\.$/],
    ["out = 5", /out: expected a text in quotes, got 5/, /^Fix out, or leave it out for its default\.$/],
    ['[[site]]\nout = "x"\npages = ["start"]', /pages: expected a list of "overview", .*, got \["start"\]$/],
    ['expected = ["x", 5]', /expected: expected a text in quotes, got \["x",5\]/],
    [
      '[[notify]]\ncommand = "/x"',
      /: notify: expected one table \[notify\] with a line command = /,
      /^Write the line \[notify\], with one bracket on each side, and below it command = "\.\.\."\.$/,
    ],
    [
      "notify = 5",
      /: notify: expected one table \[notify\] with a line command = "\.\.\.", got 5$/,
      /^Write the line \[notify\], /,
    ],
    [
      '[server]\nstatus = "x"',
      /: server: expected tables headed \[\[server\]\]/,
      /^Write the line \[\[server\]\], with two brackets on each side, and below it status = "\.\.\."\.$/,
    ],
    [
      "server = [1]",
      /vpn\.toml: server: expected tables headed \[\[server\]\], got \[1\]/,
      /^Write the line \[\[server\]\], /,
    ],
    [
      '[site]\nout = "x"',
      /: site: expected tables of sites, each \[\[site\]\]/,
      /^Write the line \[\[site\]\], with two brackets on each side, and below it out = "\.\.\."\.$/,
    ],
    ['timezone = "Europe/Berlln"', /expected a time zone like "Europe\/Berlin", got "Europe\/Berlln"/],
    ["recent_days = 0", /recent_days: expected a whole number from 1 to 366, got 0/],
    ["recent_days = 2.5", /got 2.5/],
    ['stale_after = "5 min"', /expected a duration like .*, got "5 min"/],
    ['keep = "90m"', /keep: expected "off" or a number of days like "90d", got "90m"/],
    ['geoip = "of"', /geoip: expected "bundled", "off" or the path of a file .mmdb, got "of"/],
    ["keep = 90", /keep: expected a text in quotes, got 90/],
    ["keep = nan", /keep: expected a text in quotes, got nan/],
    ["keep = -inf", /keep: expected a text in quotes, got -inf/],
    ['expected = [inf, "a"]', /expected: expected .*, got \[inf,"a"\]/],
    ['user_from = "cn"', /expected "common_name" or "username", got "cn"/],
    ['language = "xx"', /language: expected "en" or "de", got "xx"/],
    ['title = ""', /title: expected a text in quotes, got ""/],
    ["title = 5", /title: expected a text in quotes, got 5/],
    ['out = "x\ntitle = 1', /line 1, column/],
  ];
  for (const [toml, what, fix = /./] of wrong) {
    it(`says what is wrong with ${JSON.stringify(toml)}`, () => {
      const problem = toProblem(() => toConfig(toml));
      assert.equal(problem.kind, "config");
      assert.match(problem.what, what);
      assert.match(problem.what, /vpn\.toml/);
      assert.match(problem.fix, fix);
    });
  }
  it("is said of a NUL character in any path, which no system can open", () => {
    const siteKeys = ["out", "history", "aliases", "geoip", "easyrsa_index", "logo", "stylesheet", "metrics_file"];
    const lines = siteKeys.map((key) => [key, ""] as const);
    const inTables = [
      ["out", "[[site]]\n"],
      ["command", "[notify]\n"],
      ...["status", "cert", "ca", "password_file"].map((key) => [key, "[[server]]\n"] as const),
    ] as const;
    for (const [key, table] of [...lines, ...inTables]) {
      const ending = key === "metrics_file" ? ".prom" : key === "geoip" ? ".mmdb" : "";
      const status = table === "[[server]]\n" && key !== "status" ? 'status = "/x"\n' : "";
      const problem = toProblem(() => toConfig(`${table}${status}${key} = "/a\\u0000b${ending}"`));
      assert.equal(problem.kind, "config");
      assert.match(problem.what, new RegExp(`${key}: expected a path without NUL characters, got "/a.u0000b`));
    }
    assert.match(toProblem(() => toConfig("", { out: "/a\0b" })).what, /--out: expected a path without NUL characters/);
  });
  const nowhere = { currentFolder: "/nowhere", systemPaths: NO_SYSTEM_PATHS };
  it("is said of a file that is named and not there, by flag or environment", () => {
    for (const args of [["no.toml", undefined] as const, [undefined, "no.toml"] as const]) {
      const problem = toProblem(() => readConfigFile(args[0], args[1], nowhere));
      assert.match(problem.what, /there is no config file "no.toml"/);
    }
    assert.equal(readConfigFile(undefined, undefined, nowhere), undefined);
  });
  it("is looked for in the current folder, then at the system's place", (t) => {
    const folder = tempFolder(t);
    const [own, system] = [join(folder, "openvpn-status-site.toml"), join(folder, "system.toml")];
    const here = { currentFolder: folder, systemPaths: { configFile: system } };
    writeFileSync(system, 'title = "System"');
    assert.equal(readConfigFile(undefined, undefined, here)?.path, system);
    writeFileSync(own, 'title = "Own"');
    assert.equal(readConfigFile(undefined, "", here)?.path, own);
    assert.equal(readConfigFile(undefined, system, here)?.path, system);
    assert.equal(readConfigFile(own, system, here)?.path, own);
  });
  it("is said of a --status that is empty, as of a shell's variable that is not set", () => {
    const problem = toProblem(() => loadConfig({ status: [""] }, undefined, host));
    assert.equal(problem.kind, "usage");
    assert.match(problem.what, /--status: expected a path/);
  });
  it("is said of a flag as of a key, by its own name", () => {
    for (const [flags, what, fix] of [
      [
        { language: "xx" },
        '--language: expected "en" or "de", got "xx"',
        "Fix --language, or leave it out for its default.",
      ],
      [{ out: "" }, '--out: expected a text in quotes, got ""', "Fix --out, or leave it out for its default."],
    ] as const) {
      assert.deepEqual(
        toProblem(() => loadConfig(flags, undefined, host)),
        { kind: "usage", what, fix },
      );
    }
  });
  it("is said of --name with several --status", () => {
    const problem = toProblem(() => loadConfig({ status: ["/a", "/b"], name: "x" }, undefined, host));
    assert.equal(problem.kind, "usage");
  });
});
