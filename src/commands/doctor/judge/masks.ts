import { shellQuote } from "../../../text/format/shell-quote.js";
import type { Access } from "../../../io/files/user-access.js";
import { problem, type Context, type Finding } from "../finding.js";

/** @returns a problem if only the mask of an access list (ACL) keeps a user out: no other permission would help */
export function judgeMask(
  subject: string,
  user: string,
  access: Access,
  { t: { access: t }, commands }: Context,
): Finding | null {
  if (access.kind !== "denied" || access.enoughMask === undefined) return null;
  const fix = `setfacl -m m::${access.enoughMask} ${shellQuote(access.at)}`;
  return problem(subject, t.masked(user, access.at), commands.asRoot(fix));
}
