import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OpenvpnLogReader, type LogSessions } from "../../src/history/openvpn-log/read-openvpn-log.js";
import { makeZone, type Zone } from "../../src/status/zone.js";
import { at } from "./make-session.js";
import { readTruth, type TrueSession } from "./read-truth.js";

/** Logs of real servers, and what their hooks said. */
export const OPENVPN_LOGS = join(import.meta.dirname, "../fixtures/openvpn-logs");

export const LOGS_WITH_TRUTH = readdirSync(OPENVPN_LOGS)
  .filter((name) => name.endsWith(".truth.tsv"))
  .map((name) => name.replace(".truth.tsv", ""));

export function readOpenvpnLog(name: string): string {
  return readFileSync(join(OPENVPN_LOGS, `${name}.log`), "utf8");
}

/** Sessions by the server's hooks. One that was refused by a script has no second. */
export function readLogTruth(name: string): readonly TrueSession[] {
  return readTruth(join(OPENVPN_LOGS, `${name}.truth.tsv`)).filter(({ startSeconds, endSeconds }) => {
    return endSeconds > startSeconds;
  });
}

export interface LogOptions {
  readonly zone?: Zone;
  readonly nowSeconds?: number;
}

/** Parses the texts of files, in the given order. Their paths are `1`, `2`, … */
export function parseLogs(texts: readonly string[], options: LogOptions = {}): LogSessions {
  const { zone = makeZone("UTC"), nowSeconds = at("2027-01-01T00:00:00Z") } = options;
  const reader = new OpenvpnLogReader({ server: "vpn", zone, nowSeconds });
  for (const [index, text] of texts.entries()) {
    reader.startFile(String(index + 1));
    for (const line of text.split("\n")) reader.readLine(line);
  }
  return reader.finish();
}

/** What is left out, as `PATH:LINE KIND`. */
export function describeLeftOut({ leftOut }: LogSessions): readonly string[] {
  return leftOut.map(({ place, flaw }) => `${place.path}:${place.line} ${flaw.kind}`);
}
