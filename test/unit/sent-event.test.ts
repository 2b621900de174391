import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readCsv, writeCsv } from "../../src/history/csv-table.js";
import { mayHaveDue, SENT_CSV } from "../../src/history/sent-csv.js";
import {
  addDue,
  dropOtherKinds,
  forgetLeaving,
  makeSentEvent,
  markSent,
  MAX_DUE,
  type SentEvent,
} from "../../src/history/sent-event.js";
import { noChange } from "../../src/history/history-change.js";
import type { SourceRow } from "../../src/history/source-state.js";
import { NO_CLOCK } from "../../src/history/server-clock.js";
import { findDueEvents } from "../../src/site/notify/find-due-events.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { at, makeSession } from "../support/make-session.js";

const NOW = at("2026-11-21T12:00:00Z");
const DAY = 86_400;
const row = (id: string, some: Partial<SentEvent> = {}): SentEvent =>
  makeSentEvent({ id, kind: "source", seconds: NOW, ...some });
const ids = (rows: readonly SentEvent[]): readonly string[] => rows.map(({ id }) => id);
const toId = (count: number): string => `left-out-${count}`;

describe("sent.csv", () => {
  it("is read as it was written, whatever names say, and keeps columns that it does not know", () => {
    const rows = HOSTILE_NAMES.map((name, place) =>
      row(String(place), { user: name, server: name, source: name, text: name, sessionId: "s", startSeconds: NOW }),
    );
    assert.deepEqual(readCsv(SENT_CSV, writeCsv(SENT_CSV, rows)), { kind: "rows", rows });
    const text = "id,kind,time,sent,new\na,left-out,2026-11-21T12:00:00Z,,cell\n";
    assert.equal(readCsv(SENT_CSV, text).kind, "broken", "a number is missing");
    const reading = readCsv(SENT_CSV, text.replace("left-out", "source"));
    assert.ok(reading.kind === "rows");
    assert.match(writeCsv(SENT_CSV, reading.rows), /,sent,new\na,.*,,cell\n$/);
  });
  it("tells at a glance whether something is due", () => {
    const sent = row("a", { sentSeconds: NOW });
    assert.equal(mayHaveDue(writeCsv(SENT_CSV, [])), false);
    assert.equal(mayHaveDue(writeCsv(SENT_CSV, [sent, sent])), false);
    assert.equal(mayHaveDue(writeCsv(SENT_CSV, [sent, row("b"), sent])), true);
    assert.equal(mayHaveDue(writeCsv(SENT_CSV, [sent, row("b")]).trimEnd()), true);
    assert.equal(mayHaveDue(writeCsv(SENT_CSV, [row("b")]).replaceAll("\n", "\r\n")), true);
    assert.equal(mayHaveDue("id,sent,new\na,,x\n"), true, "another version's");
  });
});

describe("what is due", () => {
  it("of a kind that was switched off leaves; a notice counts as told, so that it is not found again", () => {
    const notice = row("n", { kind: "notice", user: "alice", text: "t" });
    const counted = row("c", { kind: "left-out", what: "3" });
    const told = row("t", { kind: "connect", sentSeconds: NOW - 60 });
    const rows = [counted, told, row("s"), row("d", { kind: "disconnect" }), notice];
    assert.deepEqual(dropOtherKinds(rows, ["disconnect"], NOW), [
      counted,
      told,
      row("d", { kind: "disconnect" }),
      { ...notice, text: "", sentSeconds: NOW },
    ]);
    assert.equal(
      dropOtherKinds(rows, ["source", "disconnect", "notice"], NOW),
      rows,
      "the very same: nothing is written",
    );
  });
  it("is bounded: the oldest are left out, and counted together", () => {
    const many = Array.from({ length: MAX_DUE }, (_, place) => row(String(place)));
    assert.equal(addDue(many, [], toId).length, MAX_DUE);
    const first = addDue([row("x", { sentSeconds: NOW }), ...many], [row("new"), row("newer")], toId);
    assert.deepEqual(ids(first).slice(0, 3), ["left-out-2", "x", "2"]);
    assert.deepEqual([first[0]?.what, first.at(-1)?.id], ["2", "newer"]);
    const second = addDue(first, [row("newest", { seconds: NOW + 5 })], toId);
    assert.deepEqual([ids(second).slice(0, 3), second[0]?.what], [["left-out-3", "x", "3"], "3"]);
    assert.equal(second.length, MAX_DUE + 2);
  });
  it("happens again if it had been sent", () => {
    const rows = addDue([row("a", { sentSeconds: NOW }), row("b")], [row("a")], toId);
    assert.deepEqual(rows, [row("b"), row("a")]);
  });
  it("is noted when it was sent, without what was said", () => {
    const rows = [
      row("a", { text: "x" }),
      row("b"),
      row("c", { kind: "left-out", what: "3" }),
      row("d"),
      row("e", { sentSeconds: 5 }),
    ];
    const after = markSent(rows, new Set(["a", "c", "d"]), { gone: new Set(["d"]), nowSeconds: NOW });
    assert.deepEqual(after, [row("a", { sentSeconds: NOW }), row("b"), row("e", { sentSeconds: 5 })]);
  });
  it("is remembered for a while: notices as long as they may be found again", () => {
    const notice = (id: string, seconds: number, sentSeconds: number | null): SentEvent =>
      row(id, { kind: "notice", seconds, sentSeconds });
    const others = Array.from({ length: 600 }, (_, place) => row(`o${place}`, { sentSeconds: NOW }));
    const rows = [
      notice("old", NOW - 4 * DAY, NOW - 4 * DAY),
      notice("late", NOW - 4 * DAY, NOW - DAY),
      notice("ahead", NOW + 20 * DAY, NOW - 10 * DAY),
      notice("due", NOW - 9 * DAY, null),
      ...others,
    ];
    const after = ids(markSent(rows, new Set(), { gone: new Set(), nowSeconds: NOW }));
    assert.deepEqual(after.slice(0, 4), ["late", "ahead", "due", "o100"]);
    assert.equal(after.length, 503);
  });
  it("leaves with the sessions that it is about, and with those of its user", () => {
    const session = makeSession({ user: "alice", commonName: "Alice", username: "al", startSeconds: NOW });
    const rows = [
      row("its", { sessionId: session.id }),
      row("other", { sessionId: "x" }),
      row("user", { user: "ALICE" }),
      row("username", { user: "al" }),
      row("bob", { user: "bob" }),
      row("none"),
    ];
    const isGone = ({ id }: { readonly id: string }): boolean => id === session.id;
    assert.deepEqual(ids(forgetLeaving(rows, { isGone, sessions: [session] })), ["other", "bob", "none"]);
    const trouble = row("source", { source: "/b.log", text: 'got "Alice"' });
    assert.deepEqual(forgetLeaving([trouble], { isGone, sessions: [session] }), [{ ...trouble, text: "" }]);
    const nameless = { ...session, user: "", commonName: "", username: "" };
    assert.equal(forgetLeaving(rows, { isGone: () => false, sessions: [nameless] }).length, rows.length);
  });
});

