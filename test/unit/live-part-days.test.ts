import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { toLivePart } from "../../src/build/live-part.js";
import { openMonthNotices } from "../../src/build/month-notices.js";
import type { Session } from "../../src/history/session.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { recordedDays } from "../../src/site/charts/recorded-days.js";
import { toLiveFacts } from "../../src/site/to-live-facts.js";
import { indexSite } from "../../src/site/index-site.js";
import { at, BERLIN, exampleInput, exampleSession } from "../support/example-site.js";
import { rollUpFolder, toSettings } from "../support/rolled-history.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

/** Early in a month, so that the seven recent days begin in the month before: on 27 November. */
const NOW = at("2026-12-03T12:00:00Z");

const SESSIONS: readonly Session[] = [
  // In the site's zone, it began on the 27th; its row is in the file of the 26th.
  exampleSession({ user: "alice", id: "late-evening", startSeconds: at("2026-11-26T23:30:00Z"), endSeconds: at("2026-11-26T23:40:00Z") }), // prettier-ignore
  exampleSession({
    user: "alice",
    id: "too-early",
    startSeconds: at("2026-11-26T22:30:00Z"),
    endSeconds: at("2026-11-26T22:40:00Z"),
  }),
  // Their clock was not set: they count later than their row's file says.
  { ...exampleSession({ user: "alice", id: "unset-recent", startSeconds: 40, endSeconds: at("2026-11-28T09:00:00Z") }), countedFromSeconds: at("2026-11-28T08:00:00Z") }, // prettier-ignore
  { ...exampleSession({ user: "alice", id: "unset-early", startSeconds: 50, endSeconds: at("2026-11-20T09:00:00Z") }), countedFromSeconds: at("2026-11-20T08:00:00Z") }, // prettier-ignore
];

test("the live pages remember the sessions of the recent days, in whatever file their rows are", (t) => {
  assert.deepEqual(remember(t, SESSIONS, NOW), ["late-evening", "unset-recent"]);
});

test("the live pages remember who was connected yesterday, though it is another month and the session a long one", (t) => {
  const session = (id: string, to: string): Session =>
    exampleSession({ user: "alice", id, startSeconds: at("2026-11-02T08:00:00Z"), endSeconds: at(`${to}Z`) });
  const sessions = [session("yesterday", "2026-11-30T09:00:00"), session("before", "2026-11-29T09:00:00")];
  assert.deepEqual(remember(t, sessions, at("2026-12-01T12:00:00Z")), ["yesterday"]);
});

/** @returns the ids of the ended sessions */
function remember(t: TestContext, ended: readonly Session[], nowSeconds: number): readonly string[] {
  const folder = join(tempFolderInMemory(t), "history");
  mkdirSync(folder);
  writeHistory(folder, { ended });
  const rolledUp = rollUpFolder(toSettings(folder, { nowSeconds }));
  const input = exampleInput({ nowSeconds, endedSessions: ended });
  const index = indexSite(input, makeCalendar(BERLIN), rolledUp.rollup);
  const gaps = monitoringGaps([], 300);
  const { find } = openMonthNotices(rolledUp.reader, rolledUp, index, {
    gaps,
    countries: input.countries,
    ignoreCache: true,
  });
  const facts = toLiveFacts(input, index, recordedDays([], BERLIN, index), find, {
    pastWeek: { hours: [], weekAgo: [] },
    weekRecord: [],
  });
  const part = toLivePart(input, index, rolledUp.reader, facts);
  return part.ended.map(({ id }) => id).sort();
}
