import { foldUser, type UserNaming } from "../history/user-naming.js";
import { toNameMatcher } from "../io/sources/match-paths.js";
import type { ExpectedUser } from "../site/expected-users.js";

/** Compiles the names and patterns of users who should always be connected. */
export function makeExpectedUsers(
  names: readonly string[],
  naming: Pick<UserNaming, "usersIgnoreCase">,
): Promise<readonly ExpectedUser[]> {
  return Promise.all(
    [...new Set(names)].map(async (name) => {
      const [isMatch, isUser] = await Promise.all([name, foldUser(name, naming)].map(toNameMatcher));
      return { name, isMatch: (other: string) => isMatch?.(other) === true || isUser?.(other) === true };
    }),
  );
}
