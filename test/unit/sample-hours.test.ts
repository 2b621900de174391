import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { noChange, type OldSamples } from "../../src/history/history-change.js";
import { toMonitoredSpans } from "../../src/history/monitored-hours.js";
import { NO_CLOCK } from "../../src/history/server-clock.js";
import type { SourceRow } from "../../src/history/source-state.js";
import { findCutRows } from "../../src/io/history/cut-rows.js";
import { historyFiles } from "../../src/io/history/history-files.js";
import { commitChange } from "../../src/io/history/journal.js";
import { readMonitoring } from "../../src/io/history/read-monitoring.js";
import { makeZone } from "../../src/status/zone.js";
import { tempFolder } from "../support/temp-folder.js";

const SAMPLES_HEADER = "time,server,clients,bytes_received,bytes_sent\n";
const HOURS_HEADER = "time,server,peak,bytes_received,bytes_sent,seconds_covered\n";

const at = (iso: string): number => Date.parse(iso) / 1000;

class Folder {
  readonly path: string;

  constructor(test: TestContext) {
    this.path = tempFolder(test);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  /** Samples every ten minutes, each with so many clients and bytes. */
  samples(day: string, fromTime: string, toTime: string, clients = 2, more = ""): void {
    let text = SAMPLES_HEADER;
    for (let time = at(`${day}T${fromTime}Z`); time <= at(`${day}T${toTime}Z`); time += 600) {
      text += `${new Date(time * 1000).toISOString().slice(0, 19)}Z,vpn,${clients},600,1200\n`;
    }
    this.write(`samples/${day}.csv`, text + more);
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), "utf8");
  }

  days(): readonly string[] {
    return readdirSync(join(this.path, "samples")).filter((name) => name.endsWith(".csv"));
  }

  /** Makes the change of a run whose last snapshot, and that of the run before it, was at a time. */
  run(iso: string, oldSamples: OldSamples | null = { staleAfterSeconds: 900, firstHoursDay: "" }): void {
    const sources: readonly SourceRow[] = [
      {
        ...{ server: "vpn", source: "/run/a", state: "ok", stateSinceSeconds: at(iso), reported: false },
        ...{ rowsReported: false, keepReported: false },
        ...NO_CLOCK,
        snapshotSeconds: at(iso),
      },
    ];
    commitChange(this.path, historyFiles(this.path, noChange({ open: [], sources })));
    const files = historyFiles(this.path, {
      ...noChange({ open: [], sources }),
      ...(oldSamples === null ? {} : { oldSamples }),
    });
    this.cut = findCutRows(this.path, files);
    commitChange(this.path, files);
  }

  cut: readonly string[] = [];
}

