import type { SiteIndex } from "../site-index.js";
import type { DayEntry } from "../../rollup/days.js";
import { toMonth } from "../../history/local-day.js";
import type { Session } from "../../history/session.js";
import { dayPath, monthPath } from "../site-paths.js";
import { planSessionParts, type SessionList } from "./session-part-page.js";
import { sitePage, type SitePage } from "./page-model.js";

/** Further pages of a day keep their sessions, also while the day continues. */
export function listDayParts(index: SiteIndex, { day, sessions, carried }: DayEntry): readonly SitePage[] {
  const name = toMonth(day);
  const dayList = { day, month: { name, path: monthPath(name) } };
  return [
    ...listSessionParts(index, sessions, dayPath(day), { kind: "day", ...dayList }),
    ...listSessionParts(index, carried, dayPath(day), { kind: "carried", ...dayList }),
  ];
}

/** The further pages of a list of sessions. */
export function listSessionParts(
  index: SiteIndex,
  sessions: readonly Session[],
  first: string,
  list: SessionList,
): readonly SitePage[] {
  return planSessionParts(index, sessions, first, list).map(({ path, make }) => sitePage(path, "leaf", [], make));
}
