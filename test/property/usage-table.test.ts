import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { indexAll } from "../support/full-index.js";
import { sumTotals, type Totals } from "../../src/rollup/totals.js";
import { usageTable } from "../../src/site/downloads/usage-table.js";
import { toInput, arbitrarySessions } from "../support/arbitrary-sessions.js";

const RUN_COUNT = 1000;

function known(totals: readonly (Totals | null)[]): readonly Totals[] {
  return totals.filter((each) => each !== null);
}

test(`in ${RUN_COUNT} histories users × days add up to users' months, days and the month, to the byte and the second`, () => {
  let cellCount = 0;
  fc.assert(
    fc.property(fc.array(arbitrarySessions, { maxLength: 30 }), (all) => {
      const index = indexAll(toInput(all));
      for (const entry of index.months.values()) {
        const table = usageTable(index, entry);
        cellCount += table.users.length * table.days.length;
        for (const row of table.users) {
          const ofMonth = index.users.get(row.user)?.months.find(({ month }) => month === entry.month)?.totals;
          assert.deepEqual(sumTotals(known(row.days)), ofMonth);
          assert.deepEqual(row.total, ofMonth);
          assert.deepEqual(row.total, entry.users.get(row.user)?.totals);
        }
        for (const [place, day] of table.days.entries()) {
          const ofDay = index.days.get(day)?.totals;
          const cells = known(table.users.map((row) => row.days[place] ?? null));
          assert.deepEqual(cells.length === 0 ? undefined : sumTotals(cells), ofDay);
          assert.deepEqual(table.total.days[place] ?? undefined, ofDay);
        }
        assert.deepEqual(table.total.total, entry.totals);
        assert.deepEqual(sumTotals(known(table.total.days)), entry.totals);
        assert.deepEqual([...entry.users.keys()].sort(), table.users.map(({ user }) => user).sort());
      }
    }),
    { numRuns: RUN_COUNT },
  );
  assert.ok(cellCount > 10_000);
});
