import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { readSource } from "../../src/io/sources/read-source.js";
import type { SourceText } from "../../src/io/sources/source-text.js";
import { isInstalled, isWritable, PROGRAM_PATH } from "../support/programs.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const skip = skipUnless(
  isRoot && isInstalled("openvpn") && isInstalled("openssl") && isWritable("/dev/net/tun"),
  "needs root, openvpn, openssl and /dev/net/tun",
);

/** A server without clients and without an address of its own. It asks for a password, which is `right`. */
function startServer(folder: string): ReturnType<typeof spawn> {
  const file = (name: string): string => join(folder, name);
  const forKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file("key")];
  const asCertificate = ["-x509", "-out", file("certificate"), "-days", "2", "-subj", "/CN=server"];
  execFileSync("openssl", ["req", ...forKey, ...asCertificate], { stdio: "ignore" });
  writeFileSync(file("password"), "right\n", { mode: 0o600 });
  const transport = ["--dev", "tun", "--proto", "udp", "--local", "127.0.0.1", "--port", "0", "--bind"];
  const keys = ["--ca", file("certificate"), "--cert", file("certificate"), "--key", file("key"), "--dh", "none"];
  const management = ["--management", file("management"), "unix", file("password")];
  const argv = ["--mode", "server", "--tls-server", ...transport, ...keys, ...management];
  return spawn("openvpn", argv, { stdio: "ignore", env: { ...process.env, PATH: PROGRAM_PATH } });
}

function said(result: SourceText): string {
  return result.kind === "text" ? Buffer.from(result.text).toString() : `${result.kind}: ${result.detail}`;
}

test("a real OpenVPN server's management interface gives its status", { skip, timeout: 60_000 }, async (t) => {
  const folder = tempFolder(t);
  const server = startServer(folder);
  const ended = once(server, "close");
  t.after(() => server.kill("SIGKILL"));
  const source = `unix:${join(folder, "management")}`;
  const passwordFile = join(folder, "password");
  let status = said(await readSource({ source, passwordFile }));
  while (status.startsWith("missing") && server.exitCode === null) {
    await sleep(50);
    status = said(await readSource({ source, passwordFile }));
  }
  assert.match(status, /^TITLE\tOpenVPN 2[^\n]*\r\nTIME\t/);
  assert.match(status, /\nHEADER\tCLIENT_LIST\t/);
  assert.match(status, /\r\nEND\r\n$/);

  assert.equal(said(await readSource({ source, passwordFile })).split("\t")[0], "TITLE", "it can be asked again");
  writeFileSync(join(folder, "wrong"), "wrong\n");
  assert.match(said(await readSource({ source, passwordFile: join(folder, "wrong") })), /^unreadable: .*refused/);
  assert.match(said(await readSource({ source, passwordFile: null })), /^unreadable: .*asks for a password/);

  server.kill("SIGTERM");
  await ended;
  assert.match(said(await readSource({ source, passwordFile })), /^missing: /);
});
