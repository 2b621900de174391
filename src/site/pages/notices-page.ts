import { MAX_HANDOVER_SECONDS } from "../../rollup/concurrent-addresses.js";
import type { Notice } from "../notices/notice.js";
import { viewNotices, type NoticeView } from "../notices/notice-view.js";
import type { HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { monthPath, noticesPath } from "../site-paths.js";
import { cutOlderParts, listOlderParts, type ListPart } from "./list-parts.js";
import { findNeighbours, type Neighbours, type PageFrame, type PageLink } from "./page-frame.js";

/** The notices of a month. */
export interface NoticesPage extends PageFrame {
  readonly page: "notices";
  readonly month: PageLink;
  readonly neighbours: Neighbours;
  /** How many there are on all pages. */
  readonly count: number;
  /** The newest notices, newest first. */
  readonly notices: readonly NoticeView[];
  /** The pages with the others. */
  readonly parts: readonly ListPart[];
  readonly handoverMinutes: number;
  /** Whether countries of addresses are known. */
  readonly hasCountries: boolean;
}

/** A page with older notices of a month. It keeps them, as further pages of sessions do. */
export interface NoticesPartPage extends PageFrame {
  readonly page: "notices-part";
  readonly month: PageLink;
  readonly notices: readonly NoticeView[];
  readonly part: ListPart;
  /** The page with the newest notices, which links to all others. */
  readonly first: string;
  readonly parts: readonly ListPart[];
}

/** A page whose model is computed on use. */
interface PlannedNoticesPage {
  readonly path: string;
  readonly make: () => NoticesPage | NoticesPartPage;
}

/** @param notices newest first */
export function planNoticesPages(
  input: Pick<SiteInput, "language" | "dateFormat" | "zone" | "countries">,
  index: HistoryIndex,
  month: string,
  notices: readonly Notice[],
): readonly PlannedNoticesPage[] {
  const first = noticesPath(month);
  const { newest, older } = cutOlderParts(notices, first);
  const view = (rows: readonly Notice[]): readonly NoticeView[] =>
    viewNotices(rows, index, (day) => index.dayOutlines.has(day), input);
  const common = { charts: [], month: { name: month, path: monthPath(month) } };
  return [
    {
      path: first,
      make: () => ({
        page: "notices",
        ...common,
        path: first,
        neighbours: findNeighbours([...index.months.keys()], month, noticesPath),
        count: notices.length,
        notices: view(newest),
        parts: listOlderParts(notices.length, first),
        handoverMinutes: MAX_HANDOVER_SECONDS / 60,
        hasCountries: input.countries.key !== "",
      }),
    },
    ...older.map(({ part, rows, parts }) => ({
      path: part.path,
      make: (): NoticesPartPage => ({
        page: "notices-part",
        ...common,
        path: part.path,
        notices: view(rows),
        part,
        first,
        parts,
      }),
    })),
  ];
}
