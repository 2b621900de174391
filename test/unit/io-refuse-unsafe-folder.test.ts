import assert from "node:assert/strict";
import { chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readConfigFile } from "../../src/io/config/read-config-file.js";
import { refuseUntrustedInHistory, refuseLinksInHistory } from "../../src/io/files/refuse-links.js";
import { refuseNestedFolders, refuseUnsafeFolder } from "../../src/io/files/refuse-unsafe-folder.js";
import { ProblemError, type Problem, type ProblemKind } from "../../src/text/problem.js";
import { NO_SYSTEM_PATHS } from "../support/no-system-paths.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";
import { say } from "../support/say-problem.js";

const STRANGER = 65_534;
const GROUP = 1234;
const asRoot = { skip: skipUnless(isRoot, "needs root, to give files to others") };

const ROOT = { userId: 0, commandLine: ["openvpn-status-site", "gen", "--title", "it's"], nameOfUser: () => "a user" };

/** Makes what root finds: each thing with exactly this mode, owner and group, whatever the umask. */
interface Tree {
  readonly at: (path: string) => string;
  readonly folder: (path: string, mode?: number, owner?: number, group?: number) => void;
  readonly file: (path: string, mode?: number, owner?: number, group?: number) => void;
  readonly link: (path: string, target: string, owner?: number) => void;
}

function makeTree(t: WithAfter): Tree {
  const root = tempFolder(t);
  const at = (path: string): string => join(root, path);
  return {
    at,
    folder: (path, mode = 0o755, owner = 0, group = 0) => {
      mkdirSync(at(path));
      chownSync(at(path), owner, group);
      chmodSync(at(path), mode);
    },
    file: (path, mode = 0o644, owner = 0, group = 0) => {
      writeFileSync(at(path), "");
      chownSync(at(path), owner, group);
      chmodSync(at(path), mode);
    },
    link: (path, target, owner = 0) => {
      symlinkSync(target, at(path));
      lchownSync(at(path), owner, owner);
    },
  };
}

function refused(act: () => void, kind: ProblemKind, what: RegExp, label?: string): Problem {
  let problem: Problem | undefined;
  assert.throws(
    act,
    (error) => {
      if (error instanceof ProblemError) problem = error.problem;
      return problem?.kind === kind && what.test(say(problem.what));
    },
    label,
  );
  assert.ok(problem !== undefined);
  return problem;
}

test(
  "root uses a folder if all that leads there is root's and no one else may change it; others do not care",
  asRoot,
  (t) => {
    const { at, folder, link } = makeTree(t);
    folder("own");
    folder("own/out", 0o2750, 0, GROUP);
    folder("own/of-roots-group", 0o775, 0, 0);
    folder("sticky", 0o1777);
    folder("sticky/own");
    link("sticky/link", "../own");
    link("own/link", "../own/./out/../out");
    for (const path of [
      "own",
      "own/out",
      "own/of-roots-group/x",
      "own/new/out",
      "own/link",
      "sticky/new",
      "sticky/own/new",
    ]) {
      refuseUnsafeFolder("out", at(path), ROOT);
    }
    refuseUnsafeFolder("out", at("sticky/link/out"), ROOT);
    folder("open", 0o777);
    refuseUnsafeFolder("out", at("open"), { ...ROOT, userId: 1000 });
    refuseUnsafeFolder("out", at("open"), { ...ROOT, userId: undefined });
  },
);

