import assert from "node:assert/strict";
import { test } from "node:test";
import { userInFileName } from "../../src/site/downloads/download-file-name.js";
import { toSlug } from "../../src/rollup/slug.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { at, exampleInput, exampleSession, renderSite } from "../support/example-site.js";

function toFileName(user: string): string {
  return userInFileName({ user, slug: toSlug(user) });
}

/** The names of the user's downloads, as a page's links suggest them. */
function readSuggested(html: string | undefined, user: string): readonly string[] {
  const stem = `openvpn-history_${toSlug(user)}`;
  return [...(html ?? "").matchAll(/<a [^>]*>/g)]
    .map(([tag]) => ({ href: /href="([^"]*)"/.exec(tag)?.[1] ?? "", name: /download="([^"]*)"/.exec(tag)?.[1] ?? "" }))
    .filter(({ href }) => href.includes(`downloads/${stem}.`) || href.includes(`downloads/${stem}_`))
    .map(({ name }) => name);
}

function toInput(users: readonly string[]): ReturnType<typeof exampleInput> {
  return exampleInput({
    openSessions: users.map((user) =>
      exampleSession({ user, startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: null }),
    ),
    endedSessions: users.map((user) => exampleSession({ user, startSeconds: at("2026-11-20T08:00:00Z") })),
  });
}

test("a user's downloads are saved under the user's name", () => {
  const users = ["alice", "foo@example.com", "Bob, Smith", "..", "Jane & <Co>/x", "\u202eevil"];
  const pages = renderSite(toInput(users));
  const suggested = (user: string) => readSuggested(pages.get(`users/${toSlug(user)}/index.html`), user);
  assert.deepEqual(suggested("foo@example.com"), [
    "openvpn-history_foo@example.com.xlsx",
    "openvpn-history_foo@example.com.csv",
    "openvpn-history_foo@example.com_open.xlsx",
    "openvpn-history_foo@example.com_open.csv",
    "openvpn-history_foo@example.com_closed.xlsx",
    "openvpn-history_foo@example.com_closed.csv",
  ]);
  assert.deepEqual(
    users.map((user) => suggested(user)[0]),
    [
      "openvpn-history_alice.xlsx",
      "openvpn-history_foo@example.com.xlsx",
      "openvpn-history_Bob, Smith.xlsx",
      "openvpn-history___.xlsx",
      "openvpn-history_Jane &amp; _Co__x.xlsx",
      "openvpn-history_(U+202E)evil.xlsx",
    ],
  );
  // The script of the overview's filter takes the path's name where it is the same.
  const overview = pages.get("index.html");
  assert.deepEqual(readSuggested(overview, "alice"), ["", "", ""]);
  assert.deepEqual(readSuggested(overview, "foo@example.com"), [
    "openvpn-history_foo@example.com.xlsx",
    "openvpn-history_foo@example.com_open.xlsx",
    "openvpn-history_foo@example.com_closed.xlsx",
  ]);
});

test("downloads of everyone and of a month are saved under the names of their files", () => {
  const pages = renderSite(toInput(["Bob, Smith"]));
  for (const path of ["index.html", "history/index.html", "history/2026-11/index.html", "users/index.html"]) {
    const [, list = ""] = /<section class="downloads"([^]*?)<\/section>/.exec(pages.get(path) ?? "") ?? [];
    const links = [...list.matchAll(/href="[^"]*\/([^"/]*)" download="([^"]*)"/g)];
    assert.ok(links.length > 0, path);
    for (const [, file, suggested] of links) assert.equal(suggested, file);
  }
});

test("what no file name can have is replaced, and the rest of a name can still be read", () => {
  const expected: readonly (readonly [user: string, inFileName: string])[] = [
    ["AC/DC", "AC_DC"],
    ['a\\b:c*d?e"f<g>h|i', "a_b_c_d_e_f_g_h_i"],
    ["../../etc/passwd", ".._.._etc_passwd"],
    [" Bob ", "Bob"],
    ["..", "__"],
    [".", "_"],
    ["...a", "...a"],
    ["\u202eevil\u2066", "(U+202E)evil(U+2066)"],
    ["tab\tnul\0", "tab(U+0009)nul(U+0000)"],
    ["日本語", "日本語"],
    ["alice", "alice"],
  ];
  for (const [user, inFileName] of expected) assert.equal(toFileName(user), inFileName);
  assert.equal(toFileName(""), toSlug(""));
  assert.equal(toFileName("  "), toSlug("  "));
});

test("every name gives a file name that is short enough and that every system takes", () => {
  for (const user of HOSTILE_NAMES) {
    const name = toFileName(user);
    assert.ok(name.length > 0 && Buffer.byteLength(name) <= 200, user);
    assert.doesNotMatch(name, /[\p{C}/\\:*?"<>|]/u);
    assert.ok(!/^\.+$/.test(name));
  }
  assert.equal(toFileName("ü".repeat(2000)), "ü".repeat(100));
  assert.equal(toFileName(`${"x".repeat(199)}ü`), "x".repeat(199));
});
