import assert from "node:assert/strict";
import { test } from "node:test";
import { at, makeSession } from "../support/make-session.js";
import { StorySite, type StoryClient } from "../support/story-site.js";
import type { WithAfter } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

const ALICE: StoryClient = { commonName: "alice", since: "2026-11-20T20:00:00Z" };
const BOB: StoryClient = { commonName: "bob", since: "2026-11-21T07:30:00Z" };
const CAROL: StoryClient = { commonName: "carol", since: "2026-11-21T11:00:00Z" };

function minute(count: number): string {
  return new Date(Date.parse("2026-11-21T12:00:00Z") + count * 60_000).toISOString();
}

/** Carol has left, Alice and Bob are there. */
async function makeSite(t: WithAfter): Promise<StorySite> {
  const site = new StorySite(t, minute(0));
  await site.shows([ALICE, BOB, CAROL]).run("gen");
  await site.becomes(minute(1)).shows([ALICE, BOB]).genAsFullBuild("an end");
  return site;
}

test("what a build that was not finished had begun is undone when all is as before", async (t) => {
  for (let asks = 1; ; asks += 7) {
    const site = await makeSite(t);
    const [before, day] = [site.config, "history/2026-11/20/index.html"];
    site.config = { ...before, title: "Other" };
    site.asksBeforeTimeIsUp = asks;
    await site.becomes(minute(2)).showsThemAgain().run("gen");
    const isFinished = site.page("users/index.html").includes("Other");
    site.asksBeforeTimeIsUp = Infinity;
    site.config = before;
    await site.becomes(minute(3)).showsThemAgain().genAsFullBuild(`the title is again what it was, after ${asks}`);
    assert.doesNotMatch(site.page(day), /Other/);
    if (isFinished) break;
    assert.ok(asks < 200, "it never ends");
  }
});

/** Of more than 5,000 sessions a download waits. */
const MANY = 5100;

test("a download that waits was made before pages say as of when, also where a build was not finished", async (t) => {
  const seen = new Set<string>();
  for (const asks of [2, 20, 26, 32, 38, 44, 60]) {
    const site = new StorySite(t, minute(0));
    const ended = Array.from({ length: MANY }, (_, number) => {
      const startSeconds = at(minute(0)) - 86_400 - number * 90;
      return makeSession({ user: "alice", startSeconds, endSeconds: startSeconds + 90 });
    });
    writeHistory(site.history, { ended });
    site.asksBeforeTimeIsUp = asks;
    await site.shows([ALICE, BOB]).run("gen");
    site.asksBeforeTimeIsUp = Infinity;
    await site.becomes(minute(1)).shows([BOB]).run("gen");
    const shown = [
      ["history/index.html", "all"],
      ["users/alice/index.html", "alice"],
    ].map(([page = "", name = ""]) => {
      const asOf = /As of 2026-11-21 (12:0\d)</.exec(site.page(page))?.[1] ?? "";
      const isEnded = site.page(`downloads/openvpn-history_${name}.csv`).includes("2026-11-21T12:00:00+00:00");
      assert.equal(isEnded, asOf === "", `${page} after ${asks}: ${asOf}`);
      return asOf;
    });
    seen.add(shown.join(" "));
  }
  assert.deepEqual([...seen], [" ", " 12:00", "12:00 12:00"], "none, one and both were made in time");
});

test("a download that waits follows by time alone, and its month and its user say as of when it is", async (t) => {
  const site = new StorySite(t, minute(0));
  const ended = Array.from({ length: MANY }, (_, number) => {
    const startSeconds = at(minute(0)) - 86_400 - number * 60;
    return makeSession({ user: "bob", startSeconds, endSeconds: startSeconds + 50 });
  });
  writeHistory(site.history, { ended });
  const look = (): readonly unknown[] =>
    [
      ["2026-11", "history/2026-11/index.html"],
      ["bob", "users/bob/index.html"],
    ].flatMap(([name = "", page = ""]) => [
      site.page(`downloads/openvpn-history_${name}.csv`).includes("2026-11-21T12:00:00+00:00"),
      /As of 2026-11-21 (12:0\d)</.exec(site.page(page))?.[1],
    ]);
  await site.shows([ALICE, BOB]).run("gen");
  assert.deepEqual(look(), [false, undefined, false, undefined]);
  await site.becomes(minute(1)).shows([ALICE]).run("gen");
  assert.deepEqual(look(), [false, "12:00", false, "12:00"], "it waits");
  await site.becomes(minute(2)).shows([ALICE]).run("gen");
  assert.deepEqual(look(), [true, undefined, true, undefined], "nothing happened, but it has waited long enough");
});
