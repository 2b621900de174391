import assert from "node:assert/strict";
import { test } from "node:test";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { countHours, findUsualHours } from "../../src/rollup/start-hours.js";
import { sumTotals } from "../../src/rollup/totals.js";
import { NO_COUNTRIES } from "../../src/site/countries.js";
import { userAddresses } from "../../src/site/pages/user-addresses.js";
import { userCalendar } from "../../src/site/pages/user-calendar.js";
import { toPresenceView } from "../../src/site/pages/presence-view.js";
import { at, BERLIN, exampleInput, exampleSession, renderSite } from "../support/example-site.js";

const month = (name: string, presence: string) => ({
  month: name,
  totals: sumTotals([]),
  presence,
  lastEndSeconds: null,
  rows: "",
});

test("the calendar ends with the week of the last day on which the user was connected, and links its days", () => {
  const november = `0000000000000000010${"0".repeat(11)}`;
  const calendar = userCalendar([month("2026-11", november), month("2025-11", `4${"0".repeat(29)}`)]);
  // The 18th is a Wednesday; a year before, 17 November 2025 is the Monday of the first of 53 weeks.
  assert.equal(calendar?.lastDay, "2026-11-18");
  assert.equal(calendar.firstDay, "2025-11-17");
  assert.deepEqual(calendar.cells, [
    { day: "2026-11-18", path: "history/2026-11/18/index.html", level: 1, week: 52, weekday: 2 },
  ]);
  // The last week has no cells after that Wednesday.
  assert.deepEqual(calendar.weekCounts, [53, 53, 53, 52, 52, 52, 52]);
  assert.deepEqual(calendar.months[0], { month: "2025-12", week: 2 });
  assert.equal(calendar.months.length, 12);
  assert.equal(userCalendar([month("2026-11", "0".repeat(30))]), null);
});

test("addresses are ordered by their last day; new is what a user who is known for longer used first of late", () => {
  const calendar = makeCalendar(BERLIN);
  const uses = [
    ["192.0.2.1", 1, at("2026-11-20T10:00:00Z"), "2026-11-20"],
    ["198.51.100.4", 9, at("2026-09-01T10:00:00Z"), "2026-11-21"],
    ["203.0.113.7", 0, null, "2026-11-21"],
  ] as const;
  const shown = userAddresses(uses, calendar, NO_COUNTRIES).rows.map(({ address, isNew }) => [address, isNew]);
  assert.deepEqual(shown, [
    ["198.51.100.4", false],
    ["192.0.2.1", true],
  ]);
  assert.deepEqual(userAddresses(uses.slice(0, 1), calendar, NO_COUNTRIES).rows[0]?.isNew, false);
});

test("usual hours are the shortest part of the day with 90 % of at least 20 starts, also over midnight", () => {
  const repeat = (hour: number, count: number): readonly number[] => Array.from({ length: count }, () => hour);
  assert.equal(findUsualHours(countHours(repeat(9, 19))), null);
  assert.deepEqual(findUsualHours(countHours([...repeat(9, 18), ...repeat(15, 2)])), { fromHour: 9, untilHour: 10 });
  assert.deepEqual(findUsualHours(countHours([...repeat(9, 17), ...repeat(15, 3)])), { fromHour: 9, untilHour: 16 });
  assert.deepEqual(findUsualHours(countHours([...repeat(23, 10), ...repeat(1, 10)])), { fromHour: 23, untilHour: 26 });
});

test("the last weeks of a connected user count known days, and today as one of them", () => {
  const presence = `--0${"4".repeat(24)}`;
  const view = toPresenceView(`${presence}1`, `${"0".repeat(13)}g`);
  assert.equal(view.presentDays, 25);
  assert.equal(view.knownDays, 26);
  assert.deepEqual(
    view.paths.map(({ kind }) => kind),
    ["unknown", "p0", "p4", "p1", "traffic"],
  );
  // Cells of one kind that are beside each other are one line.
  assert.equal(view.paths.find(({ kind }) => kind === "p4")?.path, "M15 23.5h119");
  // The highest bar, of yesterday, is above the last cell but one.
  assert.equal(view.paths.find(({ kind }) => kind === "traffic")?.path, "M132 16v-16");
});

test("addresses name their countries in the site's language, where any is known", () => {
  const stay = (publicIp: string) =>
    exampleSession({
      user: "alice",
      publicIp,
      startSeconds: at("2026-11-20T08:00:00Z"),
      endSeconds: at("2026-11-20T09:00:00Z"),
    });
  const endedSessions = [stay("192.0.2.1"), stay("198.51.100.4")];
  const page = (find: (address: string) => string): string =>
    renderSite(exampleInput({ language: "de", endedSessions, countries: { key: "some", find } })).get(
      "users/alice/index.html",
    ) ?? "";
  const known = page((address) => (address === "192.0.2.1" ? "AT" : ""));
  assert.match(known, /<th scope="col">Land<\/th>/);
  assert.match(known, /<bdi>192\.0\.2\.1<\/bdi>[^]*?<td>AT <span class="muted">Österreich<\/span><\/td>/);
  assert.match(known, /<bdi>198\.51\.100\.4<\/bdi>[^]*?<td><\/td>/);
  assert.doesNotMatch(
    page(() => ""),
    /<th scope="col">Land<\/th>/,
  );
});
