import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { StorySite } from "../support/story-site.js";

test("pages follow the index of the CA, and the days on which certificates expire", async (t) => {
  const site = new StorySite(t, "2026-11-20T10:00:00Z", { timezone: "UTC" });
  const index = join(site.folder, "index.txt");
  site.config = { ...site.config, easyrsa_index: index };
  const write = (...lines: readonly (readonly [expiry: string, revocation: string, name: string])[]): void => {
    const fields = lines.map(([expiry, revocation, name]) =>
      [revocation === "" ? "V" : "R", expiry, revocation, "01", "unknown", `/CN=${name}`].join("\t"),
    );
    writeFileSync(index, fields.map((line) => `${line}\n`).join(""));
  };
  const alice = { commonName: "alice", since: "2026-11-20T09:50:00Z" };
  const bob = { commonName: "bob", since: "2026-11-20T09:51:00Z" };
  const notices = (): readonly string[] =>
    (JSON.parse(site.page("status.json")) as { notices: readonly { kind: string; user: string | null }[] }).notices
      .filter(({ kind }) => kind.startsWith("certificate"))
      .map(({ kind, user }) => `${kind} ${user ?? ""}`);

  write(["270301120000Z", "", "alice"], ["261231120000Z", "", "bob"], ["270301120000Z", "", "unused"]);
  site.shows([alice, bob]);
  await site.genAsFullBuild("two clients");
  assert.deepEqual(notices(), []);
  assert.match(site.page("users/alice/index.html"), /2027-03-01/);
  assert.match(site.page("users/index.html"), /unused/);

  write(["270301120000Z", "261120095500Z", "alice"], ["261231120000Z", "", "bob"]);
  site.becomes("2026-11-20T10:01:00Z").showsThemAgain();
  await site.genAsFullBuild("one of them is revoked");
  assert.deepEqual(notices(), ["certificate-revoked alice"]);
  assert.match(site.page("index.html"), /with a certificate that was revoked on 2026-11-20 09:55/);
  assert.match(site.page("users/alice/index.html"), /2026-11-20<[^]*revoked/);
  assert.doesNotMatch(site.page("users/index.html"), /unused/);

  site.becomes("2026-11-20T10:02:00Z").shows([bob]);
  await site.genAsFullBuild("and leaves");
  assert.deepEqual(notices(), []);

  site.becomes("2026-12-01T00:01:00Z").showsThemAgain();
  await site.genAsFullBuild("30 days before the other one expires");
  assert.deepEqual(notices(), ["certificate-expires bob"]);
  assert.match(site.page("users/bob/index.html"), /expires soon/);

  site.becomes("2027-01-01T00:01:00Z").showsThemAgain();
  await site.genAsFullBuild("it has expired");
  assert.deepEqual(notices(), ["certificate-expired bob"]);

  writeFileSync(index, "what\n");
  site.becomes("2027-01-01T00:02:00Z").showsThemAgain();
  await site.genAsFullBuild("a broken index");
  assert.deepEqual(notices(), []);
  assert.match(site.page("index.html"), /Certificates are not checked/);
  assert.match(site.page("index.html"), /index\.txt: it does not begin like an index of certificates/);
  assert.doesNotMatch(site.page("index.html"), /Aliases are not shown/);
});
