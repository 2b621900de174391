import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderNotifyEvent } from "../../src/render/notify-json.js";
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
  it("names the site with its emoji, and with what is hidden in its title", () => {
    const event = tell("gap", "");
    assert.ok(event !== null);
    const line = renderNotifyEvent(event, { title: "👩\u200d👧 a\u200db", secret: "a" });
    assert.equal((JSON.parse(line) as { readonly site: string }).site, "👩\u200d👧 a(U+200D)b");
  });
});