describe("samples that are older than 62 days", () => {
  it("become one row an hour, together with the day after them", (t) => {
    const folder = new Folder(t);
    folder.samples("2026-09-18", "22:05:00", "23:55:00");
    folder.samples("2026-09-19", "00:05:00", "00:55:00", 3);
    folder.samples("2026-09-20", "00:05:00", "00:55:00", 4);
    folder.run("2026-11-19T12:00:00Z");
    assert.deepEqual(folder.days(), ["2026-09-18.csv", "2026-09-19.csv", "2026-09-20.csv"]);
    folder.run("2026-11-20T12:00:00Z");
    assert.deepEqual(folder.days(), ["2026-09-19.csv", "2026-09-20.csv"]);
    const hours = [
      "2026-09-18T22:00:00Z,vpn,2,3900,7800,3300",
      "2026-09-18T23:00:00Z,vpn,2,3600,7200,3600",
      // The client of 23:55 counts up to 0:05, and so does its traffic.
      "2026-09-19T00:00:00Z,vpn,3,3300,6600,3300",
    ];
    assert.equal(folder.read("samples/hours/2026-09.csv"), `${HOURS_HEADER}${hours.join("\n")}\n`);
  });

  it("are summed once, whatever the day", (t) => {
    const folder = new Folder(t);
    for (const day of ["2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02"])
      folder.samples(day, "00:00:00", "23:50:00");
    folder.run("2026-12-01T12:00:00Z");
    folder.run("2026-12-02T12:00:00Z");
    assert.deepEqual(folder.days(), ["2026-10-01.csv", "2026-10-02.csv"]);
    const rows = (month: string): readonly string[] =>
      folder.read(`samples/hours/${month}.csv`).trim().split("\n").slice(1);
    assert.deepEqual([rows("2026-09").length, rows("2026-10").length], [48, 24]);
    const traffic = [...rows("2026-09"), ...rows("2026-10")].map((row) => Number(row.split(",")[3]));
    // Of three days, and of the last ten minutes before the fourth one: there, nobody knows of earlier traffic.
    assert.equal(
      traffic.reduce((sum, bytes) => sum + bytes, 0),
      3 * 144 * 600 + 600,
    );
    folder.run("2026-12-02T13:00:00Z");
    assert.deepEqual([rows("2026-09").length, rows("2026-10").length], [48, 24]);
  });

  it("stay as they are in a change that is not a run's", (t) => {
    const folder = new Folder(t);
    folder.samples("2026-01-01", "00:00:00", "23:50:00");
    folder.run("2026-11-20T12:00:00Z", null);
    assert.deepEqual(folder.days(), ["2026-01-01.csv"]);
  });

  it("are not summed where sessions are not kept so long, and hours leave with them, day by day", (t) => {
    const folder = new Folder(t);
    folder.write("samples/hours/2026-07.csv", `${HOURS_HEADER}2026-07-31T23:00:00Z,vpn,1,0,0,3600\n`);
    const kept = "2026-08-10T00:00:00Z,vpn,1,0,0,3600,x\n";
    folder.write(
      "samples/hours/2026-08.csv",
      `${HOURS_HEADER.trim()},more\n2026-08-09T23:00:00Z,vpn,1,0,0,3600,y\n${kept}`,
    );
    folder.samples("2026-09-01", "00:00:00", "01:00:00");
    folder.run("2026-11-20T12:00:00Z", { staleAfterSeconds: 900, firstHoursDay: "2026-08-10" });
    assert.deepEqual(readdirSync(join(folder.path, "samples/hours")).sort(), ["2026-08.csv", "2026-09.csv"]);
    assert.equal(folder.read("samples/hours/2026-08.csv"), `${HOURS_HEADER.trim()},more\n${kept}`);

    folder.samples("2026-09-02", "00:00:00", "01:00:00");
    folder.run("2026-11-20T12:00:00Z", { staleAfterSeconds: 900, firstHoursDay: "2026-11-01" });
    assert.deepEqual(folder.days(), []);
    assert.deepEqual(readdirSync(join(folder.path, "samples/hours")), []);
  });

  it("are summed in the order of time and of servers, whatever order they are in", (t) => {
    const folder = new Folder(t);
    const rows = ["01:30:00Z,vpn,1,7,0", "01:20:00Z,vpn,2,5,0", "01:20:00Z,office,1,1,1", "01:20:00Z,vpn,3,4,0"];
    folder.write("samples/2026-09-02.csv", `${SAMPLES_HEADER}${rows.map((row) => `2026-09-02T${row}\n`).join("")}`);
    folder.write("samples/hours/notes.csv", "not ours\n");
    folder.run("2026-11-20T12:00:00Z");
    assert.equal(
      folder.read("samples/hours/2026-09.csv"),
      `${HOURS_HEADER}2026-09-02T01:00:00Z,office,1,1,1,0\n2026-09-02T01:00:00Z,vpn,3,16,0,600\n`,
    );
  });

  it("replace a row that a full disk has cut off, and say so", (t) => {
    const folder = new Folder(t);
    folder.write("samples/hours/2026-09.csv", `${HOURS_HEADER}2026-09-01T00:00:00Z,vpn,1,0,0,3600\n2026-09-01T01:0`);
    folder.samples("2026-09-02", "00:00:00", "00:50:00");
    folder.run("2026-11-20T12:00:00Z");
    assert.deepEqual(folder.cut, ["samples/hours/2026-09.csv"]);
    assert.equal(
      folder.read("samples/hours/2026-09.csv"),
      `${HOURS_HEADER}2026-09-01T00:00:00Z,vpn,1,0,0,3600\n2026-09-02T00:00:00Z,vpn,2,3600,7200,3000\n`,
    );
    folder.write("samples/hours/2026-09.csv", `${HOURS_HEADER}2026-09-01T00:00:00Z,vpn,1,0,0,3600\n2026-09-02T01:0`);
    folder.samples("2026-09-03", "00:00:00", "00:50:00");
    folder.run("2026-11-20T12:00:00Z", { staleAfterSeconds: 900, firstHoursDay: "2026-09-02" });
    assert.deepEqual(folder.cut, ["samples/hours/2026-09.csv"], "where hours are removed, too");
  });

  it("are found by their names, and a file that is not understood stops the run and stays", (t) => {
    const folder = new Folder(t);
    folder.write(
      "samples/hours/2026-09.csv",
      "server,time,peak,seconds_covered,bytes_sent,bytes_received\nvpn,2026-09-01T00:00:00Z,1,x,0,0\n",
    );
    folder.samples("2026-09-02", "00:00:00", "00:50:00");
    assert.throws(() => {
      folder.run("2026-11-20T12:00:00Z");
    }, /2026-09\.csv.*line 2.*seconds_covered/s);
    assert.deepEqual(folder.days(), ["2026-09-02.csv"]);
  });
});

