import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { at } from "../support/make-session.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';

describe("the admin's own appearance", () => {
  it("is published among the assets and on every page, in both languages, and a change of it reaches them", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(
      join(folder, "vpn.status"),
      writeStatus({ updatedSeconds: at("2026-11-21T12:00:00Z"), clients: [] }, { version: 2, release: "2.6" }),
    );
    writeFileSync(join(folder, "firm.svg"), SVG);
    writeFileSync(join(folder, "firm.css"), "main{color:teal}");
    const gen = async (language: string, accent = "#7a3e9d"): Promise<void> => {
      const keys = `language = "${language}"\naccent = "${accent}"\nlogo = "firm.svg"\nstylesheet = "firm.css"\n`;
      writeFileSync(join(folder, "c.toml"), `${keys}[[server]]\nstatus = "vpn.status"\n`);
      const { status, stderr } = await runCli(["gen", "--config", "c.toml", "--now", "2026-11-21T12:00:30Z"], {
        cwd: folder,
      });
      assert.deepEqual([status, stderr], [0, ""]);
    };
    const read = (path: string): string => readFileSync(join(folder, "out", path), "utf8");
    for (const language of ["en", "de"]) {
      await gen(language);
      for (const page of ["index.html", "users/index.html"]) {
        const html = read(page);
        const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = ""]) =>
          href.replace("../", ""),
        );
        assert.deepEqual(
          styles.map((path) => path.replace(/\.[0-9a-f]{10}/, "")),
          ["assets/site.css", "assets/accent.css", "assets/own.css"],
        );
        assert.equal(read(styles[2] ?? ""), "main{color:teal}");
        assert.match(read(styles[1] ?? ""), /#7a3e9d/);
        const [, logo = ""] = /<img class="logo" src="(?:\.\.\/)?([^"]+)" alt="">/.exec(html) ?? [];
        assert.equal(read(logo), SVG);
        assert.match(html, /default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;/);
      }
    }
    writeFileSync(join(folder, "firm.css"), "main{color:navy}");
    await gen("de");
    const own = readdirSync(join(folder, "out/assets")).filter((name) => name.startsWith("own."));
    assert.equal(own.filter((name) => name.endsWith(".css")).length, 1, own.join());
    assert.ok(read("users/index.html").includes(own[0]?.replace(/\.gz$/, "") ?? "?"));
  });

  it("is refused as a whole if a file of it cannot be used: exit code 78, and the site stays", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(
      join(folder, "vpn.status"),
      writeStatus({ updatedSeconds: at("2026-11-21T12:00:00Z"), clients: [] }, { version: 2, release: "2.6" }),
    );
    writeFileSync(join(folder, "firm.svg"), SVG.replace("<path", "<script/><path"));
    writeFileSync(join(folder, "c.toml"), 'logo = "firm.svg"\n[[server]]\nstatus = "vpn.status"\n');
    const { status, stderr } = await runCli(["gen", "--config", "c.toml", "--now", "2026-11-21T12:00:30Z"], {
      cwd: folder,
    });
    assert.equal(status, 78, stderr);
    assert.match(stderr, /firm\.svg" has scripts/);
  });
});
