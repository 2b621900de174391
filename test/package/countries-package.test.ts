import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packPackage } from "../support/packed-package.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

test("the package of countries is found beside this one", (t) => {
  const { folder, cli } = packPackage(tempFolder(t));
  const checkout = join(import.meta.dirname, "../..");
  const made = execFileSync("npm", ["run", "--silent", "package:geoip"], { cwd: checkout, encoding: "utf8" });
  const packed = made.split("\n").find((path) => path.endsWith(".tgz")) ?? assert.fail(made);
  assert.match(made, /\.deb$/m);
  const place = join(folder, "node_modules", "openvpn-status-site-geoip");
  const status = join(folder, "status.log");
  const client = {
    commonName: "alice",
    realAddress: "193.99.144.80:1194",
    virtualAddress: "10.8.0.2",
    bytesReceived: 1,
    bytesSent: 1,
    connectedSinceSeconds: Date.UTC(2026, 10, 27, 11) / 1000,
    username: "",
  };
  const text = writeStatus(
    { updatedSeconds: Date.UTC(2026, 10, 27, 12) / 1000, clients: [client] },
    { version: 2, release: "2.6" },
  );
  writeFileSync(status, text);
  const countryOf = (): unknown => {
    const folders = ["--history", join(folder, "history"), "--out", join(folder, "out")];
    const args = [cli, "gen", "--status", status, ...folders, "--now", "2026-11-27T12:00:30Z"];
    assert.equal(execFileSync("node", args, { encoding: "utf8" }), "");
    const json = execFileSync("cat", [join(folder, "out", "status.json")], { encoding: "utf8" });
    return (JSON.parse(json) as { clients: { country: unknown }[] }).clients[0]?.country;
  };
  assert.equal(countryOf(), null);
  mkdirSync(place);
  execFileSync("tar", ["-xzf", packed, "-C", place, "--strip-components=1"]);
  assert.equal(countryOf(), "DE");
});
