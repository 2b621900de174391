import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { allEnded } from "../../src/history/ended-sessions.js";
import { groupBy } from "../../src/history/group-by.js";
import { newestFirst } from "../../src/history/newest-first.js";
import type { Session } from "../../src/history/session.js";
import { openStoredHistory } from "../../src/io/history/stored-history.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { buildMonth } from "../../src/rollup/month-entry.js";
import { rollUpMonth } from "../../src/rollup/month-rollup.js";
import { sessionShares } from "../../src/rollup/session-shares.js";
import { mergeRollups, toSiteRollup } from "../support/merge-rollups.js";
import { makeZone } from "../../src/status/zone.js";
import { pasts, type Past } from "../support/arbitrary-past.js";
import { NOW_SECONDS } from "../support/example-site.js";
import { OwnCalendar } from "../support/own-calendar.js";
import { readUser, rollUpFolder, toSettings } from "../support/rolled-history.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

const NAMING = { userFrom: "common_name", usersIgnoreCase: false } as const;

type Step =
  | { readonly kind: "end" | "pass" | "midnight" | "lose-day" | "lose-cache"; readonly dice: number }
  | { readonly kind: "come"; readonly past: Past };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("end", "pass", "pass", "midnight", "lose-day", "lose-cache"),
    dice: fc.nat(10_000),
  }),
  pasts(3).map((past): Step => ({ kind: "come", past })),
);

function pickFile(folder: string, dice: number): string | null {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(?:csv|json)$/.test(name),
  );
  return names.length === 0 ? null : join(folder, names.sort()[dice % names.length] ?? "");
}

/** Does to a history what one step says. */
function take(folder: string, one: Step, number: number, zoneName: string): void {
  const { open } = openStoredHistory(folder, NOW_SECONDS, 3, NAMING);
  const calendar = OwnCalendar.of(zoneName);
  if (one.kind === "come") {
    const rename = <T extends { readonly id: string }>(row: T): T => ({ ...row, id: `${number}-${row.id}` });
    const sessions = one.past.sessions.map(rename);
    writeHistory(folder, {
      ended: sessions.filter(({ endSeconds }) => endSeconds !== null),
      open: [...open, ...sessions.filter(({ endSeconds }) => endSeconds === null)],
      usage: one.past.usage.map(rename),
    });
    return;
  }
  const chosen = open[one.dice % Math.max(1, open.length)];
  const others = open.filter((session) => session !== chosen);
  switch (one.kind) {
    case "end":
      if (chosen !== undefined) {
        writeHistory(folder, { ended: [{ ...chosen, endSeconds: chosen.lastSeenSeconds }], open: others });
      }
      return;
    case "pass":
    case "midnight":
      if (chosen !== undefined) {
        const { id, user, server, lastSeenSeconds } = chosen;
        const day = calendar.toDay(lastSeenSeconds);
        const midnight = calendar.toDayStart(calendar.nextDay(day));
        const isOver = one.kind === "midnight";
        const seconds = isOver
          ? midnight + (one.dice % 3600)
          : Math.min(midnight - 1, lastSeenSeconds + (one.dice % 1200));
        const usage = isOver ? [{ day, id, user, server, bytesReceived: one.dice, bytesSent: 1 }] : [];
        writeHistory(folder, { ended: [], open: [...others, { ...chosen, lastSeenSeconds: seconds }], usage });
      }
      return;
    case "lose-day":
    case "lose-cache": {
      const from = { "lose-day": "sessions", "lose-cache": "cache" }[one.kind];
      mkdirSync(join(folder, from), { recursive: true });
      const file = pickFile(join(folder, from), one.dice);
      if (file !== null) rmSync(file);
    }
  }
}

test("a history that is rolled up after each change comes to what one that is rolled up at once does", (t) => {
  const folder = join(tempFolderInMemory(t), "history");
  let [lazyCount, runCount] = [0, 0];
  fc.assert(
    fc.property(pasts(8), fc.array(step, { minLength: 1, maxLength: 8 }), ({ zoneName, sessions, usage }, steps) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const isOpen = ({ endSeconds }: Session): boolean => endSeconds === null;
      writeHistory(folder, { ended: sessions.filter((one) => !isOpen(one)), open: sessions.filter(isOpen), usage });
      const settings = toSettings(folder, { config: { timezone: zoneName } });
      rollUpFolder(settings);
      const calendar = makeCalendar(makeZone(zoneName));
      for (const [number, one] of steps.entries()) {
        take(folder, one, number, zoneName);
        const rolled = rollUpFolder(settings);
        const { rollup, monthsRead } = rolled;

        const history = openStoredHistory(folder, NOW_SECONDS, 3, NAMING);
        const all = [...history.open, ...allEnded(history.ended)].sort(newestFirst);
        const usageById = groupBy(history.ended.findUsage(all), ({ id }) => id);
        const months = new Set(
          all.flatMap((session) =>
            sessionShares(session, usageById.get(session.id), calendar).map(({ day }) => day.slice(0, 7)),
          ),
        );
        const whole = mergeRollups(
          [...months].map((month) => toSiteRollup(rollUpMonth(buildMonth(month, all, usageById, calendar), calendar))),
        );
        assert.deepEqual(rollup, whole, JSON.stringify(one));
        for (const { user } of rollup.users) {
          const wanted = all.filter((session) => session.user === user && !isOpen(session));
          const read = readUser(rolled, user);
          assert.deepEqual(read.sessions.map(({ id }) => id).sort(), wanted.map(({ id }) => id).sort());
          for (const { id } of wanted) assert.deepEqual(read.usage.get(id), usageById.get(id));
        }
        runCount += 1;
        if (new Set(monthsRead).size < months.size) lazyCount += 1;
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(lazyCount > runCount / 4, `${lazyCount} of ${runCount} runs left months unread`);
});
