/** The library: OpenVPN status logs as typed objects. */
export { type HumanizeBytesOptions, humanizeBytes } from "./text/format/humanize-bytes.js";
export { parseStatus, type ParseStatusOptions } from "./status/parse-status.js";
export { ParsingError, type ParsingReason } from "./status/parsing-error.js";
export type { Client, GlobalStats, PeerAddress, Routing, Status, VirtualAddress } from "./status/status.js";
export { type JsonValue, statusToJson } from "./status/status-to-json.js";
