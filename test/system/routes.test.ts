import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseStatus } from "../../src/index.js";
import { runCli, type CliRun } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";

const CAPTURES = join(import.meta.dirname, "../fixtures/captures");
const DONE: CliRun = { status: 0, stdout: "", stderr: "" };

/** The rows of the tables of routes, each as its cells' texts. */
function routeRows(html: string): readonly (readonly string[])[] {
  const section = html.slice(html.indexOf("<h2>Routes</h2>"), html.indexOf("<h2>Months</h2>"));
  return [...section.matchAll(/<tr><th scope="row">[^]*?<\/tr>/g)].map(([row]) =>
    row.split(/<\/t[hd]>/).map((cell) =>
      cell
        .replaceAll("<wbr>", "")
        .replace(/<[^>]*>/g, " ")
        .trim()
        .split(/\s+/)
        .join(" "),
    ),
  );
}

for (const release of ["2.4.12", "2.6.14", "2.7.6"]) {
  for (const version of [1, 2, 3]) {
    describe(`gen on what a real OpenVPN ${release} with iroutes wrote, status-version ${version}`, () => {
      it("shows the networks behind the right client, and only there", async (t) => {
        const folder = tempFolder(t);
        const [status, out] = [join(folder, "site-to-site.log"), join(folder, "out")];
        cpSync(join(CAPTURES, release, `ccd-v${version}`, "last.status"), status);
        const { updatedAt } = parseStatus(readFileSync(status));
        const gen = (laterSeconds: number): Promise<CliRun> => {
          const now = new Date(updatedAt.getTime() + laterSeconds * 1000).toISOString();
          const folders = ["--history", join(folder, "history"), "--out", out];
          const args = ["gen", "--status", status, ...folders, "--now", now, "--timezone", "UTC", "-q"];
          return runCli(args, { env: { TZ: "UTC" } });
        };
        assert.deepEqual(await gen(5), DONE);
        const page = (): string => readFileSync(join(out, "servers/site-to-site/index.html"), "utf8");
        const rows = routeRows(page());
        const scheme = release === "2.7.6" ? "udp4:" : "";
        assert.deepEqual(
          rows.map((cells) => cells.slice(0, -3).concat(cells.at(-3)?.replace(/:\d+$/, "") ?? "")),
          [
            [
              "alice",
              "192.168.9.0/24 fd00:9::/64",
              "192.168.9.5 fd00:9::5",
              "10.8.0.2 fd00:8::1000",
              `${scheme}203.0.113.10`,
            ],
            ["bob", "10.8.0.3 fd00:8::1001", `${scheme}203.0.113.11`],
            ["foo@example.com", "10.8.0.4 fd00:8::1002", `${scheme}203.0.113.12`],
          ],
        );
        for (const cells of rows) assert.match(cells.at(-2) ?? "", /^2026-11-21 22:\d\d$/);
        assert.doesNotMatch(page(), /notice overlap/);

        rmSync(status);
        assert.equal((await gen(65)).status, 66);
        assert.match(page(), /Routes unknown/);
        assert.doesNotMatch(page(), /192\.168\.9/);
      });
    });
  }
}
