import { inflateRawSync } from "node:zlib";

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;
const END_LENGTH = 22;

/** Every file of a zip archive without a comment: its name and its text, in the archive's order. */
export function zipEntries(archive: Uint8Array): ReadonlyMap<string, string> {
  const zip = Buffer.from(archive);
  const end = zip.length - END_LENGTH;
  if (zip.readUInt32LE(end) !== END_OF_CENTRAL) throw new Error("not a zip archive without a comment");
  const entries = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL_ENTRY) throw new Error(`no entry at ${at}`);
    const nameLength = zip.readUInt16LE(at + 28);
    const header = zip.readUInt32LE(at + 42);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const content = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    const isDeflated = zip.readUInt16LE(at + 10) !== 0;
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    entries.set(name, (isDeflated ? inflateRawSync(content) : content).toString("utf8"));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
