import { canonicalAddress } from "../status/ip-address.js";
import type { Client } from "../status/status.js";
import type { Session } from "./session.js";

/** The fields of a session that may change from snapshot to snapshot, or be missing in some. */
type ChangingFields = Pick<Session, "realAddress" | "publicIp" | "username" | "clientId" | "cipher">;

/** Reads the fields from a client of a status; those that it lacks are empty. */
export function readChangingFields(client: Client): ChangingFields {
  return {
    realAddress: client.realAddress.asWritten,
    publicIp: canonicalAddress(client.realAddress.host),
    username: client.username ?? "",
    clientId: client.clientId ?? "",
    cipher: client.dataChannelCipher ?? "",
  };
}
