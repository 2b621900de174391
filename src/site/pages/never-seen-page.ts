import type { NamedUser } from "./access-review.js";
import type { HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { USERS_PATH } from "../site-paths.js";
import { cutList, toListParts, type ListPart } from "./list-parts.js";
import type { PageFrame } from "./page-frame.js";

/** Entries of the alias file whose user has no session, by name, as far as they fit a page. */
export interface NeverSeenList {
  /** How many there are on all pages. */
  readonly count: number;
  readonly users: readonly NamedUser[];
  /** How many fit on the users page. */
  readonly firstCount: number;
  /** The pages with the others. */
  readonly parts: readonly ListPart[];
}

/** A page with more of them. */
export interface NeverSeenPartPage extends PageFrame {
  readonly page: "never-seen-part";
  readonly part: ListPart;
  readonly neverSeen: NeverSeenList;
}

interface PlannedNeverSeen {
  /** The first page's part, on the users page. */
  readonly toFirst: () => NeverSeenList;
  /** The further pages, computed on use. */
  readonly pages: readonly { readonly path: string; readonly make: () => NeverSeenPartPage }[];
}

/** @param findNames those in order: it takes longer than to know how many there are */
export function planNeverSeen(
  { aliases }: Pick<SiteInput, "aliases">,
  { users }: Pick<HistoryIndex, "users">,
  findNames: () => readonly NamedUser[],
): PlannedNeverSeen {
  const names = [...aliases.keys()].filter((user) => !users.has(user));
  const cut = cutList(names, (number) => USERS_PATH.replace("index", `aliases-${number}`));
  const firstCount = cut.first.length;
  const toList = (from: number, count: number): NeverSeenList => ({
    count: names.length,
    users: findNames().slice(from - 1, from - 1 + count),
    firstCount,
    parts: toListParts(cut),
  });
  return {
    toFirst: () => toList(1, firstCount),
    pages: cut.parts.map(({ path, from, to, rows }) => {
      const make = (): NeverSeenPartPage => ({
        page: "never-seen-part",
        path,
        charts: [],
        part: { path, from, to },
        neverSeen: toList(from, rows.length),
      });
      return { path, make };
    }),
  };
}
