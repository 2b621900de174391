import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseStatusFile } from "../../src/status/parse-status.js";
import { splitClients } from "../../src/status/split-clients.js";
import { makeZone, type Zone } from "../../src/status/zone.js";
import type { TrueSession } from "./read-truth.js";
import { HistoryRun } from "./run-history.js";

export const CAPTURES = join(import.meta.dirname, "../fixtures/captures");
const UTC = makeZone("UTC");

/** A status file as it is, to be searched for what it shows without any code of ours. */
export interface ReplayedText {
  readonly text: string;
  /** Epoch seconds. */
  readonly timeSeconds: number;
}

/**
 * Takes a whole series of a real server's status files into a history, one by one.
 *
 * @param siteZone the zone of the history's days
 */
export function replayChurn(
  folder: string,
  siteZone: Zone = UTC,
): { readonly run: HistoryRun; readonly texts: readonly ReplayedText[] } {
  const run = new HistoryRun({ zone: siteZone });
  const files = readdirSync(folder).filter((name) => /^\d+-\d+\.status$/.test(name));
  const texts = files.sort().map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const status = parseStatusFile(text, { zone: UTC });
    assert.equal(status.kind, "server");
    const { established, connecting } = splitClients(status);
    const timeSeconds = status.updatedAt.getTime() / 1000;
    run.see(timeSeconds, established, {
      connecting: connecting.map((one) => ({ ...one, tunnelIp: "", tunnelIpv6: "" })),
    });
    return { text, timeSeconds };
  });
  return { run, texts };
}

/** Whether a status file has a routing row for a session: its name and address behind a virtual address. */
export function shows(text: string, { commonName, realAddress }: TrueSession): boolean {
  const wanted = ["", commonName, realAddress, ""].join(toSeparator(text));
  const routes = text.slice(text.search(/^ROUTING TABLE$|^ROUTING_TABLE[,\t]/m));
  return routes.includes(wanted);
}

/** The bytes that a status file's client list shows of a session, received and sent; null if it is not in there. */
export function bytesShown(text: string, { commonName, realAddress }: TrueSession): readonly [number, number] | null {
  const separator = toSeparator(text);
  const row = text.split(/\r?\n/).find((line) => {
    const fields = line.split(separator);
    const first = fields[0] === "CLIENT_LIST" ? 1 : 0;
    return fields[first] === commonName && fields[first + 1] === realAddress;
  });
  if (row === undefined) return null;
  const fields = row.split(separator);
  // Version 1 has the counters after the address, the others have the virtual addresses between.
  const at = fields[0] === "CLIENT_LIST" ? 5 : 2;
  return [Number(fields[at]), Number(fields[at + 1])];
}

function toSeparator(text: string): string {
  return text.startsWith("TITLE\t") ? "\t" : ",";
}
