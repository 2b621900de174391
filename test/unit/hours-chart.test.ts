import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ClientHour } from "../../src/history/monitoring.js";
import { toHoursChart } from "../../src/site/charts/hours/hours-chart.js";
import { toHoursFigure } from "../../src/site/charts/hours/hours-figure.js";
import { makeZone } from "../../src/status/zone.js";

const zone = makeZone("Europe/Berlin");
const PATH = "charts/hours.svg";

function hour(start: string, clients: number, monitoredSeconds = 3600, server = "berlin"): ClientHour {
  const hourStartSeconds = Date.parse(start) / 1000;
  return { server, hourStartSeconds, monitoredSeconds, clientSeconds: clients * monitoredSeconds };
}

/** The monitored cells as `weekday hour mean`, Monday 0. */
const toMeans = (hours: readonly ClientHour[]) =>
  toHoursChart(hours, zone).cells.flatMap((cell) =>
    cell.meanClients === null ? [] : [`${cell.weekday} ${cell.hour} ${cell.meanClients}`],
  );

describe("the heat map of the week", () => {
  test("has a cell for each hour of each weekday from Monday on, and none is zero for want of monitoring", () => {
    const { cells, busiest, quietest, dayCount } = toHoursChart([], zone);
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
    assert.equal(toHoursChart(hours, zone).dayCount, 2);
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
      toHoursFigure(toHoursChart(hours, zone), "en", PATH).summary,
      "Busiest: Monday 10:00, 5.0 on average · quietest: Wednesday 3:00, 0.3 · mean of 4 days",
    );
    assert.equal(
      toHoursFigure(toHoursChart(hours, zone), "de", PATH).summary,
      "Am vollsten: montags 10 Uhr, im Mittel 5,0 · am leersten: mittwochs 3 Uhr, 0,3 · Mittel aus 4 Tagen",
    );
  });
});

describe("the heat map's figure", () => {
  const toFigure = (hours: readonly ClientHour[]) => toHoursFigure(toHoursChart(hours, zone), "en", PATH);

  test("says the same in a table of hours and weekdays, with a dash where nobody looked", () => {
    const { table } = toFigure([hour("2026-11-21T09:00:00Z", 2.5), hour("2026-11-22T09:00:00Z", 0)]);
    assert.ok(table !== null);
    const { columns, rows } = table;
    assert.deepEqual(
      columns.map(({ title }) => title),
      ["Hour", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    );
    assert.equal(rows.length, 24);
    assert.deepEqual(rows[10], ["10:00", "–", "–", "–", "–", "–", "2.5", "0.0"]);
  });

  test("has five steps from the lowest mean to the highest, and its own sign for nobody and for no data", () => {
    const { drawing, legend } = toFigure([
      hour("2026-11-20T09:00:00Z", 0),
      hour("2026-11-21T09:00:00Z", 300),
      hour("2026-11-22T09:00:00Z", 250),
      hour("2026-11-22T10:00:00Z", 259.9),
      hour("2026-11-22T11:00:00Z", 260),
      hour("2026-11-23T09:00:00Z", 289),
    ]);
    assert.deepEqual(
      drawing.cells.filter(({ step }) => step !== null).map(({ step, label }) => `${step} ${label}`),
      ["4 289", "0 0", "5 300", "1 250", "1 260", "2 260"],
    );
    assert.deepEqual(
      legend.map(({ sign, label }) => `${sign} ${label}`),
      [
        "0 nobody",
        "1 250.0–260.0",
        "2 260.0–270.0",
        "3 270.0–280.0",
        "4 280.0–290.0",
        "5 290.0–300.0 clients on average",
        "gap no data",
      ],
    );
  });

  test("has one step where all means are the same, and none where nobody was connected", () => {
    const same = toFigure([hour("2026-11-21T09:00:00Z", 2), hour("2026-11-22T09:00:00Z", 2)]);
    assert.deepEqual(
      same.legend.map(({ sign, label }) => `${sign} ${label}`),
      ["5 2.0 clients on average", "gap no data"],
    );
    const nobody = toFigure([hour("2026-11-21T09:00:00Z", 0)]);
    assert.deepEqual(
      nobody.legend.map(({ sign }) => sign),
      [0, "gap"],
    );
    assert.deepEqual(toFigure([]).legend, []);
  });

  test("says so where nothing was monitored, and where nobody was connected", () => {
    assert.equal(toFigure([]).drawing.note, "No data for this period");
    assert.match(toFigure([]).description, /No data for this period$/);
    assert.equal(toFigure([hour("2026-11-21T09:00:00Z", 0)]).summary, "Nobody was connected · mean of 1 day");
  });
});
