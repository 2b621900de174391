import { parseLocalTime } from "../../../status/parse-local-time.js";
import { parseCounter } from "../../../status/parse-whole-number.js";
import { maskText } from "./mask-text.js";

/** What replaces names and addresses. */
export interface FieldNames {
  readonly name: (text: string) => string;
  readonly peerAddress: (text: string) => string;
  readonly virtualAddress: (text: string) => string;
}

const CIPHER = /^(?:AES|CHACHA20|BF|DES|CAMELLIA|SEED|ARIA|CAST5|none)[A-Z0-9-]*$/;

/** A field of a row by its column. A value that does not fit its column is hidden. */
export function redactField(column: string, text: string, names: FieldNames): string {
  switch (column) {
    case "Common Name":
    case "Username":
      return names.name(text);
    case "Real Address":
      return names.peerAddress(text);
    case "Virtual Address":
    case "Virtual IPv6 Address":
      return names.virtualAddress(text);
    case "time":
    case "Connected Since":
    case "Last Ref":
      return Number.isNaN(parseLocalTime(text)) ? maskText(text) : text;
    case "count":
    case "Bytes Received":
    case "Bytes Sent":
    case "Connected Since (time_t)":
    case "Last Ref (time_t)":
    case "Client ID":
    case "Peer ID":
      return Number.isNaN(parseCounter(text)) ? maskText(text) : text;
    case "Data Channel Cipher":
      return CIPHER.test(text) ? text : maskText(text);
    default:
      return maskText(text);
  }
}
