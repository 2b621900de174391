import { isIP } from "node:net";
import { type FieldCheck, findField, type ListColumns, type ListLayout } from "./list-layout.js";
import { parseLocalTime } from "./parse-local-time.js";
import { parsePeerAddress } from "./parse-peer-address.js";
import { parseCounter, parseWholeNumber } from "./parse-whole-number.js";

export const isCount = (text: string): boolean => !Number.isNaN(parseWholeNumber(text));
export const isAddressOrEmpty = (text: string): boolean => text === "" || isIP(text) > 0;
const isCounter = (text: string): boolean => !Number.isNaN(parseCounter(text));

/** The columns of the client list that anchor its rows. */
export const CLIENT_COLUMNS: ListColumns = {
  required: ["Common Name", "Real Address", "Bytes Received", "Bytes Sent", "Connected Since"],
  rules: new Map<string, FieldCheck | "free">([
    ["Common Name", "free"],
    ["Real Address", (text) => parsePeerAddress(text) !== undefined],
    ["Virtual Address", isAddressOrEmpty],
    ["Virtual IPv6 Address", isAddressOrEmpty],
    ["Bytes Received", isCounter],
    ["Bytes Sent", isCounter],
    ["Connected Since", (text) => !Number.isNaN(parseLocalTime(text))],
    ["Connected Since (time_t)", isCount],
    ["Username", "free"],
  ]),
};

/** The columns that this parser reads. */
const COLUMNS = {
  commonName: "Common Name",
  realAddress: "Real Address",
  virtualAddress: "Virtual Address",
  virtualIpv6Address: "Virtual IPv6 Address",
  bytesReceived: "Bytes Received",
  bytesSent: "Bytes Sent",
  connectedSince: "Connected Since",
  connectedSinceTimeT: "Connected Since (time_t)",
  username: "Username",
  clientId: "Client ID",
  peerId: "Peer ID",
  dataChannelCipher: "Data Channel Cipher",
} as const;

/** The field of each column; -1 if the list does not have it. */
export type ClientFields = Readonly<Record<keyof typeof COLUMNS, number>>;

/** Finds the client list's columns by their names in its header. */
export function findClientFields(layout: ListLayout): ClientFields {
  return {
    commonName: findField(layout, COLUMNS.commonName),
    realAddress: findField(layout, COLUMNS.realAddress),
    virtualAddress: findField(layout, COLUMNS.virtualAddress),
    virtualIpv6Address: findField(layout, COLUMNS.virtualIpv6Address),
    bytesReceived: findField(layout, COLUMNS.bytesReceived),
    bytesSent: findField(layout, COLUMNS.bytesSent),
    connectedSince: findField(layout, COLUMNS.connectedSince),
    connectedSinceTimeT: findField(layout, COLUMNS.connectedSinceTimeT),
    username: findField(layout, COLUMNS.username),
    clientId: findField(layout, COLUMNS.clientId),
    peerId: findField(layout, COLUMNS.peerId),
    dataChannelCipher: findField(layout, COLUMNS.dataChannelCipher),
  };
}
