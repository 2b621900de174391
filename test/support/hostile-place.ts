import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HOSTILE_NAMES } from "./hostile-names.js";
import { CLI } from "./run-cli.js";
import { makeHost, runHere } from "./run-here.js";
import { writeStatus } from "./write-status.js";

const NOON = Date.parse("2026-11-21T12:00:00Z") / 1000;

/** Bytes that are no UTF-8, in place of a name: a lone surrogate, and what half a character leaves. */
export const BROKEN: readonly (readonly [place: string, bytes: Buffer])[] = [
  ["broken-one", Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62])],
  ["broken-two", Buffer.from([0x3c, 0x62, 0x3e, 0xff, 0xc3])],
];

/** A status of version 3 separates its fields by tabs and its rows by line ends; no text in C has a NUL. */
export const NAMES_OF_A_STATUS = HOSTILE_NAMES.filter((name) => !/[\t\r\0]/.test(name));

/** A site of a real status file with these names: every other one is connected, all are for a minute, and those have gone again. */
export async function makeHostileSite(folder: string, names: readonly string[]): Promise<string> {
  const host = makeHost(CLI, folder);
  const out = join(folder, "out");
  const config = ['title = "VPN"', 'timezone = "UTC"', "feed = true", 'history = "history"', 'out = "out"'];
  writeFileSync(
    join(folder, "site.toml"),
    [...config, "[[server]]", 'name = "berlin"', 'status = "vpn.log"', "[notify]", 'command = "tell"'].join("\n"),
  );
  writeFileSync(join(folder, "tell"), `#!/bin/sh\ncat >> ${folder}/told.ndjson\n`, { mode: 0o755 });
  const isEven = (place: number): boolean => place % 2 === 0;
  for (const [minute, isThere] of [isEven, () => true, isEven].entries()) {
    const clients = [...names, ...BROKEN.map(([place]) => place)].flatMap((commonName, place) =>
      isThere(place)
        ? [
            {
              commonName,
              // A line of a status log has room for one such name.
              username: commonName.length > 1000 ? "" : commonName,
              realAddress: `198.51.100.${place + 1}:1194`,
              virtualAddress: `10.8.0.${place + 2}`,
              bytesReceived: 1000,
              bytesSent: 2000,
              connectedSinceSeconds: NOON - 3600 + place,
              clientId: place,
            },
          ]
        : [],
    );
    const seconds = NOON + 60 * minute;
    const text = writeStatus({ updatedSeconds: seconds, clients }, { version: 3, release: "2.6" });
    writeFileSync(join(folder, "vpn.log"), putBroken(text));
    const now = new Date(seconds * 1000).toISOString();
    const { status, stderr } = await runHere(["gen", "--config", join(folder, "site.toml"), "--now", now], host);
    assert.equal(status, 0, stderr);
  }
  return out;
}

function putBroken(text: string): Buffer {
  let bytes = Buffer.from(text).toString("latin1");
  for (const [place, broken] of BROKEN) bytes = bytes.replaceAll(place, broken.toString("latin1"));
  return Buffer.from(bytes, "latin1");
}
