import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { NAMES_OF_ONE_SLUG } from "../support/names-of-one-slug.js";
import { StorySite, type StoryClient } from "../support/story-site.js";

const ALICE: StoryClient = { commonName: "alice", since: "2026-11-21T07:00:00Z" };
const BOB: StoryClient = { commonName: "bob", since: "2026-11-21T07:30:00Z" };

/** A minute of the day of most stories. */
function minute(count: number): string {
  return new Date(Date.parse("2026-11-21T12:00:00Z") + count * 60_000).toISOString();
}

test("a user's new month is linked from the user's month before it, and a month from the one before", async (t) => {
  const site = new StorySite(t, minute(0));
  const october: StoryClient = { ...ALICE, since: "2026-10-07T08:00:00Z" };
  const archived = [
    site.archive("2026-10-07T09:00:00Z", [october, { ...BOB, since: "2026-10-07T08:30:00Z" }]),
    site.archive("2026-10-07T10:00:00Z", []),
  ];
  await site.shows([BOB]).runAsFullBuild("an import of October", "import", ...archived);
  await site.becomes(minute(1)).shows([BOB]).genAsFullBuild("a quiet run");
  const page = "users/alice/2026-10/index.html";
  assert.doesNotMatch(site.page(page), /2026-11/);
  await site.becomes(minute(2)).shows([ALICE, BOB]).genAsFullBuild("the first session of a user's new month");
  assert.match(site.page(page), /href="[^"]*2026-11/);
  await site.becomes(minute(3)).shows([BOB]).genAsFullBuild("its end");
});

