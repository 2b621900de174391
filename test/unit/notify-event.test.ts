import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeSentEvent } from "../../src/history/sent-event.js";
import { NO_COUNTRIES } from "../../src/site/countries.js";
import { toNotifyEvent } from "../../src/site/notify/notify-event.js";

describe("what a command is told of a notice", () => {
  const tell = (what: string, user: string) =>
    toNotifyEvent(makeSentEvent({ id: "x", kind: "notice", seconds: 1, what, user, text: "is odd" }), {
      aliases: new Map([["carol", "Carol C."]]),
      countries: NO_COUNTRIES,
      language: "en",
      findSession: () => undefined,
    });
  it("has its user, who may have no name, or is about none", () => {
    const about = (what: string, user: string) => {
      const event = tell(what, user);
      return [event?.user, event?.alias, event?.title, event?.text];
    };
    assert.deepEqual(about("back", "carol"), ["carol", "Carol C.", "carol (Carol C.): is odd", "Back"]);
    assert.deepEqual(about("back", ""), ["", "", "(no name): is odd", "Back"]);
    assert.deepEqual(about("gap", ""), [null, null, "is odd", "Gap"]);
    assert.deepEqual(about("server-certificate", ""), [null, null, "is odd", "Certificate of a server or its CA"]);
    assert.equal(tell("of-a-newer-version", ""), null);
  });
});
