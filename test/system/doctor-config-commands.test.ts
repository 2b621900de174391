import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { parse } from "smol-toml";
import { makeCommands, type NamedServer } from "../../src/commands/doctor/doctor-commands.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";

type Server = Partial<Omit<NamedServer, "status">> & { readonly status: string };

/** Runs a command that `doctor` prints on a config with this text (null: there is none), and reads what is in it then. */
function change(
  t: WithAfter,
  text: string | null,
  servers: readonly Server[],
  print: (commands: ReturnType<typeof makeCommands>) => string,
): { readonly values: unknown; readonly mode: number } {
  const folder = tempFolder(t);
  const path = join(folder, "etc/it's here/openvpn-status-site.toml");
  mkdirSync(dirname(path), { recursive: true });
  if (text !== null) writeFileSync(path, text, { mode: 0o640 });
  const commands = makeCommands({
    isRoot: true,
    startWords: ["openvpn-status-site"],
    configPath: text === null ? null : path,
    hasKeys: text !== null && /^[^#]/m.test(text),
    currentFolder: dirname(path),
    history: "/h",
    out: "/o",
    user: null,
    hasService: false,
    sources: servers.map(({ status }) => status),
    servers: servers.map((server) => ({ events: null, timezone: null, writtenStatus: server.status, ...server })),
  });
  const { status, stderr } = spawnSync("sh", ["-c", print(commands)], { encoding: "utf8", cwd: folder });
  assert.equal(`${status ?? -1}${stderr}`, "0");
  const changed = readFileSync(path, "utf8");
  return { values: JSON.parse(JSON.stringify(parse(changed))), mode: statSync(path).mode & 0o777 };
}

const tables = (...statuses: readonly string[]): string =>
  statuses.map((status) => `[[server]]\nstatus = ${JSON.stringify(status)}\n`).join("");

describe("the command that sets a key of the config", () => {
  const cases: Readonly<Record<string, readonly [before: string | null, after: unknown]>> = {
    "that is in the first line": ['geoip = "c.mmdb"\ntitle = "x"\n', { geoip: "off", title: "x" }],
    "that is in the only line": ['geoip = "c.mmdb"\n', { geoip: "off" }],
    "that is in a later line": ['title = "x"\n\t geoip\t= "c.mmdb"\n', { geoip: "off", title: "x" }],
    "that is not there": ['title = "x"\n', { geoip: "off", title: "x" }],
    "before a table": [tables("/run/a.log"), { geoip: "off", server: [{ status: "/run/a.log" }] }],
    "of an empty file": ["", { geoip: "off" }],
    "of a file with a comment": ["# x\n", { geoip: "off" }],
    "of a file that does not exist": [null, { geoip: "off" }],
  };
  for (const [name, [before, after]] of Object.entries(cases)) {
    it(`sets one ${name}`, (t) => {
      const { values, mode } = change(t, before, [], ({ setKey }) => setKey("geoip", "off"));
      assert.deepEqual(values, after);
      if (before !== null) assert.equal(mode, 0o640);
    });
  }
  it("writes any value", (t) => {
    for (const value of ['a\\b"c', "\\n", "it's $HOME `x` & /"]) {
      const { values } = change(t, 'title = "x"\n', [], ({ setKey }) => setKey("geoip", value));
      assert.deepEqual(values, { title: "x", geoip: value });
    }
  });
});

describe("the command that sets a key of a server", () => {
  const setEvents = (t: WithAfter, text: string, servers: readonly Server[], value = "/spool/x.events"): unknown => {
    const [{ status } = { status: "" }] = servers;
    const { values } = change(t, text, servers, ({ setServerKey }) => setServerKey(status, "events", value));
    return (values as { readonly server: readonly { readonly events?: string }[] }).server.map(({ events }) => events);
  };
  it("takes only the server with this very status", (t) => {
    const others = [
      "/run/b/status.log",
      "/run/my-status.log",
      "/run/a/status.log.1",
      "/x/run/a/status.log",
      "/run/a/statusxlog",
    ];
    const all = ["/run/a/status.log", ...others].map((status) => ({ status }));
    const found = setEvents(t, tables(...all.map(({ status }) => status)), all);
    assert.deepEqual(found, ["/spool/x.events", ...others.map(() => undefined)]);
  });
  for (const name of ["a+b", "s(1", "a{2}", "a?b|c", "a.b*", "^a$", "[x]", "it's", "\\n", 'a"b', "a b;c", "ü"]) {
    it(`finds a file named ${name}`, (t) => {
      const status = `/run/${name}.log`;
      // Another name that a pattern would match too.
      const other = status.replace(/[^\w/]/g, "x");
      assert.deepEqual(setEvents(t, tables(status, `${other}.2`), [{ status }]), ["/spool/x.events", undefined]);
    });
  }
  it("finds a status as it is written: relative, indented, in single quotes", (t) => {
    const servers = [{ status: "/etc/x/status.log", writtenStatus: "./status.log" }];
    const text = "[[server]]\n\tstatus\t=\t'./status.log' # here\nname = \"a\"\n";
    assert.deepEqual(setEvents(t, text, servers), ["/spool/x.events"]);
  });
  it("writes any value", (t) => {
    const servers = [{ status: "/run/a.log" }];
    assert.deepEqual(setEvents(t, tables("/run/a.log"), servers, 'a\\b"c\\n'), ['a\\b"c\\n']);
  });
  it("opens the config for a server that a pattern found, and for a key that is there already", () => {
    const place = {
      isRoot: true,
      startWords: ["x"],
      configPath: "/c.toml",
      hasKeys: true,
      currentFolder: "/",
      history: "/h",
    };
    const servers = [{ status: "/run/*.log", writtenStatus: "/run/*.log", events: null, timezone: "UTC" }];
    const sources = ["/run/a.log"];
    const commands = makeCommands({ ...place, out: "/o", user: null, hasService: false, sources, servers });
    assert.equal(commands.setServerKey("/run/a.log", "events", "/e"), commands.editConfig);
    assert.equal(commands.setServerKey("/run/*.log", "timezone", "CET"), commands.editConfig);
    assert.match(commands.setServerKey("/run/*.log", "events", "/e"), /^sed /);
  });
});
