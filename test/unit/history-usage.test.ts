import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeClient } from "../support/make-client.js";
import { HistoryRun } from "../support/run-history.js";

const at = (iso: string): number => Date.parse(iso) / 1000;
const tunnel = (received: number): ReturnType<typeof makeClient> =>
  makeClient({ name: "branch", since: at("2026-11-20T10:00:00Z"), received, sent: received * 2 });
const rows = (run: HistoryRun): unknown[] =>
  run.known.usage.map(({ day, bytesReceived, bytesSent }) => [day, bytesReceived, bytesSent]);

describe("a session that outlives a midnight", () => {
  it("gets a row for the day that ended, with its total at the last proof before midnight", () => {
    const run = new HistoryRun().see(at("2026-11-20T23:58:00Z"), [tunnel(100)]);
    run.see(at("2026-11-20T23:59:00Z"), [tunnel(150)]).see(at("2026-11-21T00:00:00Z"), [tunnel(160)]);
    assert.deepEqual(rows(run), [["2026-11-20", 150, 300]]);
  });
  it("gets the next day's total less the rows it has", () => {
    const run = new HistoryRun().see(at("2026-11-20T23:59:00Z"), [tunnel(150)]);
    run.see(at("2026-11-21T00:00:00Z"), [tunnel(160)]).see(at("2026-11-21T23:59:00Z"), [tunnel(1000)]);
    run.see(at("2026-11-22T00:01:00Z"), [tunnel(1001)]);
    assert.deepEqual(rows(run), [
      ["2026-11-20", 150, 300],
      ["2026-11-21", 850, 1700],
    ]);
  });
  it("gets no row for the days on which nobody looked: their traffic shows up in the next total", () => {
    const run = new HistoryRun().see(at("2026-11-20T12:00:00Z"), [tunnel(150)]);
    run.see(at("2026-11-23T12:00:00Z"), [tunnel(900)]).see(at("2026-11-24T00:01:00Z"), [tunnel(901)]);
    assert.deepEqual(rows(run), [
      ["2026-11-20", 150, 300],
      ["2026-11-23", 750, 1500],
    ]);
  });
  it("gets one row for a day on which it moved nothing", () => {
    const run = new HistoryRun().see(at("2026-11-20T23:59:00Z"), [tunnel(150)]);
    run.see(at("2026-11-21T12:00:00Z"), [tunnel(150)]).see(at("2026-11-22T12:00:00Z"), [tunnel(150)]);
    assert.deepEqual(rows(run), [
      ["2026-11-20", 150, 300],
      ["2026-11-21", 0, 0],
    ]);
  });
  it("gets no row for a last proof by a clock that was not set yet, and the whole total with the next one", () => {
    const run = new HistoryRun().see(at("1970-01-01T00:05:00Z"), [tunnel(150)]);
    run.see(at("2026-11-21T12:00:00Z"), [tunnel(900)]).see(at("2026-11-22T12:00:00Z"), [tunnel(901)]);
    assert.deepEqual(rows(run), [["2026-11-21", 900, 1800]]);
  });
  it("gets a row of nothing, not of less, where its earlier rows come to more than it has moved", () => {
    const run = new HistoryRun().see(at("2026-11-21T12:00:00Z"), [tunnel(150)]);
    const [session] = run.known.open;
    const row = { day: "2026-11-20", id: session?.id ?? "", user: "branch", server: "vpn" };
    run.known = { ...run.known, usage: [{ ...row, bytesReceived: 151, bytesSent: 301 }] };
    run.see(at("2026-11-22T12:00:00Z"), [tunnel(160)]);
    assert.deepEqual(rows(run).slice(1), [["2026-11-21", 0, 0]]);
  });
  it("counts midnights in the site's zone", () => {
    const run = new HistoryRun({ zone: "Europe/Berlin" }).see(at("2026-11-20T22:59:00Z"), [tunnel(150)]);
    run.see(at("2026-11-20T23:00:00Z"), [tunnel(160)]);
    assert.deepEqual(rows(run), [["2026-11-20", 150, 300]]);
  });
  it("gets no row if nothing proves that it outlived the midnight", () => {
    const run = new HistoryRun().see(at("2026-11-20T23:59:00Z"), [tunnel(150)]);
    run.see(at("2026-11-21T00:00:00Z"), []);
    assert.deepEqual(rows(run), []);
    assert.equal(run.known.ended.size, 1);
  });
  it("gets no row for days before it was first seen", () => {
    const run = new HistoryRun().see(at("2026-11-22T12:00:00Z"), [tunnel(5000)]);
    run.see(at("2026-11-22T12:01:00Z"), [tunnel(5001)]);
    assert.deepEqual(rows(run), []);
  });
});
