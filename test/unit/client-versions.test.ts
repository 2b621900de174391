import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clientVersions } from "../../src/site/pages/client-versions.js";
import { indexAll } from "../support/full-index.js";
import { exampleInput, exampleSession, renderSite } from "../support/example-site.js";

type Use = readonly [user: string, version: string, platform: string];

const input = (...uses: readonly Use[]): ReturnType<typeof exampleInput> =>
  exampleInput({
    endedSessions: uses.map(([user, clientVersion, platform]) => exampleSession({ user, clientVersion, platform })),
  });
const rows = (...uses: readonly Use[]): readonly string[] =>
  clientVersions({ language: "en" }, indexAll(input(...uses))).map(
    ({ version, platform, isOutdated, users }) =>
      `${version} ${platform} ${users.map(({ name }) => name).join()}${isOutdated ? " outdated" : ""}`,
  );

describe("the clients of all users", () => {
  it("are grouped by version and platform, the newest version first", () => {
    assert.deepEqual(
      rows(["bob", "2.6.9", "win"], ["alice", "2.6.10", "linux"], ["carol", "2.6.9", "win"], ["dave", "", "win"]),
      ["2.6.10 Linux alice", "2.6.9 Windows bob,carol"],
    );
  });
  it("are outdated if another user has a newer minor release of OpenVPN 2, on any platform", () => {
    assert.deepEqual(rows(["a", "2.6.1", "linux"], ["b", "2.6.14", "win"], ["c", "2.5.11", "win"]), [
      "2.6.14 Windows b",
      "2.6.1 Linux a",
      "2.5.11 Windows c outdated",
    ]);
  });
  it("are compared by platform from OpenVPN 3 on, and never with OpenVPN 2", () => {
    assert.deepEqual(
      rows(["a", "3.11.3", "android"], ["b", "3.8.5", "ios"], ["c", "3.8.2", "android"], ["d", "2.6.1", "linux"]),
      ["3.11.3 Android a", "3.8.5 iOS b", "3.8.2 Android c outdated", "2.6.1 Linux d"],
    );
  });
  it("are not outdated because of a release that is not finished, or of a version without a release", () => {
    assert.deepEqual(
      rows(
        ["a", "2.7_beta1", "linux"],
        ["b", "2.6.1", "linux"],
        ["c", "3.git::d3f8b18b", "foo"],
        ["d", "2.6_git", "x"],
      ),
      ["3.git::d3f8b18b foo c", "2.7_beta1 Linux a", "2.6.1 Linux b", "2.6_git x d"],
    );
  });
  it("are on the users page only if a version is known, and escaped", () => {
    const page = (...uses: readonly Use[]): string => renderSite(input(...uses)).get("users/index.html") ?? "";
    assert.doesNotMatch(page(["alice", "", "win"]), /<h2>Clients<\/h2>/);
    const html = page(["alice", "<b>2.5.1", "<i>"], ["bob", "2.6.1", "win"], ["carol", "2.5.1", "win"]);
    assert.match(html, /<h2>Clients<\/h2>/);
    assert.match(html, /<bdi>&lt;b&gt;2\.5\.1<\/bdi>/);
    assert.match(html, /<bdi>2\.5\.1<\/bdi> <span class="tag nowrap">outdated<\/span>/);
    assert.match(html, /<a href="carol\/index\.html"><bdi>carol<\/bdi><\/a>/);
    assert.doesNotMatch(html, /<b>|<i>/);
  });
});
