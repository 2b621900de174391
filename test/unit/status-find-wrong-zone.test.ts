import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findWrongZone } from "../../src/status/find-wrong-zone.js";
import { makeZone } from "../../src/status/zone.js";

const WRITTEN = Date.parse("2026-05-14T10:10:00Z") / 1000;
const [utc, berlin] = [makeZone("UTC"), makeZone("Europe/Berlin")];

describe("the zone of a version 1 log", () => {
  it("is wrong where its time differs by quarters of an hour from when it was written, by up to 14 h", () => {
    for (const minutes of [15, 30, 45, 60, 5 * 60 + 45, 14 * 60]) {
      for (const sign of [1, -1]) {
        for (const seconds of [-5, 0, 5]) {
          const found = findWrongZone(WRITTEN + sign * minutes * 60 + seconds, WRITTEN, utc);
          assert.deepEqual([found?.aheadSeconds, found?.utcOffsetSeconds], [sign * minutes * 60, sign * minutes * 60]);
        }
      }
    }
  });

  it("may be right else", () => {
    for (const seconds of [0, 5, -5, 60, 894, 906, 3594, 3606, -3594, -3606, 14 * 3600 + 900, 86_400]) {
      assert.equal(findWrongZone(WRITTEN + seconds, WRITTEN, utc), undefined, String(seconds));
    }
  });

  it("is suggested by what fits at that time of the year", () => {
    // In New York it is four hours less than UTC in May, five in January.
    assert.deepEqual(findWrongZone(WRITTEN - 4 * 3600, WRITTEN, utc)?.fitting, ["America/New_York"]);
    const january = Date.parse("2026-01-14T10:10:00Z") / 1000;
    assert.deepEqual(findWrongZone(january - 5 * 3600, january, utc)?.fitting, ["America/New_York", "America/Bogota"]);
    assert.deepEqual(findWrongZone(WRITTEN + 5.5 * 3600, WRITTEN, utc)?.fitting, ["Asia/Kolkata"]);
    // Read as Berlin's, two hours more than UTC, a log of UTC seems to be two hours old.
    const found = findWrongZone(WRITTEN - 2 * 3600, WRITTEN, berlin);
    assert.deepEqual([found?.utcOffsetSeconds, found?.fitting[0]], [0, "UTC"]);
  });

  it("has a well-known zone to suggest for every offset that places have", () => {
    for (const written of [WRITTEN, Date.parse("2026-01-14T10:10:00Z") / 1000]) {
      const offsets = new Set(
        Intl.supportedValuesOf("timeZone")
          .filter((name) => !name.startsWith("Antarctica/"))
          .map((name) => makeZone(name).utcOffsetSecondsAt(written))
          .filter((seconds) => seconds !== 0),
      );
      const without = [...offsets].filter(
        (seconds) => (findWrongZone(written + seconds, written, utc)?.fitting ?? []).length === 0,
      );
      assert.deepEqual(without, []);
    }
  });
});
