/**
 * A text that is safe to write to a terminal or a log: control characters (which can move the cursor, recolour or
 * forge lines) and the marks that turn the writing direction come out as `\xHH` or `\u{HHHH}`.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
}