test("root refuses a folder that others may change, or could replace by a link", asRoot, (t) => {
  const { at, folder, link } = makeTree(t);
  folder("open", 0o777);
  folder("open/inner");
  folder("group", 0o775, 0, GROUP);
  folder("group/inner");
  folder("closed");
  link("closed/link", "../open/inner");
  folder("home", 0o755, STRANGER);
  folder("home/of-root");
  link("closed/of-stranger", "../closed", STRANGER);
  folder("sticky", 0o1777);
  link("sticky/of-stranger", "../closed", STRANGER);
  folder("stranger-sticky", 0o1777, STRANGER);
  folder("stranger-sticky/of-root");
  link("closed/chain", "../sticky/of-stranger");
  link("closed/absolute", at("home"));
  for (const [path, why] of [
    ["open", /open" can be changed by everyone/],
    ["open/inner", /open" can be changed by everyone/],
    ["open/inner/new/out", /open" can be changed by everyone/],
    ["open/new", /open" can be changed by everyone/],
    ["group", /group" can be changed by group 1234/],
    ["group/inner/new", /group" can be changed by group 1234/],
    ["closed/link", /open" can be changed by everyone/],
    ["closed/link/out", /open" can be changed by everyone/],
    ["home/of-root", /home" belongs to user 65534/],
    ["home/of-root/new", /home" belongs to user 65534/],
    ["closed/of-stranger", /of-stranger" belongs to user 65534/],
    ["closed/of-stranger/new", /of-stranger" belongs to user 65534/],
    ["sticky/of-stranger", /of-stranger" belongs to user 65534/],
    ["closed/chain/new", /sticky\/of-stranger" belongs to user 65534/],
    ["closed/absolute/of-root", /home" belongs to user 65534/],
    ["stranger-sticky/of-root", /stranger-sticky" belongs to user 65534/],
  ] as const) {
    const act = (): void => {
      refuseUnsafeFolder("out", at(path), ROOT);
    };
    refused(act, "config", why, path);
  }
});

test(
  "where another user owns the folder, or the one it is to be made in, root is told to run it as that user",
  asRoot,
  (t) => {
    const { at, folder } = makeTree(t);
    folder("home", 0o755, STRANGER);
    folder("home/history", 0o700, STRANGER);
    folder("sticky", 0o1777);
    folder("sticky/planted", 0o755, STRANGER);
    for (const path of [
      "home",
      "home/history",
      "home/history/new",
      "home/new",
      "sticky/planted",
      "sticky/planted/new",
    ]) {
      const act = (): void => {
        refuseUnsafeFolder("history", at(path), ROOT);
      };
      const { command } = refused(
        act,
        "permission",
        /the history folder ".*" belongs to user a user: root will not/,
        path,
      );
      assert.equal(command, "runuser -u 'a user' -- openvpn-status-site gen --title 'it'\\''s'");
      const { command: withoutName } = refused(
        () => {
          refuseUnsafeFolder("history", at(path), { ...ROOT, nameOfUser: () => null });
        },
        "permission",
        /belongs to user 65534/,
      );
      assert.match(withoutName ?? "", /^setpriv --reuid=65534 --regid=0 --clear-groups -- openvpn-status-site gen /);
    }
  },
);

test("root reads a config only if it and its folder are root's alone, and from no sticky folder", asRoot, (t) => {
  const { at, folder, file, link } = makeTree(t);
  folder("own");
  file("own/good.toml");
  file("own/secret.toml", 0o640, 0, GROUP);
  file("own/stranger.toml", 0o644, STRANGER);
  file("own/open.toml", 0o666);
  file("own/group.toml", 0o664, 0, GROUP);
  folder("sticky", 0o1777);
  file("sticky/good.toml");
  file("sticky/openvpn-status-site.toml", 0o644, STRANGER);
  folder("sticky/own");
  file("sticky/own/good.toml");
  link("sticky/link.toml", "../own/good.toml");
  link("own/link.toml", "../sticky/good.toml");
  link("own/of-stranger.toml", "good.toml", STRANGER);
  folder("open", 0o777);
  file("open/good.toml");
  const read = (path: string, userId: number): unknown =>
    readConfigFile(at(path), undefined, { currentFolder: "/", systemPaths: NO_SYSTEM_PATHS }, userId)?.path;
  for (const path of ["own/good.toml", "own/secret.toml", "sticky/own/good.toml"])
    assert.equal(read(path, 0), at(path));
  for (const [path, why] of [
    ["own/stranger.toml", /stranger.toml" belongs to user 65534/],
    ["own/open.toml", /open.toml" can be changed by everyone/],
    ["own/group.toml", /group.toml" can be changed by group 1234/],
    ["sticky/good.toml", /sticky" can be changed by everyone/],
    ["sticky/link.toml", /sticky" can be changed by everyone/],
    ["own/link.toml", /sticky" can be changed by everyone/],
    ["own/of-stranger.toml", /of-stranger.toml" belongs to user 65534/],
    ["open/good.toml", /open" can be changed by everyone/],
  ] as const) {
    refused(() => read(path, 0), "config", why, path);
    assert.equal(read(path, 1000), at(path));
  }
  refused(() => read("own/none.toml", 0), "config", /there is no config file/);

  const here = { currentFolder: at("sticky"), systemPaths: { configFile: at("own/good.toml") } };
  refused(() => readConfigFile(undefined, undefined, here, 0), "config", /can be changed by everyone|belongs to user/);
  // Where there is none, the folder does not matter.
  const elsewhere = { ...here, currentFolder: at("open") };
  assert.equal(readConfigFile(undefined, undefined, elsewhere, 0)?.path, at("own/good.toml"));
});

test("no link is taken in a history, and for root nothing that others may change", asRoot, (t) => {
  const { at, folder, file } = makeTree(t);
  folder("history", 0o700);
  folder("history/sessions", 0o700);
  folder("history/cache", 0o700);
  file("history/cache/site.json", 0o600);
  for (const history of [at("history"), at("none")]) {
    refuseLinksInHistory(history);
    refuseUntrustedInHistory(history, 0);
  }
  folder("history/usage", 0o700, STRANGER);
  const look = (): void => {
    refuseUntrustedInHistory(at("history"), 0);
  };
  refused(look, "config", /usage": it belongs to user 65534/);
  refuseUntrustedInHistory(at("history"), 1000);
  for (const path of ["journal", "cache/made.json.tmp", "cache/users"]) {
    const tree = makeTree(t);
    tree.folder("history");
    tree.folder("history/cache");
    tree.link(`history/${path}`, "../../nowhere");
    const act = (): void => {
      refuseLinksInHistory(tree.at("history"));
    };
    refused(act, "config", new RegExp(`history/${path}" is a symbolic link`));
  }
});

test("a history that is out, inside it or around it is refused, also through links and before either exists", (t) => {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "out"));
  symlinkSync("out", join(folder, "link"));
  const bad = [
    ["out", "out"],
    ["out/history", "out"],
    ["link/history", "out"],
    ["out/a/b", "link"],
    ["new/history", "new"],
    ["x/../out/history", "out"],
    ["history", "history/out"],
    ["out", "link/site"],
  ];
  for (const [history = "", out = ""] of bad) {
    const act = (): void => {
      refuseNestedFolders(join(folder, history), `${folder}/${out}`);
    };
    refused(act, "config", /is inside (?:out|history) /);
  }
  for (const [history = "", out = ""] of [
    ["history", "out"],
    ["out-history", "out"],
    ["history", "history-out"],
  ]) {
    refuseNestedFolders(join(folder, history), join(folder, out));
  }
  const act = (): void => {
    refuseNestedFolders(join(folder, "history"), "/");
  };
  refused(act, "config", /inside out/);
});
