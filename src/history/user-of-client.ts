import type { Client } from "../status/status.js";

/** Config `user_from`: what a user is known by. */
export type UserFrom = "common_name" | "username";

/**
 * The user that a client's session counts for: the common name, or the username where the server
 * asks for no client certificate (OpenVPN writes `UNDEF`) or where one certificate is shared by all. Falls back to
 * the other one where the wanted one is missing.
 */
export function userOfClient(client: Client, userFrom: UserFrom): string {
  const { commonName, username = "" } = client;
  if (userFrom === "username" || commonName === "UNDEF" || commonName === "") return username || commonName;
  return commonName;
}
