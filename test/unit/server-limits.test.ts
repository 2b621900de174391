import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeSite } from "../../src/commands/check/judge-site.js";
import { toLiveNotices } from "../../src/site/notices/live-notices.js";
import { siteStatus } from "../../src/site/site-status.js";
import { commandTextsIn } from "../../src/text/i18n/command-texts.js";
import { messagesIn } from "../../src/text/i18n/messages.js";
import { exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE, renderSite } from "../support/example-site.js";
import { indexAll, type FullInput } from "../support/full-index.js";
import type { SourceView } from "../../src/site/site-input.js";

function inputOf(count: number, some: Partial<SourceView>, more: Partial<FullInput> = {}): FullInput {
  const openSessions = Array.from({ length: count }, (_, place) =>
    exampleSession({ user: `u${place}`, id: `s${place}`, startSeconds: NOW_SECONDS - 600, endSeconds: null }),
  );
  return exampleInput({ sources: [{ ...OK_SOURCE, ...some }], openSessions, ...more });
}

const textsOf = (input: FullInput): readonly string[] =>
  toLiveNotices(input, indexAll(input)).troubles.map(({ server, text }) => `${server} ${text}`);

describe("a server that takes only so many clients", () => {
  const limits = { maxClients: 50, poolSize: null };
  it("has a notice when it is nearly full, in words of what runs out first", () => {
    assert.deepEqual(textsOf(inputOf(45, { limits })), ["berlin is nearly full: 45 of at most 50 clients"]);
    assert.deepEqual(textsOf(inputOf(45, { limits: { maxClients: null, poolSize: 50 } })), [
      "berlin is nearly full: 45 clients, and 50 addresses for them",
    ]);
    assert.deepEqual(textsOf(inputOf(45, { limits: { maxClients: 100, poolSize: 50 } })), [
      "berlin is nearly full: 45 clients, and 50 addresses for them",
    ]);
    assert.deepEqual(textsOf(inputOf(45, { limits: { maxClients: 50, poolSize: 250 } })), [
      "berlin is nearly full: 45 of at most 50 clients",
    ]);
    assert.deepEqual(textsOf(inputOf(45, { limits }, { language: "de" })), [
      "berlin ist fast voll: 45 von höchstens 50 Clients",
    ]);
  });
  it("is full from 100 % on, and above that the config has a number that is too low", () => {
    const said = (count: number, maxClients: number | null, poolSize: number | null, language: "en" | "de" = "en") =>
      textsOf(inputOf(count, { limits: { maxClients, poolSize } }, { language })).join("\n");
    assert.equal(said(49, 50, null), "berlin is nearly full: 49 of at most 50 clients");
    assert.equal(said(50, 50, null), "berlin is full: 50 of at most 50 clients");
    assert.equal(said(50, null, 50), "berlin is full: 50 clients, and 50 addresses for them");
    assert.equal(
      said(51, 50, null),
      "berlin is full: 51 of at most 50 clients: max_clients in the config is lower than OpenVPN's own limit",
    );
    assert.equal(
      said(51, null, 50),
      "berlin is full: 51 clients, and 50 addresses for them: pool_size in the config is lower than what OpenVPN has",
    );
    assert.equal(said(1, 1, null), "berlin is full: 1 of at most 1 client");
    assert.equal(said(1, null, 1), "berlin is full: 1 client, and 1 address for it");
    assert.equal(said(50, 50, null, "de"), "berlin ist voll: 50 von höchstens 50 Clients");
    assert.equal(said(1, 1, null, "de"), "berlin ist voll: 1 von höchstens 1 Client");
    assert.equal(said(1, null, 1, "de"), "berlin ist voll: 1 Client, und 1 Adresse dafür");
    assert.equal(said(45, null, 50, "de"), "berlin ist fast voll: 45 Clients, und 50 Adressen dafür");
    assert.equal(
      said(51, 50, null, "de"),
      "berlin ist voll: 51 von höchstens 50 Clients: max_clients in der Konfiguration ist kleiner als die eigene Grenze von OpenVPN",
    );
    assert.equal(
      said(51, null, 50, "de"),
      "berlin ist voll: 51 Clients, und 50 Adressen dafür: pool_size in der Konfiguration ist kleiner als das, was OpenVPN hat",
    );
  });
  it("is not while there is room, nor where the limit or who is connected is not known", () => {
    assert.deepEqual(textsOf(inputOf(44, { limits })), []);
    assert.deepEqual(textsOf(inputOf(45, {})), []);
    const stale = textsOf(inputOf(45, { limits, state: "stale" }));
    assert.equal(stale.length, 1);
    assert.doesNotMatch(stale[0] ?? "", /full/);
    assert.deepEqual(textsOf(inputOf(45, { limits, server: "hamburg" })), [], "they are connected to another one");
  });
  it("shows its share on its own page, and on no other", () => {
    const pages = renderSite(inputOf(23, { limits: { maxClients: 50, poolSize: 250 } }));
    const text = (path: string): string => (pages.get(path) ?? "").replace(/\s+/g, " ");
    assert.match(text("servers/berlin/index.html"), /<dt>Clients<\/dt><dd>23 of 50 \(46 %\)<\/dd>/);
    assert.match(text("servers/berlin/index.html"), /<dt>Addresses for clients<\/dt><dd>23 of 250 \(9 %\)<\/dd>/);
    assert.doesNotMatch(text("index.html"), /23 of 50/);
    const without = renderSite(inputOf(23, {})).get("servers/berlin/index.html") ?? "";
    assert.doesNotMatch(without, new RegExp(messagesIn("en").serverPage.addresses));
  });
  it("is in status.json, and a warning of check", () => {
    const statusOf = (count: number) => {
      const input = inputOf(count, { limits });
      return siteStatus(input, indexAll(input)).notices;
    };
    const found = statusOf(50).filter(({ kind }) => kind === "nearly-full");
    assert.deepEqual(found, [
      {
        kind: "nearly-full",
        server: "berlin",
        user: null,
        seconds: null,
        text: "is full: 50 of at most 50 clients",
      },
    ]);
    assert.equal(statusOf(10).filter(({ kind }) => kind === "nearly-full").length, 0);
    const check = (notices: readonly { kind: string; server: string | null; text: string }[]) =>
      judgeSite(
        {
          read: {
            kind: "status",
            status: {
              generated: NOW_SECONDS,
              stale_after_seconds: 300,
              sources: [{ server: "berlin", state: "ok", detail: "", advice: null, rows_set_aside: [] }],
              notices: [...notices],
              clients: [],
            },
          },
          lastRun: null,
          lastNotify: null,
          expected: [],
          nowSeconds: NOW_SECONDS,
          language: "en",
        },
        commandTextsIn("en").check,
      );
    assert.deepEqual(check(found).level, "WARNING");
    assert.deepEqual(check(found).texts, ["berlin is full: 50 of at most 50 clients"]);
    assert.equal(check([{ kind: "new-address", server: null, text: "x" }]).level, "OK");
  });
});
