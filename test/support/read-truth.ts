import { readFileSync } from "node:fs";

/** A session as the OpenVPN server itself told its client-disconnect hook. Times in epoch seconds. */
export interface TrueSession {
  readonly commonName: string;
  readonly realAddress: string;
  readonly virtualAddress: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/** The `client-disconnect` rows of a `truth.tsv`. */
export function readTruth(file: string): readonly TrueSession[] {
  return readRows(file, "client-disconnect");
}

/** The `client-connect` rows: their sessions have no end and no bytes yet. */
export function readTrueConnects(file: string): readonly TrueSession[] {
  return readRows(file, "client-connect");
}

function readRows(file: string, kind: string): readonly TrueSession[] {
  const rows = readFileSync(file, "utf8").split("\n");
  return rows.flatMap((row) => {
    const [event, commonName = "", realAddress = "", virtualAddress = "", start, seconds, received, sent] =
      row.split("\t");
    if (event !== kind) return [];
    const startSeconds = Number(start);
    const endSeconds = startSeconds + Number(seconds);
    const bytes = { bytesReceived: Number(received), bytesSent: Number(sent) };
    return [{ commonName, realAddress, virtualAddress, startSeconds, endSeconds, ...bytes }];
  });
}
