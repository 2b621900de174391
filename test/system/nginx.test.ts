import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { isInstalled, PROGRAM_PATH } from "../support/programs.js";
import { runCli } from "../support/run-cli.js";
import { plainFilesIn } from "../support/gzip-copies.js";
import { tempFolder } from "../support/temp-folder.js";
import { skipUnless } from "../support/visible-skip.js";

const CHECKOUT = join(import.meta.dirname, "../..");
const skip = skipUnless(isInstalled("nginx"), "needs nginx");

/** The README's server block, on another port and folder, and without the password file that only an admin has. */
function readmeServerBlock(port: number, root: string): string {
  const readme = readFileSync(join(CHECKOUT, "README.md"), "utf8");
  const block = /```nginx\n([^]*?)```/.exec(readme)?.[1];
  assert.ok(block !== undefined, "the README has an nginx block");
  const changed = block
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace(/root [^;]+;/, `root ${root};`)
    .replace("allow 10.8.0.0/24;", "allow 127.0.0.0/8;")
    .replace(/auth_basic_user_file [^;]+;/, "auth_basic off;")
    .replace(/auth_basic "[^"]*";/, "");
  assert.notEqual(changed, block);
  return changed;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A real nginx with the README's configuration over a folder. @returns its base URL */
async function serve(t: TestContext, folder: string, root: string): Promise<string> {
  const port = await freePort();
  const config = join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const types = "types { text/html html; text/css css; image/svg+xml svg; text/csv csv; }";
  const http = `access_log off; default_type application/octet-stream; ${types} ${temporary.join(" ")}`;
  // As the user that runs the tests, who owns the files; an admin gives out nginx's group instead.
  const user = process.getuid?.() === 0 ? "user root;" : "";
  writeFileSync(
    config,
    `${user} daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {}\nhttp { ${http}\n${readmeServerBlock(port, root)} }\n`,
  );
  const nginx = spawn("nginx", ["-c", config, "-p", folder], {
    env: { ...process.env, PATH: PROGRAM_PATH },
    stdio: "ignore",
  });
  t.after(async () => {
    nginx.kill("SIGTERM");
    if (nginx.exitCode === null) await once(nginx, "close");
  });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(base).then(
        () => true,
        () => false,
      )
    )
      return base;
    await sleep(50);
  }
  throw new Error(`nginx does not answer:\n${readFileSync(join(folder, "error.log"), "utf8")}`);
}

describe("a real nginx with the README's configuration", { skip, timeout: 60_000 }, () => {
  it("serves every file of the site, with the policy that the pages need, and 304 for what did not change", async (t) => {
    const folder = tempFolder(t);
    chmodSync(folder, 0o755);
    const out = join(folder, "out");
    const status = join(folder, "openvpn-status.log");
    const capture = join(CHECKOUT, "test/fixtures/captures/2.6.14/tun-v2");
    const name = readdirSync(capture).find((one) => /^\d+-\d+\.status$/.test(one)) ?? "";
    cpSync(join(capture, name), status);
    const writtenSeconds = Number(/-(\d+)/.exec(name)?.[1]);
    mkdirSync(join(folder, "nginx"));
    const gen = async (seconds: number): Promise<void> => {
      const now = new Date(seconds * 1000).toISOString();
      const history = join(folder, "history");
      const run = await runCli(["gen", "--status", status, "--history", history, "--out", out, "--now", now]);
      assert.deepEqual(run, { status: 0, stdout: "", stderr: "" });
    };
    await gen(writtenSeconds);
    const base = await serve(t, join(folder, "nginx"), out);

    const files = plainFilesIn(out);
    assert.ok(files.length > 20);
    for (const [path, encoding] of files.flatMap((path) => [[path, "identity"] as const, [path, "gzip"] as const])) {
      const answer = await fetch(`${base}/${path}`, { headers: { "Accept-Encoding": encoding } });
      assert.equal(answer.status, 200, path);
      const isGzipCopy = encoding === "gzip" && !path.endsWith(".xlsx");
      assert.equal(answer.headers.get("content-encoding"), isGzipCopy ? "gzip" : null, path);
      const { size } = statSync(join(out, isGzipCopy ? `${path}.gz` : path));
      assert.equal(answer.headers.get("content-length"), String(size), path);
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), readFileSync(join(out, path)), path);
      const policy = path.startsWith("charts/") ? /style-src 'unsafe-inline'; sandbox$/ : /script-src 'self'/;
      assert.match(answer.headers.get("content-security-policy") ?? "", policy, path);
    }
    assert.notEqual((await fetch(`${base}/.openvpn-status-site`)).status, 200, "our own records are not served");

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
      const { status } = await fetch(`${base}/${path}`, { headers });
      assert.equal(status, path === "index.html" ? 200 : 304, `${path} ${encoding}: a minute has passed`);
    }
  });

  it("gives the charts' policy to charts alone, not to the pages of a user or server called charts", async (t) => {
    const folder = tempFolder(t);
    chmodSync(folder, 0o755);
    const { log, now } = {
      log: join(CHECKOUT, "test/fixtures/cases/25-a-user-called-charts/a.log"),
      now: "2026-11-21T08:00:00Z",
    };
    const out = join(folder, "out");
    const place = ["--name", "charts", "--history", join(folder, "history"), "--out", out, "--timezone", "UTC"];
    const run = await runCli(["gen", "--status", log, ...place, "--now", now]);
    assert.deepEqual(run, { status: 0, stdout: "", stderr: "" });
    mkdirSync(join(folder, "nginx"));
    const base = await serve(t, join(folder, "nginx"), out);
    const toPolicy = async (path: string): Promise<string> => {
      const answer = await fetch(`${base}/${path}`);
      assert.equal(answer.status, 200, path);
      return answer.headers.get("content-security-policy") ?? "";
    };
    for (const path of ["users/charts/index.html", "servers/charts/index.html", "users/charts/", "users/index.html"]) {
      assert.match(await toPolicy(path), /script-src 'self'/, path);
    }
    for (const path of ["charts/hours.svg", "charts/months.svg", "charts/hours.svg?users/charts/index.html"]) {
      assert.match(await toPolicy(path), /^default-src 'none'; style-src 'unsafe-inline'; sandbox$/, path);
    }
  });
});
