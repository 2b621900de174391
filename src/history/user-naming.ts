import { isWords } from "../text/problem.js";
import type { CsvTable } from "./csv-table.js";
import { intern } from "./intern.js";
import type { Session } from "./session.js";

/** Config `user_from`: which name identifies a user. */
export type UserFrom = "common_name" | "username";

/** How sessions get their users, according to the config. */
export interface UserNaming {
  readonly userFrom: UserFrom;
  /** Config `users_ignore_case`: names that differ only in case are one user, shown in lower case. */
  readonly usersIgnoreCase: boolean;
}

/**
 * Derives the user that a session counts for: the common name, or the username if the server asks for no client
 * certificate (OpenVPN writes `UNDEF`) or if all users share one certificate (config `user_from`). If it is missing,
 * the other one is used; if both are missing, the stored user.
 */
export function deriveUser(
  { commonName, username, user }: Pick<Session, "commonName" | "username" | "user">,
  naming: UserNaming,
): string {
  const isByUsername = naming.userFrom === "username" || commonName === "UNDEF";
  const name = (isByUsername ? username || commonName : commonName || username) || user;
  return foldUser(name, naming);
}

/** The form of a user's name that is compared: equal for all spellings of one user. */
export function foldUser(name: string, { usersIgnoreCase }: Pick<UserNaming, "usersIgnoreCase">): string {
  return usersIgnoreCase ? name.toLowerCase() : name;
}

/** Gives a session the user according to the config, which may have changed since the session was stored. */
export function nameUser(session: Session, naming: UserNaming): Session {
  const user = deriveUser(session, naming);
  return user === session.user ? session : { ...session, user: intern(user) };
}

/** A table that derives the users of sessions as it reads them, so that the config applies to the whole history. */
export function withUsersNamed(table: CsvTable<Session>, naming: UserNaming): CsvTable<Session> {
  return {
    ...table,
    toRow: (fields, unknown) => {
      const session = table.toRow(fields, unknown);
      return isWords(session) ? session : nameUser(session, naming);
    },
  };
}
