import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readCache, writeCacheFile } from "../../src/io/cache/cache-file.js";
import { isAsWritten } from "../../src/io/cache/shape.js";
import { openCountryDatabase } from "../../src/io/countries/country-database.js";
import { readCountries, type CountriesContext, type FoundCountries } from "../../src/io/countries/read-countries.js";
import { makeCountryDatabase, type CountryDatabaseParts } from "../support/write-country-database.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";

const NOW = Date.UTC(2026, 10, 27) / 1000;
const DAY = 86_400;

const SMALL: CountryDatabaseParts = {
  builtSeconds: NOW - 30 * DAY,
  networks: {
    "8.8.8.0/24": { country_code: "US" },
    "193.99.0.0/16": { country: { iso_code: "DE", names: { en: "Germany" } }, registered_country: { iso_code: "NL" } },
    "2a02:2e0::/32": { country: { iso_code: "DE" } },
    "9.9.9.0/24": { country_code: "<b>" },
    "9.9.10.0/24": { country: { names: { en: "Nowhere" } } },
    "10.0.0.0/8": { country_code: "XX" },
    "203.0.113.0/24": { country_code: "AU" },
  },
};

/** A folder with a database and a cache, and what a run reads there. */
function makePlace(
  test: WithAfter,
  parts: CountryDatabaseParts | Buffer = SMALL,
): {
  readonly file: string;
  readonly cacheFolder: string;
  readonly read: (context?: Partial<CountriesContext>) => FoundCountries;
} {
  const folder = tempFolder(test);
  const file = join(folder, "countries.mmdb");
  const cacheFolder = join(folder, "cache");
  writeFileSync(file, Buffer.isBuffer(parts) ? parts : makeCountryDatabase(parts));
  const read = (context: Partial<CountriesContext> = {}): FoundCountries =>
    readCountries(
      { kind: "file", path: file },
      { bundledPaths: [], cacheFolder, liveAddresses: [], nowSeconds: NOW, ignoreCache: false, ...context },
    );
  return { file, cacheFolder, read };
}

describe("countries of addresses", () => {
  it("come from flat records and from those of MaxMind, of IPv4 and IPv6", (test) => {
    const { countries, problem } = makePlace(test).read();
    assert.equal(problem, "");
    const find = (address: string): string => countries.find(address);
    assert.equal(find("8.8.8.8"), "US");
    assert.equal(find("193.99.144.80"), "DE");
    assert.equal(find("2a02:2e0:3fe:1001:302::"), "DE");
    assert.equal(find("::ffff:193.99.144.80"), "DE");
    assert.equal(find("1.1.1.1"), "");
  });

  it("are unknown for private addresses, addresses of examples, and what is no address", (test) => {
    const { countries } = makePlace(test).read();
    for (const address of ["10.1.2.3", "203.0.113.9", "", "example.org", "8.8.8.8 "]) {
      assert.equal(countries.find(address), "", address);
    }
  });

  it("are unknown where a record has no code of two letters", (test) => {
    const { countries } = makePlace(test).read();
    assert.equal(countries.find("9.9.9.9"), "");
    assert.equal(countries.find("9.9.10.1"), "");
  });

  it("come from the whole of a real database", () => {
    const bytes = readFileSync("node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");
    const database = openCountryDatabase(bytes);
    assert.equal(database?.find("193.99.144.80"), "DE");
    assert.equal(database.find("2001:4860:4860::8888"), "US");
    assert.equal(database.find("2001:db8::1"), "");
  });
});

