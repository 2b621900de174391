import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { indexLive, toLivePart, type LivePart } from "../../src/build/live-part.js";
import { newestFirst } from "../../src/history/newest-first.js";
import { countedUntil } from "../../src/history/counted-from.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { openMonthNotices } from "../../src/build/month-notices.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { recordedDays } from "../../src/site/charts/recorded-days.js";
import { outdatedAfterSeconds } from "../../src/site/freshness.js";
import { toLiveFacts } from "../../src/site/to-live-facts.js";
import { makeLiveCharts } from "../../src/site/charts/site-charts.js";
import type { SlowDownload } from "../../src/site/downloads/slow-downloads.js";
import { toPastWeek } from "../../src/site/past-week.js";
import { toWeekRecord } from "../../src/site/week-record.js";
import { indexSite } from "../../src/site/index-site.js";
import { livePages } from "../../src/site/pages/list-live-pages.js";
import type { LiveIndex } from "../../src/site/site-index.js";
import type { SiteInput } from "../../src/site/site-input.js";
import { siteStatus } from "../../src/site/site-status.js";
import { makeZone } from "../../src/status/zone.js";
import { pasts } from "../support/arbitrary-past.js";
import { exampleInput, NOW_SECONDS } from "../support/example-site.js";
import { indexAll } from "../support/full-index.js";
import { rollUpFolder, toSettings } from "../support/rolled-history.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

const SLOW: SlowDownload = {
  stem: "downloads/openvpn-history_all",
  builtSeconds: NOW_SECONDS,
  sessionCount: 5001,
  key: "a key",
  isOutdated: true,
};

/** What the live pages and `status.json` say. */
function toModels(input: SiteInput, index: LiveIndex): unknown {
  const pages = livePages(input, index, makeLiveCharts(input, index)).map(({ path, charts, makeModel }) => [
    path,
    makeModel(charts.map(({ makeFigure }) => makeFigure())),
  ]);
  return [pages, siteStatus(input, index)];
}

test("live pages that are made of what was remembered say the same as those of the whole history", (t) => {
  const folder = join(tempFolderInMemory(t), "history");
  const aliases = new Map([["alice", "Alice A."]]);
  let [recentCount, compactCount, noticeCount] = [0, 0, 0];
  fc.assert(
    fc.property(pasts(), fc.nat(10_000), fc.integer({ min: 1, max: 40 }), (past, dice, recentDays) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const last = past.sessions[dice % Math.max(1, past.sessions.length)];
      const nowSeconds = (last === undefined ? NOW_SECONDS : countedUntil(last)) + dice;
      const sessions = past.sessions.filter((session) => countedUntil(session) <= nowSeconds).sort(newestFirst);
      const ids = new Set(sessions.map(({ id }) => id));
      const usage = past.usage.filter(({ id }) => ids.has(id));
      const [open, ended] = [true, false].map((isOpen) =>
        sessions.filter(({ endSeconds }) => (endSeconds === null) === isOpen),
      ) as [typeof sessions, typeof sessions];
      writeHistory(folder, { ended, open, usage });

      const zone = makeZone(past.zoneName);
      const calendar = makeCalendar(zone);
      const rolledUp = rollUpFolder(toSettings(folder, { config: { timezone: past.zoneName }, nowSeconds }));
      const { rollup, reader } = rolledUp;
      const more = { zone, nowSeconds, recentDays, aliases, endedSessions: ended, usage };
      const input = exampleInput({ ...more, openSessions: open });
      const slowDownloads = new Map([[SLOW.stem, SLOW]]);
      const index = { ...indexSite(input, calendar, rollup), slowDownloads };
      const gaps = monitoringGaps(input.monitored, outdatedAfterSeconds(input));
      const notices = openMonthNotices(reader, rolledUp, index, {
        gaps,
        countries: input.countries,
        ignoreCache: true,
      });
      const pastWeek = toPastWeek(input.samples, index.today, { calendar, staleAfterSeconds: input.staleAfterSeconds });
      const weekRecord = toWeekRecord(pastWeek, (month) => reader.readMonth(month).sessions, calendar);
      const facts = toLiveFacts(input, index, recordedDays(input.monitored, zone, index), notices.find, {
        pastWeek,
        weekRecord,
      });
      noticeCount += facts.notices.length;
      const part = JSON.parse(JSON.stringify(toLivePart(input, index, reader, facts))) as LivePart;

      // The day may go on, and running sessions move more.
      const isSameDay = calendar.toDay(nowSeconds + 60) === calendar.toDay(nowSeconds);
      const running = open.map((session) => {
        return { ...session, bytesReceived: session.bytesReceived === null ? null : session.bytesReceived + dice };
      });
      const later = exampleInput({ ...more, openSessions: running, nowSeconds: nowSeconds + (isSameDay ? 60 : 0) });
      for (const one of [input, later]) {
        const whole = { ...indexAll(one), slowDownloads };
        assert.deepEqual(toModels(one, indexLive(one, part, calendar)), toModels(one, whole));
      }
      if (part.ended.length > 0) recentCount += 1;
      if (part.usage.length < usage.length) compactCount += 1;
    }),
    { numRuns: 60 },
  );
  assert.ok(recentCount > 20 && compactCount > 20, `${recentCount} recent, ${compactCount} compact`);
  assert.ok(noticeCount > 0, `${noticeCount} notices`);
});
