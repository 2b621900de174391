import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { isInstalled } from "../support/programs.js";
import { runCli } from "../support/run-cli.js";
import { plainFilesIn } from "../support/gzip-copies.js";
import { AUTHORIZATION, makeServedPlace, openToAll, serveSite } from "../support/served-site.js";
import { skipUnless } from "../support/visible-skip.js";
import { webServerProgram } from "../support/web-server.js";

const CHECKOUT = join(import.meta.dirname, "../..");
const TYPES: Readonly<Record<string, RegExp>> = {
  html: /^text\/html/,
  svg: /^image\/svg\+xml/,
  css: /^text\/css/,
  js: /^(?:text|application)\/javascript/,
  json: /^application\/json/,
  csv: /^text\/csv/,
  // The whole name of the file for Prometheus, which refuses other types.
  metrics: /^text\/plain; version=0\.0\.4; charset=utf-8$/,
  xlsx: /^application\/vnd\.openxmlformats/,
};
for (const kind of ["nginx", "apache", "caddy"] as const) {
  const program = webServerProgram(kind);
  const skip = skipUnless(isInstalled(program), `needs ${program}`);
  describe(`a real ${program} with the config of print ${kind}`, { skip, timeout: 120_000 }, () => {
    it("serves every file of the site, with the policy that the pages need, and 304 for what did not change", async (t) => {
      const place = makeServedPlace(t);
      const { folder, out, config } = place;
      const status = join(folder, "openvpn-status.log");
      const capture = join(CHECKOUT, "test/fixtures/captures/2.6.14/tun-v2");
      const name = readdirSync(capture).find((one) => /^\d+-\d+\.status$/.test(one)) ?? "";
      cpSync(join(capture, name), status);
      const writtenSeconds = Number(/-(\d+)/.exec(name)?.[1]);
      const gen = async (seconds: number): Promise<void> => {
        const now = new Date(seconds * 1000).toISOString();
        const place_ = ["--status", status, "--history", join(folder, "history"), "--out", out];
        const run = await runCli(["gen", "--config", config, ...place_, "--now", now]);
        assert.deepEqual(run, { status: 0, stdout: "", stderr: "" });
        openToAll(out);
      };
      await gen(writtenSeconds);
      const base = await serveSite(t, kind, place, "127.0.0.0/8");

      const files = plainFilesIn(out);
      assert.ok(files.length > 20);
      for (const [path, encoding] of files.flatMap((path) => [[path, "identity"] as const, [path, "gzip"] as const])) {
        const answer = await fetch(`${base}/${path}`, { headers: { "Accept-Encoding": encoding } });
        assert.equal(answer.status, 200, path);
        const isGzipCopy = encoding === "gzip" && !path.endsWith(".xlsx");
        assert.equal(answer.headers.get("content-encoding"), isGzipCopy ? "gzip" : null, `${path} ${encoding}`);
        const { size } = statSync(join(out, isGzipCopy ? `${path}.gz` : path));
        // Caddy sends it in chunks.
        const sizeSaid = answer.headers.get("content-length");
        if (sizeSaid !== null || kind !== "caddy") assert.equal(sizeSaid, String(size), path);
        assert.deepEqual(Buffer.from(await answer.arrayBuffer()), readFileSync(join(out, path)), path);
        assert.match(answer.headers.get("content-type") ?? "", TYPES[path.split(".").at(-1) ?? ""] ?? /^$/, path);
        if (isGzipCopy) assert.match(answer.headers.get("vary") ?? "", /accept-encoding/i, path);
        const policy = path.startsWith("charts/") ? /style-src 'unsafe-inline'; sandbox$/ : /script-src 'self'/;
        assert.match(answer.headers.get("content-security-policy") ?? "", policy, path);
        const cache = path.startsWith("assets/") ? /immutable/ : /no-cache/;
        assert.match(answer.headers.get("cache-control") ?? "", cache, path);
      }
      for (const path of [".openvpn-status-site", "users/.hidden/x"]) {
        assert.equal((await fetch(`${base}/${path}`)).status, 404, "our own records are not served");
      }
      for (const path of ["charts/", "downloads/", "assets/"]) {
        const { status: code } = await fetch(`${base}/${path}`);
        assert.ok(code === 403 || code === 404, `${path}: ${code}, no list of files`);
      }
      const first = await fetch(`${base}/`);
      assert.deepEqual(Buffer.from(await first.arrayBuffer()), readFileSync(join(out, "index.html")));

      const toEtag = async (path: string, encoding: string): Promise<string> => {
        const { headers } = await fetch(`${base}/${path}`, { headers: { "Accept-Encoding": encoding } });
        return headers.get("etag") ?? "";
      };
      const known: { path: string; encoding: string; etag: string }[] = [];
      for (const encoding of ["identity", "gzip"]) {
        for (const path of ["index.html", "users/index.html"]) {
          known.push({ path, encoding, etag: await toEtag(path, encoding) });
        }
      }
      assert.equal(new Set(known.map(({ etag }) => etag)).size, known.length);
      await gen(writtenSeconds + 60);
      for (const { path, encoding, etag } of known) {
        const headers = { "If-None-Match": etag, "Accept-Encoding": encoding };
        const { status: code } = await fetch(`${base}/${path}`, { headers });
        assert.equal(code, path === "index.html" ? 200 : 304, `${path} ${encoding}: a minute has passed`);
      }
    });

    it("gives the charts' policy to charts alone, not to the pages of a user or server called charts", async (t) => {
      const place = makeServedPlace(t);
      const { folder, out, config } = place;
      const log = join(CHECKOUT, "test/fixtures/cases/25-a-user-called-charts/a.log");
      const where = ["--config", config, "--name", "charts", "--history", join(folder, "history"), "--out", out];
      const run = await runCli(["gen", "--status", log, ...where, "--now", "2026-11-21T08:00:00Z"]);
      assert.deepEqual(run, { status: 0, stdout: "", stderr: "" });
      const base = await serveSite(t, kind, place, "127.0.0.0/8");
      const toPolicy = async (path: string): Promise<string> => {
        const answer = await fetch(`${base}/${path}`);
        assert.equal(answer.status, 200, path);
        return answer.headers.get("content-security-policy") ?? "";
      };
      for (const path of [
        "users/charts/index.html",
        "servers/charts/index.html",
        "users/charts/",
        "users/index.html",
      ]) {
        assert.match(await toPolicy(path), /script-src 'self'/, path);
      }
      for (const path of ["charts/hours.svg", "charts/months.svg", "charts/hours.svg?users/charts/index.html"]) {
        assert.match(await toPolicy(path), /^default-src 'none'; style-src 'unsafe-inline'; sandbox$/, path);
      }
    });

    it("asks for a password outside the VPN", async (t) => {
      const place = makeServedPlace(t);
      writeFileSync(join(place.out, "index.html"), "the site\n");
      const base = await serveSite(t, kind, place, "10.99.0.0/24");
      const ask = async (path: string, authorization: string): Promise<number> => {
        const headers: Record<string, string> = authorization === "" ? {} : { Authorization: authorization };
        return (await fetch(`${base}/${path}`, { headers })).status;
      };
      const wrong = `Basic ${Buffer.from("admin:wrong").toString("base64")}`;
      writeFileSync(join(place.out, "metrics"), "# metrics\n");
      openToAll(place.out);
      for (const path of ["", "index.html", "metrics"]) {
        assert.equal(await ask(path, ""), 401, path);
        assert.equal(await ask(path, wrong), 401, path);
        assert.equal(await ask(path, AUTHORIZATION), 200, path);
      }
    });
  });
}
