import type { CsvTable } from "./csv-table.js";
import { intern } from "./intern.js";
import type { Session } from "./session.js";

/** Config `user_from`: what a user is known by. */
export type UserFrom = "common_name" | "username";

/** How the config says that sessions get their users. */
export interface UserNaming {
  readonly userFrom: UserFrom;
  /** Config `users_ignore_case`: names that differ in case alone are one user, shown in lower case. */
  readonly usersIgnoreCase: boolean;
}

/**
 * The user that a session counts for: the common name, or the username where the server asks for no client certificate
 * (OpenVPN writes `UNDEF`) or where one certificate is shared by all. Falls back to the other one where the wanted one is
 * missing, and to the stored user where both are.
 */
export function deriveUser(
  { commonName, username, user }: Pick<Session, "commonName" | "username" | "user">,
  naming: UserNaming,
): string {
  const isByUsername = naming.userFrom === "username" || commonName === "UNDEF";
  const name = (isByUsername ? username || commonName : commonName || username) || user;
  return foldUser(name, naming);
}

/** A user's name as it is compared: of two spellings that are one user the same. */
export function foldUser(name: string, { usersIgnoreCase }: Pick<UserNaming, "usersIgnoreCase">): string {
  return usersIgnoreCase ? name.toLowerCase() : name;
}

/** A session with the user that the config gives it, which may have been another when the session was written. */
export function nameUser(session: Session, naming: UserNaming): Session {
  const user = deriveUser(session, naming);
  return user === session.user ? session : { ...session, user: intern(user) };
}

/** A table of sessions whose users are derived while it is read, so that the config applies to the whole history. */
export function withUsersNamed(table: CsvTable<Session>, naming: UserNaming): CsvTable<Session> {
  return {
    ...table,
    toRow: (fields, unknown) => {
      const session = table.toRow(fields, unknown);
      return typeof session === "string" ? session : nameUser(session, naming);
    },
  };
}
