import { toMonth } from "../../history/local-day.js";
import type { Session } from "../../history/session.js";
import type { DayEntry } from "../../rollup/days.js";
import type { SiteIndex } from "../site-index.js";
import { dayPath, monthPath } from "../site-paths.js";
import { countParts, cutList, toListParts, type CutList, type ListPart } from "./list-parts.js";
import type { PageFrame, PageLink } from "./page-frame.js";
import { sessionTable, type SessionTable } from "./session-table.js";

/** A page with more sessions of a day on which very many began. It keeps its sessions, so it has no running ones. */
export interface DayPartPage extends PageFrame {
  readonly page: "day-part";
  readonly day: string;
  readonly month: PageLink;
  readonly part: ListPart;
  readonly begun: SessionTable;
  readonly begunCount: number;
  /** The page with the newest sessions, and the pages with the others. */
  readonly first: ListPart;
  readonly begunParts: readonly ListPart[];
}

export function cutDay({ day, sessions }: DayEntry): CutList<Session> {
  return cutList(sessions, (number) => dayPartPath(day, number));
}

/** The pages of a day's parts, each made when it is asked for. */
export function dayPartPages(
  index: SiteIndex,
  entry: DayEntry,
): readonly { readonly path: string; readonly make: () => DayPartPage }[] {
  const { day, sessions } = entry;
  const cut = cutDay(entry);
  const month = toMonth(day);
  return cut.parts.map(({ path, from, to, rows }) => ({
    path,
    make: () => ({
      page: "day-part",
      path,
      charts: [],
      day,
      month: { name: month, path: monthPath(month) },
      part: { path, from, to },
      begun: sessionTable(index, rows, false),
      begunCount: sessions.length,
      first: { path: dayPath(day), from: 1, to: cut.first.length },
      begunParts: toListParts(cut),
    }),
  }));
}

/** The paths of a day's further pages, by the number of sessions that began on it. */
export function listDayPartPaths(day: string, begunCount: number): readonly string[] {
  return Array.from({ length: countParts(begunCount) }, (_, place) => dayPartPath(day, place + 1));
}

function dayPartPath(day: string, number: number): string {
  return dayPath(day).replace("index", String(number));
}
