import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ClientHour } from "../../src/history/monitoring.js";
import { hoursChart } from "../../src/site/charts/hours/hours-chart.js";
import { hoursFigure } from "../../src/site/charts/hours/hours-figure.js";
import { makeZone } from "../../src/status/zone.js";

const zone = makeZone("Europe/Berlin");
const PATH = "charts/hours.svg";

function hour(start: string, clients: number, monitoredSeconds = 3600, server = "berlin"): ClientHour {
  const hourStartSeconds = Date.parse(start) / 1000;
  return { server, hourStartSeconds, monitoredSeconds, clientSeconds: clients * monitoredSeconds };
}

/** The monitored cells as `weekday hour mean`, Monday 0. */
const toMeans = (hours: readonly ClientHour[]) =>
  hoursChart(hours, zone).cells.flatMap((cell) =>
    cell.meanClients === null ? [] : [`${cell.weekday} ${cell.hour} ${cell.meanClients}`],
  );

describe("the heat map of the week", () => {
  test("has a cell for each hour of each weekday from Monday on, and none is zero for want of monitoring", () => {
    const { cells, busiest, quietest, dayCount } = hoursChart([], zone);
    assert.equal(cells.length, 168);
    assert.deepEqual(cells[0], { weekday: 0, hour: 0, meanClients: null });
    assert.deepEqual(cells[167], { weekday: 6, hour: 23, meanClients: null });
    assert.ok(cells.every(({ meanClients }) => meanClients === null));
    assert.deepEqual([busiest, quietest, dayCount], [null, null, 0]);
  });

  test("takes the mean over the time that was monitored, of all weeks together", () => {
    // Saturday, 10 o'clock in Berlin.
    const hours = [hour("2026-11-14T09:00:00Z", 2, 3600), hour("2026-11-21T09:00:00Z", 8, 1200)];
    assert.deepEqual(toMeans(hours), ["5 10 3.5"]);
    assert.equal(hoursChart(hours, zone).dayCount, 2);
  });

  test("sums the means of the servers, each over its own time", () => {
    const hours = [hour("2026-11-16T23:00:00Z", 2, 3600, "a"), hour("2026-11-16T23:00:00Z", 4, 60, "b")];
    assert.deepEqual(toMeans(hours), ["1 0 6"]);
  });

  test("does not count a server beside the one whose place it took, nor one that was down in between as empty", () => {
    // Tuesdays, 0 o'clock in Berlin: "old" was renamed to "new" after the second.
    const tuesdays = ["02", "09", "16", "23"].map((day) => `2026-11-${day}T23:00:00Z`);
    const [first = "", second = "", third = "", fourth = ""] = tuesdays;
    const renamed = [hour(first, 10, 3600, "old"), hour(second, 10, 3600, "old"), hour(third, 10, 3600, "new")];
    assert.deepEqual(toMeans(renamed), ["1 0 10"]);
    const down = [first, second, third, fourth].map((start) => hour(start, 2, 3600, "a"));
    assert.deepEqual(toMeans([...down, hour(first, 4, 3600, "b"), hour(fourth, 4, 3600, "b")]), ["1 0 6"]);
  });

  test("keeps nobody connected apart from nobody looking", () => {
    assert.deepEqual(toMeans([hour("2026-11-21T09:00:00Z", 0)]), ["5 10 0"]);
  });

  test("goes by the clock on the days on which it changes", () => {
    // 2026-10-25: 2 o'clock comes twice; 2026-03-29: it does not come.
    assert.deepEqual(toMeans([hour("2026-10-25T00:00:00Z", 1), hour("2026-10-25T01:00:00Z", 3)]), ["6 2 2"]);
    assert.deepEqual(toMeans([hour("2026-03-29T00:00:00Z", 1), hour("2026-03-29T01:00:00Z", 3)]), ["6 1 1", "6 3 3"]);
  });

  test("names the first of the busiest and of the quietest hours that were monitored", () => {
    const hours = [
      hour("2026-11-16T09:00:00Z", 5),
      hour("2026-11-17T09:00:00Z", 5),
      hour("2026-11-18T02:00:00Z", 0.25),
      hour("2026-11-19T02:00:00Z", 0.25),
    ];
    assert.equal(
      hoursFigure(hoursChart(hours, zone), "en", PATH).summary,
      "Most: Monday 10:00, 5.0 on average. Fewest: Wednesday 03:00, 0.3. Mean of 4 days.",
    );
    assert.equal(
      hoursFigure(hoursChart(hours, zone), "de", PATH).summary,
      "Am vollsten: montags 10 Uhr, im Mittel 5,0. Am leersten: mittwochs 3 Uhr, 0,3. Mittel aus 4 Tagen.",
    );
  });
});

describe("the heat map's figure", () => {
  const toFigure = (hours: readonly ClientHour[]) => hoursFigure(hoursChart(hours, zone), "en", PATH);

  test("says the same in a table of hours and weekdays, with a dash where nobody looked", () => {
    const { columns, rows } = toFigure([hour("2026-11-21T09:00:00Z", 2.5), hour("2026-11-22T09:00:00Z", 0)]).table;
    assert.deepEqual(
      columns.map(({ title }) => title),
      ["Hour", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    );
    assert.equal(rows.length, 24);
    assert.deepEqual(rows[10], ["10:00", "–", "–", "–", "–", "–", "2.5", "0.0"]);
  });

  test("has a scale that begins at zero and ends at the busiest hour", () => {
    const { cells, lowest, highest, gap } = toFigure([
      hour("2026-11-21T09:00:00Z", 300),
      hour("2026-11-22T09:00:00Z", 75),
      hour("2026-11-23T09:00:00Z", 0),
    ]).drawing;
    assert.deepEqual([lowest, highest, gap], ["0", "300 on average", "not monitored"]);
    assert.deepEqual(
      cells.filter(({ share }) => share !== null).map(({ share, label }) => `${share} ${label}`),
      ["0 0", "1 300", "0.25 75"],
    );
  });

  test("says so where nothing was monitored, and where nobody was connected", () => {
    assert.equal(toFigure([]).drawing.note, "Nothing was monitored.");
    assert.match(toFigure([]).description, /Nothing was monitored\.$/);
    assert.equal(toFigure([hour("2026-11-21T09:00:00Z", 0)]).summary, "Nobody was connected. Mean of 1 day.");
  });
});