test("a day that an import makes known is linked from the days and months beside it", async (t) => {
  const site = new StorySite(t, minute(0));
  const import_ = async (day: string, what: string): Promise<void> => {
    const client: StoryClient = { ...ALICE, since: `${day}T08:00:00Z` };
    const paths = [site.archive(`${day}T09:00:00Z`, [client]), site.archive(`${day}T09:30:00Z`, [])];
    await site.runAsFullBuild(what, "import", ...paths);
  };
  site.shows([BOB]);
  await import_("2026-11-10", "a day");
  await import_("2026-11-15", "another day");
  await site.becomes(minute(1)).shows([BOB]).genAsFullBuild("a quiet run");
  for (const day of ["10", "15"])
    assert.doesNotMatch(site.page(`history/2026-11/${day}/index.html`), /2026-11-12|\/12\//);
  site.becomes(minute(2)).shows([BOB]);
  await import_("2026-11-12", "a day between them");
  for (const day of ["10", "15"]) assert.match(site.page(`history/2026-11/${day}/index.html`), /\/12\//);
  await site.becomes(minute(3)).shows([BOB]).genAsFullBuild("a quiet run after it");
  site.becomes(minute(4)).shows([BOB]);
  await import_("2026-08-03", "a month before all others");
  await import_("2026-09-03", "a month between two");
});

test("yesterday becomes known by a client that has been connected since then", async (t) => {
  for (const now of ["2026-11-21T12:00:00Z", "2026-12-01T12:00:00Z"]) {
    const later = (seconds: number): string => new Date(Date.parse(now) + seconds * 1000).toISOString();
    const site = new StorySite(t, now);
    // Who was there some days ago, and today: that nothing is known of yesterday shows in her chart.
    const carol = { commonName: "carol", since: later(-5 * 86_400) };
    const archived = [site.archive(later(-5 * 86_400 + 600), [carol]), site.archive(later(-5 * 86_400 + 1200), [])];
    const bob = { ...BOB, since: later(-3600) };
    await site.shows([bob, { ...carol, since: later(-1800) }]).runAsFullBuild("a first run", "import", ...archived);
    await site.becomes(later(60)).shows([bob]).genAsFullBuild("an end");
    const chart = site.page("charts/user_carol.svg");
    const yesterday = later(-86_400).slice(0, 10);
    const page = `history/${yesterday.slice(0, 7)}/${yesterday.slice(8)}/index.html`;
    assert.throws(() => site.page(page));
    // As a TAP client of version 1 is, which is known by its first frame.
    const clients = [bob, { ...ALICE, since: later(-16 * 3600) }];
    await site.becomes(later(120)).shows(clients).genAsFullBuild("a client since yesterday");
    assert.match(site.page(page), /alice/);
    assert.notEqual(site.page("charts/user_carol.svg"), chart);
    await site.becomes(later(180)).showsThemAgain().genAsFullBuild("a quiet run after it");
  }
});

test("two addresses at once are told once they have been for five minutes, by time alone", async (t) => {
  const site = new StorySite(t, minute(0));
  const elsewhere: StoryClient = { ...ALICE, since: minute(1), realAddress: "198.51.100.9:5000", clientId: 9 };
  const briefly: StoryClient = { ...BOB, since: minute(1), realAddress: "198.51.100.8:5000", clientId: 8 };
  await site.shows([ALICE, BOB]).genAsFullBuild("a first run");
  await site.becomes(minute(1)).shows([ALICE, BOB, elsewhere, briefly]).genAsFullBuild("two of them move in");
  const pages = new Set<string>();
  for (const count of [2, 3, 4, 5, 6, 7, 8]) {
    const clients = count < 5 ? [ALICE, BOB, elsewhere, briefly] : [ALICE, BOB, elsewhere];
    await site.becomes(minute(count)).shows(clients).genAsFullBuild(`minute ${count}`);
    pages.add(site.page("users/alice/index.html"));
  }
  assert.ok(pages.size > 1, "the page comes to show it");
  await site.becomes(minute(9)).shows([ALICE, BOB]).genAsFullBuild("the end of it");
});

test("the sessions of a user change the slug of another who has the same one", async (t) => {
  const [first, second] = NAMES_OF_ONE_SLUG;
  const site = new StorySite(t, minute(0));
  const clients = [
    { ...ALICE, commonName: first },
    { ...BOB, commonName: second },
  ];
  const toUsers = (): readonly string[] => readdirSync(join(site.out, "users")).filter((name) => /^max/i.test(name));
  await site.shows(clients.slice(0, 1)).genAsFullBuild("one");
  await site.becomes(minute(1)).shows(clients).genAsFullBuild("another");
  assert.equal(toUsers().length, 2);
  const pages = new Map(toUsers().map((slug) => [slug, site.page(`users/${slug}/index.html`)]));
  const older = [
    site.archive("2026-11-19T09:00:00Z", [{ ...BOB, commonName: second, since: "2026-11-19T08:00:00Z" }]),
    site.archive("2026-11-19T10:00:00Z", []),
  ];
  site.becomes(minute(2)).shows(clients);
  await site.runAsFullBuild("an older session of the other one", "import", ...older);
  const heading = (page: string): string | undefined => /<h1>.*?<\/h1>/s.exec(page)?.[0];
  for (const slug of toUsers())
    assert.notEqual(heading(site.page(`users/${slug}/index.html`)), heading(pages.get(slug) ?? ""));
  await site.becomes(minute(3)).shows(clients).genAsFullBuild("a quiet run");
  await site.runAsFullBuild("it is pruned", "prune", "--yes", "--to", "2026-11-19");
  for (const slug of toUsers())
    assert.equal(heading(site.page(`users/${slug}/index.html`)), heading(pages.get(slug) ?? ""));
  const since = "2026-11-21T06:00:00Z";
  const third = { ...BOB, commonName: second, since, realAddress: "203.0.113.50:5000", clientId: 50 };
  await site
    .becomes(minute(4))
    .shows([...clients, third])
    .genAsFullBuild("one that is seen later and began earlier");
});

test("a user whose slug moves is linked by the new one from months in which nothing else changes", async (t) => {
  const [first, second] = NAMES_OF_ONE_SLUG;
  const site = new StorySite(t, minute(0));
  const past = (day: string, commonName: string): readonly string[] => [
    site.archive(`${day}T09:00:00Z`, [{ ...ALICE, commonName, since: `${day}T08:00:00Z` }]),
    site.archive(`${day}T10:00:00Z`, []),
  ];
  site.shows([BOB]);
  await site.run("import", ...past("2026-10-05", first));
  await site.run("import", ...past("2026-09-05", "carol"));
  await site.runAsFullBuild("an older session of the other one", "import", ...past("2026-09-05", second));
});

test("a client whose session was imported as ended", async (t) => {
  const site = new StorySite(t, minute(0));
  const web = join(site.folder, "web.csv");
  const row = "alice,203.0.113.9,10.8.0.200,2026-11-21 11:40:00,2026-11-21 11:50:00,600";
  writeFileSync(web, `user,public_ip,tunnel_ip,start,end,duration_s\n${row}\n`);
  await site.shows([BOB]).runAsFullBuild("an import", "import", web);
  await site.becomes(minute(1)).shows([BOB]).genAsFullBuild("a quiet run");
  const again = { ...ALICE, since: "2026-11-21T11:40:00Z" };
  await site.becomes(minute(2)).shows([BOB, again]).genAsFullBuild("the same session shows up");
  await site.becomes(minute(3)).shows([BOB, again]).genAsFullBuild("a quiet run after it");
  await site.becomes(minute(4)).shows([BOB]).genAsFullBuild("its end");
});

test("one leaves and comes back, seconds apart, and more than once a minute", async (t) => {
  const site = new StorySite(t, minute(0));
  await site.shows([ALICE, BOB]).genAsFullBuild("a first run");
  for (const [count, seconds] of [1, 7, 60, 61, 62, 180].entries()) {
    const now = new Date(Date.parse(minute(1)) + seconds * 1000).toISOString();
    const clients = count % 2 === 0 ? [BOB] : [{ ...ALICE, since: now }, BOB];
    await site.becomes(now).shows(clients).genAsFullBuild(`after ${seconds} seconds`);
  }
});
