import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCli } from "../support/run-cli.js";
import { StorySite, type StoryClient } from "../support/story-site.js";
import { makeCountryDatabase } from "../support/write-country-database.js";

const ALICE: StoryClient = { commonName: "alice", since: "2026-11-20T20:00:00Z", realAddress: "193.99.144.80:40000" };
const BOB: StoryClient = { commonName: "bob", since: "2026-11-21T07:30:00Z", realAddress: "198.51.100.7:40001" };
const CAROL: StoryClient = { commonName: "carol", since: "2026-11-21T11:00:00Z", realAddress: "8.8.8.8:40002" };

const BUILT = Date.parse("2026-11-01T00:00:00Z") / 1000;

function minute(count: number): string {
  return new Date(Date.parse("2026-11-21T12:00:00Z") + count * 60_000).toISOString();
}

function toDatabase(ofCarol: string, builtSeconds = BUILT): Buffer {
  const networks = { "193.99.0.0/16": { country: { iso_code: "DE" } }, "8.8.8.0/24": { country_code: ofCarol } };
  return makeCountryDatabase({ builtSeconds, networks });
}

function countriesOf(site: StorySite): unknown {
  const { clients } = JSON.parse(site.page("status.json")) as { clients: { user: string; country: unknown }[] };
  return Object.fromEntries(clients.map(({ user, country }) => [user, country]));
}

test("countries show where they are known, follow the database, and go with it", async (t) => {
  const site = new StorySite(t, minute(0));
  const file = join(site.folder, "countries.mmdb");
  writeFileSync(file, toDatabase("US"));
  site.config = { geoip: file, language: "de" };
  await site.shows([ALICE, BOB, CAROL]).run("gen");
  await site.becomes(minute(1)).shows([ALICE, BOB]).genAsFullBuild("an end");
  assert.deepEqual(countriesOf(site), { alice: "DE", bob: null });
  assert.match(site.page("index.html"), /<abbr title="Deutschland">DE<\/abbr>/);
  assert.match(site.page("downloads/openvpn-history_all.csv"), /,Land\r\n/);
  assert.match(site.page("downloads/openvpn-history_carol.csv"), /,Vereinigte Staaten \(US\)\r\n/);
  await site.becomes(minute(2)).showsThemAgain().genAsFullBuild("a quiet run");

  writeFileSync(file, toDatabase("CA"));
  await site.becomes(minute(3)).showsThemAgain().genAsFullBuild("a newer database");
  assert.match(site.page("downloads/openvpn-history_carol.csv"), /,Kanada \(CA\)\r\n/);
  assert.match(site.page("downloads/openvpn-history_2026-11.csv"), /,Kanada \(CA\)\r\n/);

  for (const [index, [bytes, found]] of (
    [
      [Buffer.from("<html>"), "it is not a database of countries in the MaxMind DB format"],
      [toDatabase("CA", BUILT - 2 * 365 * 86_400), "it is from 2024-11-01, which is more than two years ago"],
      [null, "(ENOENT)"],
    ] as const satisfies (readonly [Buffer | null, string])[]
  ).entries()) {
    if (bytes === null) rmSync(file);
    else writeFileSync(file, bytes);
    await site
      .becomes(minute(4 + index))
      .showsThemAgain()
      .genAsFullBuild(found);
    assert.deepEqual(countriesOf(site), { alice: null, bob: null });
    assert.match(site.page("index.html"), /Länder werden nicht gezeigt/);
    assert.ok(site.page("index.html").includes(found), found);
    assert.doesNotMatch(site.page("downloads/openvpn-history_carol.csv"), /Kanada/);
  }

  site.config = { geoip: "off", language: "de" };
  await site.becomes(minute(8)).showsThemAgain().genAsFullBuild("countries are off");
  assert.doesNotMatch(site.page("index.html"), /Länder werden nicht gezeigt/);
});

test("the map of countries comes with the fourth one, follows it, and goes where it is pruned", async (t) => {
  const site = new StorySite(t, minute(0));
  const file = join(site.folder, "countries.mmdb");
  const codes = ["DE", "US", "BR", "IN"];
  const networks = Object.fromEntries(
    codes.map((code, number) => [`8.8.${number}.0/24`, { country: { iso_code: code } }]),
  );
  writeFileSync(file, makeCountryDatabase({ builtSeconds: BUILT, networks }));
  site.config = { geoip: file, language: "en" };
  const client = (number: number, since = "2026-11-21T07:30:00Z"): StoryClient => ({
    ...{ commonName: `u${number}`, since, realAddress: `8.8.${number}.1:40000` },
  });
  const three = [0, 1, 2].map((number) => client(number));
  const map = "charts/countries.svg";
  await site.shows(three).genAsFullBuild("three countries");
  assert.throws(() => site.page(map));
  await site
    .becomes(minute(1))
    .shows([...three, client(3)])
    .genAsFullBuild("a fourth one");
  assert.match(site.page(map), /<title>India: Sessions 1, Users 1<\/title>/);
  assert.match(site.page("users/index.html"), /India: Sessions 1, Users 1/);
  await site.becomes(minute(2)).showsThemAgain().genAsFullBuild("a quiet run");
  await site
    .becomes(minute(3))
    .shows([...three, client(3, "2026-11-21T12:02:30Z")])
    .genAsFullBuild("another session from it");
  assert.match(site.page(map), /India: Sessions 2, Users 1/);
  await site.becomes(minute(4)).shows(three).genAsFullBuild("an end");
  await site.becomes(minute(5)).showsThemAgain().run("prune", "--user", "u3", "--yes");
  assert.throws(() => site.page(map));
  assert.doesNotMatch(readFileSync(join(site.history, "cache/address-countries.json"), "utf8"), /8\.8\.3\.1/);
  await site.becomes(minute(6)).showsThemAgain().genAsFullBuild("after it");
});

test("the program as it is built draws the map of countries", async (t) => {
  const site = new StorySite(t, minute(0));
  const [database, config] = [join(site.folder, "countries.mmdb"), join(site.folder, "built.toml")];
  const codes = ["DE", "US", "BR", "JP"];
  const toNetwork = (number: number): string => `193.99.${number}.0/24`;
  const networks = Object.fromEntries(
    codes.map((code, number) => [toNetwork(number), { country: { iso_code: code } }] as const),
  );
  writeFileSync(database, makeCountryDatabase({ builtSeconds: BUILT, networks }));
  site.shows(
    codes.map((code, number) => ({
      commonName: code,
      since: "2026-11-21T11:00:00Z",
      realAddress: `193.99.${number}.7:40000`,
    })),
  );
  const lines = ['history = "built"', 'out = "built-out"', 'geoip = "countries.mmdb"'];
  const server = `[[server]]\nname = "vpn"\nstatus = ${JSON.stringify(site.statusPath("vpn"))}`;
  writeFileSync(config, [...lines, server].join("\n"));
  assert.deepEqual(await runCli(["gen", "--config", config, "--now", minute(0)]), {
    status: 0,
    stdout: "",
    stderr: "",
  });
  assert.match(
    readFileSync(join(site.folder, "built-out/users/index.html"), "utf8"),
    /Countries of the public addresses/,
  );
});
