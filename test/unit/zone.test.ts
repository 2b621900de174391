import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findInstants, makeZone } from "../../src/status/zone.js";

const at = (iso: string): number => Date.parse(iso) / 1000;

describe("a zone's offset", () => {
  it("is Intl's own, each quarter of an hour of two years, in zones with odd offsets and changes", () => {
    for (const name of [
      "UTC",
      "Etc/GMT",
      "Europe/Berlin",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "Pacific/Apia",
    ]) {
      const zone = makeZone(name);
      const format = new Intl.DateTimeFormat("sv-SE", { timeZone: name, dateStyle: "short", timeStyle: "medium" });
      for (let seconds = at("2011-12-01T00:00:00Z"); seconds < at("2013-12-01T00:00:00Z"); seconds += 6300) {
        const local = Date.parse(`${format.format(seconds * 1000).replace(" ", "T")}Z`) / 1000;
        assert.equal(zone.utcOffsetSecondsAt(seconds), local - seconds, `${name} ${seconds}`);
      }
    }
  });
  it("is refused for a zone that does not exist", () => {
    assert.throws(() => makeZone("Mars/Phobos"), RangeError);
  });
});

describe("a local time", () => {
  const berlin = makeZone("Europe/Berlin");
  it("is one instant on most days, none in the skipped hour, two in the repeated one", () => {
    assert.deepEqual(findInstants(berlin, at("2026-11-21T12:00:00Z")), [at("2026-11-21T11:00:00Z")]);
    assert.deepEqual(findInstants(berlin, at("2026-03-29T02:30:00Z")), []);
    assert.deepEqual(findInstants(berlin, at("2026-10-25T02:30:00Z")), [
      at("2026-10-25T00:30:00Z"),
      at("2026-10-25T01:30:00Z"),
    ]);
  });
});