describe("what a change makes due", () => {
  const KINDS = ["connect", "disconnect", "source"] as const;
  const session = (id: string, endSeconds: number | null = null) =>
    makeSession({ id, user: id, startSeconds: NOW - 600, endSeconds });
  const source = (state: SourceRow["state"], some: Partial<SourceRow> = {}): SourceRow => ({
    ...NO_CLOCK,
    server: "berlin",
    source: "/b.log",
    state,
    stateSinceSeconds: NOW,
    reported: false,
    rowsReported: false,
    keepReported: false,
    ...some,
  });
  const find = (
    before: { readonly open?: readonly ReturnType<typeof session>[]; readonly sources?: readonly SourceRow[] },
    change: object,
    kinds: readonly (typeof KINDS)[number][] = KINDS,
  ): readonly string[] => {
    const known = { open: [], sources: [], ...before };
    const after = { ...noChange(known), ...change };
    return findDueEvents(known, after, kinds, () => "why").map(
      ({ kind, sessionId, what, text }) => `${kind} ${sessionId}${what}${text === "" ? "" : `: ${text}`}`,
    );
  };
  it("is who comes and goes, in the order of time", () => {
    assert.deepEqual(find({ open: [session("a")] }, { open: [session("b")], ended: [session("a", NOW - 60)] }), [
      "connect b",
      "disconnect a",
    ]);
    assert.deepEqual(find({ open: [session("a")] }, { open: [session("b")], ended: [session("a", NOW - 700)] }), [
      "disconnect a",
      "connect b",
    ]);
    assert.deepEqual(find({}, { ended: [session("c", NOW)] }), ["connect c", "disconnect c"], "that no run has seen");
    assert.deepEqual(find({ open: [session("a")] }, { ended: [session("a", NOW)] }, ["connect"]), []);
  });
  it("is nothing of a session that is taken back, or of whose end more becomes known", () => {
    assert.deepEqual(find({}, { open: [session("a")], removed: [session("a", NOW)] }), []);
    assert.deepEqual(find({}, { ended: [session("a", NOW)], removed: [session("a", NOW)] }), []);
  });
  it("is a source in another state, and one that is new if it is not ok", () => {
    const ok = source("ok");
    assert.deepEqual(find({ sources: [ok] }, { sources: [source("stale")] }), ["source stale: why"]);
    assert.deepEqual(find({ sources: [ok] }, { sources: [{ ...ok, reported: true }] }), []);
    assert.deepEqual(find({ sources: [source("stale")] }, { sources: [ok] }), ["source ok: why"]);
    assert.deepEqual(find({}, { sources: [ok] }), []);
    assert.deepEqual(find({}, { sources: [source("missing")] }), ["source missing: why"]);
    assert.deepEqual(
      find({}, { sources: [source("missing", { server: "", source: "" })] }),
      [],
      "there is none at all",
    );
    assert.deepEqual(find({ sources: [ok] }, { sources: [ok, source("missing", { source: "/c.log" })] }), [
      "source missing: why",
    ]);
  });
});
