import { userInfo } from "node:os";

/** The name of the user who runs this; `null` for root, and for one without a name. */
export function otherUser(): string | null {
  if (process.geteuid?.() === 0) return null;
  try {
    return userInfo().username;
  } catch {
    // In a container the user may be a mere number.
    return null;
  }
}
