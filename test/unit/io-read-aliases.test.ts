import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { readAliases } from "../../src/io/config/read-aliases.js";
import { tempFolder } from "../support/temp-folder.js";

const NAME = "openvpn-aliases.json";

/** Folders for the config, two status files and the system, each with an alias file that names its folder. */
function makePlaces(test: TestContext): {
  readonly path: (place: string) => string;
  readonly found: () => string;
} {
  const folder = tempFolder(test);
  const path = (place: string): string => join(folder, place, NAME);
  for (const place of ["config", "a", "b", "system"]) {
    mkdirSync(join(folder, place));
    writeFileSync(path(place), JSON.stringify({ place }));
  }
  const config = { kind: "searched", besideConfig: path("config"), onSystem: path("system") } as const;
  const sources = ["tcp:127.0.0.1:7505", join(folder, "a/status.log"), join(folder, "b/status.log")];
  const found = (): string => {
    const { aliases, problem } = readAliases(config, sources);
    return aliases.get("place") ?? (problem === "" ? "none" : problem);
  };
  return { path, found };
}

describe("the alias file", () => {
  it("is the first one beside the config, beside the status files, and on the system", (t) => {
    const { path, found } = makePlaces(t);
    for (const place of ["config", "a", "b", "system"]) {
      assert.equal(found(), place);
      rmSync(path(place));
    }
    assert.equal(found(), "none");
  });

  it("is not passed over for the next one if it is broken", (t) => {
    const { path, found } = makePlaces(t);
    writeFileSync(path("config"), "{");
    assert.match(found(), /config\/openvpn-aliases\.json/);
  });

  it("is none where a folder on the way is none", (t) => {
    const { path, found } = makePlaces(t);
    for (const place of ["config", "a", "b", "system"]) rmSync(path(place));
    rmSync(join(path("a"), ".."), { recursive: true });
    writeFileSync(join(path("a"), ".."), "a file");
    assert.equal(found(), "none");
  });

  it("has a problem if it is named and not there", (t) => {
    const path = join(tempFolder(t), "gone.json");
    const { aliases, problem } = readAliases({ kind: "named", path }, []);
    assert.equal(aliases.size, 0);
    assert.equal(problem, `cannot read ${JSON.stringify(path)} (ENOENT)`);
  });
});