describe("when servers were monitored before the samples that are kept", () => {
  const context = {
    nowSeconds: at("2026-11-20T12:00:00Z"),
    zone: makeZone("UTC"),
    staleAfterSeconds: 900,
    programVersion: "1",
    ignoreCache: false,
  };
  const read = (folder: Folder) => {
    const { spans, exactFromSeconds } = readMonitoring(folder.path, [], context);
    const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19);
    return {
      spans: spans.map(({ server, startSeconds, endSeconds }) => [server, iso(startSeconds), iso(endSeconds)]),
      exactFrom: exactFromSeconds === null ? null : iso(exactFromSeconds),
    };
  };

  it("is read again where another file of the same size and time has replaced one", (t) => {
    const folder = new Folder(t);
    folder.samples("2026-09-18", "20:05:00", "21:05:00");
    folder.write("samples/hours/2025-01.csv", `${HOURS_HEADER}2025-01-01T10:00:00Z,vpn,1,0,0,3600\n`);
    const replace = (file: string, from: string, to: string): void => {
      const path = join(folder.path, file);
      utimesSync(path, 1e9, 1e9);
      read(folder);
      folder.write(`${file}.new`, readFileSync(path, "utf8").replaceAll(from, to));
      utimesSync(`${path}.new`, 1e9, 1e9);
      renameSync(`${path}.new`, path);
    };
    replace("samples/2026-09-18.csv", "T20:", "T19:");
    replace("samples/hours/2025-01.csv", "T10:", "T11:");
    assert.deepEqual(read(folder).spans, [
      ["vpn", "2025-01-01T11:00:00", "2025-01-01T12:00:00"],
      ["vpn", "2026-09-18T19:05:00", "2026-09-18T19:55:00"],
      ["vpn", "2026-09-18T21:05:00", "2026-09-18T21:05:00"],
    ]);
  });

  it("is known by the hour, and goes on in the samples without a hole", (t) => {
    const folder = new Folder(t);
    folder.samples("2026-09-18", "20:05:00", "23:55:00");
    folder.samples("2026-09-19", "00:05:00", "23:55:00");
    folder.samples("2026-09-20", "00:05:00", "00:55:00");
    assert.equal(read(folder).exactFrom, null);
    folder.run("2026-11-20T12:00:00Z");
    assert.deepEqual(read(folder), {
      spans: [["vpn", "2026-09-18T20:05:00", "2026-09-20T00:55:00"]],
      exactFrom: "2026-09-20T00:00:00",
    });
    // Read from the cache, and again where a file has changed.
    assert.deepEqual(read(folder), read(folder));
    const writeThen = (time: string): void => {
      folder.write("samples/hours/2025-01.csv", `${HOURS_HEADER}2025-01-01T${time}Z,vpn,1,0,0,3600\n`);
      utimesSync(join(folder.path, "samples/hours/2025-01.csv"), 1e9, 1e9);
    };
    writeThen("00:00:00");
    assert.deepEqual(read(folder).spans[0], ["vpn", "2025-01-01T00:00:00", "2025-01-01T01:00:00"]);

    writeThen("07:00:00");
    assert.equal(read(folder).spans[0]?.[1], "2025-01-01T00:00:00");
    context.ignoreCache = true;
    assert.equal(read(folder).spans[0]?.[1], "2025-01-01T07:00:00");
  });

  it("keeps the length of long gaps, and calls no hour a gap in which someone looked", () => {
    const hour = (time: string, secondsCovered: number, server = "vpn") => {
      const timeSeconds = at(`2026-09-18T${time}:00:00Z`);
      return { timeSeconds, server, peak: 0, bytesReceived: 0, bytesSent: 0, secondsCovered };
    };
    const toSpans = (...hours: readonly ReturnType<typeof hour>[]) =>
      toMonitoredSpans(hours).map(({ server, startSeconds, endSeconds }) =>
        [server, ...[startSeconds, endSeconds].map((seconds) => (seconds - at("2026-09-18T00:00:00Z")) / 3600)].join(
          " ",
        ),
      );
    assert.deepEqual(toSpans(hour("03", 3600), hour("01", 3600), hour("02", 60)), ["vpn 1 4"]);
    assert.deepEqual(toSpans(hour("01", 3600), hour("02", 1800), hour("05", 900), hour("06", 3600)), [
      "vpn 1 2.5",
      "vpn 5.75 7",
    ]);
    assert.deepEqual(toSpans(hour("01", 1800), hour("02", 1800, "other")), ["vpn 1 2", "other 2 3"]);
  });
});
