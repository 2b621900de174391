import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toSiteInput } from "../../src/build/to-site-input.js";
import { NO_CERTIFICATES } from "../../src/site/certificates/certificates.js";
import { NO_COUNTRIES } from "../../src/site/countries.js";
import type { ObservedSource } from "../../src/history/advance-history.js";
import { NO_CLOCK } from "../../src/history/server-clock.js";
import { nextSourceRows, type SourceObservation } from "../../src/history/source-rows.js";
import type { SourceRow } from "../../src/history/source-state.js";
import { PLAIN_COMMAND } from "../../src/text/format/printed-command.js";

const NOW = Date.parse("2026-11-20T12:00:00Z") / 1000;

function makeRow(fields: Partial<SourceRow>): SourceRow {
  return {
    server: "vpn",
    source: "/run/a",
    state: "ok",
    stateSinceSeconds: NOW - 3600,
    reported: false,
    rowsReported: false,
    keepReported: false,
    ...NO_CLOCK,
    ...fields,
  };
}

function makeObservation(fields: Partial<SourceObservation>): SourceObservation {
  return { server: "vpn", source: "/run/a", state: "ok", detail: "", clock: NO_CLOCK, rowsSetAside: null, ...fields };
}

/** Three rows that differ in server or source only, each with another time. */
const KEYS = [
  { server: "vpn", source: "/run/a" },
  { server: "vpn", source: "/run/b" },
  { server: "office", source: "/run/a" },
];
const ROWS = KEYS.map((key, index) => makeRow({ ...key, stateSinceSeconds: NOW - 100 * (index + 1) }));

describe("a source's row", () => {
  it("continues that of the same server and source, of several", () => {
    const { rows } = nextSourceRows(ROWS, KEYS.map(makeObservation), NOW);
    assert.deepEqual(
      rows.map(({ stateSinceSeconds }) => NOW - stateSinceSeconds),
      [100, 200, 300],
    );
  });
  it("is shown as that of the same server and source, of several", () => {
    const observed = KEYS.map((key): ObservedSource => ({ ...key, state: "ok", detail: "" }));
    const { sources } = toSiteInput(
      {
        title: "",
        language: "en",
        dateFormat: "iso",
        command: PLAIN_COMMAND,
        timezone: "UTC",
        recentDays: 7,
        hasWall: false,
        isForOthers: false,
        staleAfterSeconds: 300,
        usersIgnoreCase: false,
      },
      { open: [], samples: [], sources: ROWS },
      observed,
      { spans: [], hours: [], exactFromSeconds: null },
      {
        aliases: { aliases: new Map(), problem: "" },
        countries: { countries: NO_COUNTRIES, problem: "" },
        certificates: { certificates: NO_CERTIFICATES, problem: "" },
      },
      NOW,
    );
    assert.deepEqual(
      sources.map(({ stateSinceSeconds }) => NOW - stateSinceSeconds),
      [100, 200, 300],
    );
  });
});

describe("a source that is new and fine", () => {
  const isFine = makeObservation({ source: "/run/new" });
  it("ends the problem of one of its server that is gone: its file was renamed", () => {
    const before = [makeRow({ source: "/run/old", state: "missing", reported: true })];
    const { notices } = nextSourceRows(before, [isFine], NOW);
    assert.deepEqual(
      notices.map((notice) => [notice.kind, notice.source]),
      [["ends", "/run/new"]],
    );
  });
  it("ends no problem of one that is still looked at, nor of another server", () => {
    const stillBad = { source: "/run/old", state: "missing" } as const;
    const before = [
      makeRow({ ...stillBad, reported: true }),
      makeRow({ server: "office", source: "/run/gone", state: "missing", reported: true }),
    ];
    const { notices } = nextSourceRows(before, [isFine, makeObservation(stillBad)], NOW);
    assert.deepEqual(notices, []);
  });
});