describe("a database of countries", () => {
  it("is not opened while only running sessions are shown", (test) => {
    const { file, cacheFolder, read } = makePlace(test);
    const first = read({ liveAddresses: ["8.8.8.8", "1.1.1.1"] });
    assert.equal(first.countries.find("8.8.8.8"), "US");
    assert.match(readFileSync(join(cacheFolder, "countries.json"), "utf8"), /"8\.8\.8\.8":"US"/);
    const second = read({ liveAddresses: ["1.1.1.1", "8.8.8.8"] });
    rmSync(file);
    assert.equal(second.countries.find("8.8.8.8"), "US");
    assert.equal(second.countries.find("193.99.144.80"), "");
  });

  it("leaves no address in the cache whose session has ended", (test) => {
    const { cacheFolder, read } = makePlace(test);
    read({ liveAddresses: ["8.8.8.8"] });
    read({ liveAddresses: ["8.8.8.8", "193.99.144.80"] });
    assert.match(readFileSync(join(cacheFolder, "countries.json"), "utf8"), /193\.99/);
    read({ liveAddresses: ["8.8.8.8"] });
    assert.doesNotMatch(readFileSync(join(cacheFolder, "countries.json"), "utf8"), /193\.99/);
  });

  it("changes the key when it changes, and the answers", (test) => {
    const { file, read } = makePlace(test);
    const before = read({ liveAddresses: ["8.8.8.8"] });
    const networks = { "8.8.8.0/24": { country_code: "CA" } };
    writeFileSync(file, makeCountryDatabase({ builtSeconds: NOW, networks }));
    const after = read({ liveAddresses: ["8.8.8.8"] });
    assert.notEqual(after.countries.key, before.countries.key);
    assert.equal(after.countries.find("8.8.8.8"), "CA");
  });

  it("answers again from the file if the cache is damaged or to be ignored", (test) => {
    const { cacheFolder, read } = makePlace(test);
    const path = join(cacheFolder, "countries.json");
    const liveAddresses = ["8.8.8.8"];
    read({ liveAddresses });
    const before = readFileSync(path);
    writeFileSync(path, "damaged");
    assert.equal(read({ liveAddresses }).countries.find("8.8.8.8"), "US");
    assert.deepEqual(readFileSync(path), before);
    writeCacheFile(path, { ...readCache<object>(path, isAsWritten()), codes: { "8.8.8.8": "ZZ" } });
    assert.equal(read({ liveAddresses }).countries.find("8.8.8.8"), "ZZ");
    assert.equal(read({ liveAddresses, ignoreCache: true }).countries.find("8.8.8.8"), "US");
  });

  it("must be one of countries, whole, and not older than two years", (test) => {
    const problems = [
      makePlace(test, Buffer.from("<html>not here</html>")),
      makePlace(test, Buffer.alloc(0)),
      makePlace(test, makeCountryDatabase(SMALL).subarray(0, 300)),
      makePlace(test, { ...SMALL, databaseType: "GeoLite2-ASN" }),
    ].map(({ read }) => read());
    for (const { problem, countries } of problems) {
      assert.match(problem, /countries\.mmdb: it is not a database of countries in the MaxMind DB format$/);
      assert.equal(countries.key, "");
      assert.equal(countries.find("8.8.8.8"), "");
    }
    const old = makePlace(test, { ...SMALL, builtSeconds: Date.UTC(2024, 0, 3) / 1000 });
    for (const { problem, countries } of [old.read(), old.read()]) {
      assert.match(problem, /countries\.mmdb: it is from 2024-01-03, which is more than two years ago$/);
      assert.equal(countries.find("8.8.8.8"), "");
    }
    assert.equal(makePlace(test, { ...SMALL, builtSeconds: NOW - 729 * DAY }).read().problem, "");
  });

  it("is a problem if it is missing or a folder, but not if it comes with a package that is not installed", (test) => {
    const { file, cacheFolder, read } = makePlace(test);
    rmSync(file);
    assert.match(read().problem, /^cannot read ".*countries\.mmdb" \(ENOENT\)$/);
    mkdirSync(file);
    assert.match(read().problem, /countries\.mmdb: it is a folder, not a file$/);
    const bundledPaths = [join(cacheFolder, "nowhere", "x.mmdb")];
    const context = { bundledPaths, cacheFolder, liveAddresses: [], nowSeconds: NOW, ignoreCache: false };
    const bundled = readCountries({ kind: "bundled" }, context);
    assert.deepEqual([bundled.problem, bundled.countries.key], ["", ""]);
    assert.deepEqual(readCountries({ kind: "off" }, context).problem, "");
  });

  it("is the first one that is there, of those that a package may have", (test) => {
    const { file, cacheFolder } = makePlace(test);
    const bundledPaths = [join(cacheFolder, "nowhere.mmdb"), file];
    const context = { bundledPaths, cacheFolder, liveAddresses: [], nowSeconds: NOW, ignoreCache: false };
    assert.equal(readCountries({ kind: "bundled" }, context).countries.find("8.8.8.8"), "US");
  });
});
