import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openAddressCountries } from "../../src/build/address-countries.js";
import { tempFolder } from "../support/temp-folder.js";

test("the database is asked once for an address, and again where it is another one or everything is made anew", (t) => {
  const folder = tempFolder(t);
  const asked: string[] = [];
  const open = (key: string, ignoreCache = false) =>
    openAddressCountries(
      folder,
      {
        key,
        find: (address) => {
          asked.push(address);
          return address === "" ? "" : `${key}${address}`;
        },
      },
      { ignoreCache },
    );
  const ask = (opened: ReturnType<typeof open>, ...addresses: readonly string[]): readonly string[] => {
    const codes = addresses.map(opened.countries.find);
    opened.save();
    return [...codes, "asked", ...asked.splice(0)];
  };
  assert.equal(open("D").countries.key, "D");
  assert.deepEqual(ask(open("D"), "1", "", "1"), ["D1", "", "D1", "asked", "1", ""]);
  assert.deepEqual(ask(open("D"), "1", "", "2"), ["D1", "", "D2", "asked", "2"]);
  assert.deepEqual(ask(open("E"), "1"), ["E1", "asked", "1"]);
  assert.deepEqual(ask(open("E", true), "1"), ["E1", "asked", "1"]);

  // What is no longer asked for is gone; what is the same is not written; nothing asked is nothing known.
  const file = join(folder, "address-countries.json");
  assert.doesNotMatch(readFileSync(file, "utf8"), /D2/);
  utimesSync(file, 1000, 1000);
  assert.deepEqual(ask(open("E"), "1"), ["E1", "asked"]);
  ask(open("E"));
  assert.equal(statSync(file).mtimeMs, 1_000_000);
  ask(open("E"), "1", "2");
  ask(open("E"), "2");
  assert.doesNotMatch(readFileSync(file, "utf8"), /E1/);
  const none = join(folder, "none");
  openAddressCountries(none, { key: "", find: () => "" }, { ignoreCache: false }).save();
  assert.ok(!existsSync(none));
});
