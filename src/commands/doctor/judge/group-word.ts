import type { SystemUser } from "../../../io/files/user-access.js";

/** The user's own group, as `chgrp` and `install` take it: by number, since a group may have no name. */
export function toGroupWord({ uid, gids }: SystemUser): string {
  return `+${gids[0] ?? uid}`;
}
