/**
 * Decodes a status log. OpenVPN writes names byte for byte, so a name may contain any bytes. Each byte that is not
 * valid UTF-8 becomes the text `\xHH` (in lower case, like Python's `backslashreplace`): names stay readable, and
 * different names stay different. A byte order mark is dropped.
 *
 * @param encoding a label that `TextDecoder` knows; in encodings other than UTF-8, invalid bytes become U+FFFD
 * @throws RangeError if the encoding is unknown.
 */
export function decodeStatusText(text: string | Uint8Array, encoding: string): string {
  if (typeof text === "string") return text.startsWith("\ufeff") ? text.slice(1) : text;
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    return decoder.decode(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return decoder.encoding === "utf-8" ? decodeDamagedUtf8(text) : new TextDecoder(encoding).decode(text);
  }
}

/** Whether a status log may have this encoding: it must write ASCII as single bytes, which UTF-16 does not. */
export function isTextEncoding(label: string): boolean {
  try {
    return !new TextDecoder(label).encoding.startsWith("utf-16");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

function decodeDamagedUtf8(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const decoder = new TextDecoder();
  let validFrom = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > validFrom) pieces.push(decoder.decode(bytes.subarray(validFrom, at)));
    pieces.push(`\\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}`);
    at += 1;
    validFrom = at;
  }
  if (at > validFrom) pieces.push(decoder.decode(bytes.subarray(validFrom, at)));
  return pieces.join("");
}

/** Length in bytes of the well-formed UTF-8 sequence that starts here (Unicode, table 3-7); 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i += 1) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
